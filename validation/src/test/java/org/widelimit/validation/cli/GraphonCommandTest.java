package org.widelimit.validation.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.widelimit.graphon.GraphonChain;
import org.widelimit.graphon.GraphonFiles;
import org.widelimit.graphon.Mask;
import org.widelimit.graphon.MaskChain;
import org.widelimit.graphon.MaskFiles;
import org.widelimit.graphon.StepGraphon;
import org.widelimit.graphon.model.ChanAiroldi;
import org.widelimit.graphon.model.NullModels;
import org.widelimit.numerics.random.RandomStreams;

/** Every estimator from the command line: on a graph, on a rectangle, on a chain, and on noise. */
class GraphonCommandTest {

    private static final RandomStreams STREAMS = RandomStreams.of(11);
    private static final String NOISE = "No structure beyond";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"sorted-histogram", "usvt", "neighbourhood", "co-clustering", "sba"})
    void everyEstimatorTakesGraphsAndRectangles(String estimator) {
        Mask graph = ChanAiroldi.PRODUCT.graph(100, STREAMS.stream()).mask();
        StepGraphon ofGraph = estimated(graph, estimator);
        assertThat(ofGraph.density().data).isEqualTo(ofGraph.transposed().density().data);
        Mask rectangle =
                ChanAiroldi.PRODUCT.rectangle(70, 110, STREAMS.stream()).mask();
        assertThat(estimated(rectangle, estimator).edgeDensity()).isEqualTo(rectangle.density(), within(0.03));
    }

    private StepGraphon estimated(Mask mask, String estimator) {
        Path out = folder.resolve("g.npz");
        CommandLineRunner run = CommandLineRunner.run(
                "graphon", written("m.npz", List.of(mask)), "--estimator", estimator, "--out", out);
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains(estimator + ": ").contains("Structure: ").doesNotContain("Infinity");
        return GraphonFiles.read(out);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sorted-histogram", "usvt", "neighbourhood", "co-clustering", "sba"})
    void everyEstimatorTakesChains(String estimator) {
        Path masks = written("chain.npz", chain("1"));
        JsonNode json = CommandLineRunner.run(
                        "graphon", masks, "--chain", "--estimator", estimator, "--out-dir", folder, "--json")
                .json();
        GraphonChain graphons = GraphonChain.of(List.of(
                GraphonFiles.read(folder.resolve("layer1.npz")), GraphonFiles.read(folder.resolve("layer2.npz"))));
        assertThat(graphons.aligned()).isEqualTo(graphons);
        assertThat(json.get("pathDensity").asDouble()).isEqualTo(graphons.pathDensity());
        assertThat(json.get("pathDensity").asDouble()
                        / json.get("maskPathDensity").asDouble())
                .isBetween(0.85, 1.1);
    }

    @Test
    void thePageOfAChainShowsEveryLayerByItsName() throws IOException {
        Path page = folder.resolve("chain.html");
        CommandLineRunner run =
                CommandLineRunner.run("graphon", written("chain.npz", chain("1")), "--chain", "--html", page);
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("layer1: ", "layer2: ", "path density ");
        assertThat(Files.readString(page))
                .contains("Graphon of all layers in chain.npz", "layer1", "layer2", "graphon-1", "graphon-2")
                .doesNotContain("graphon-3");
        assertThat(folder.resolve("layer1.npz")).doesNotExist();
        CommandLineRunner nowhere = CommandLineRunner.run("graphon", folder.resolve("chain.npz"), "--chain");
        assertThat(nowhere.exitCode()).isEqualTo(ExitCode.UNUSABLE_INPUT);
        assertThat(nowhere.err())
                .isEqualToIgnoringNewLines(
                        "widelimit: graphon --chain: expected --out-dir DIR or --html F, found neither");
    }

    @ParameterizedTest
    @ValueSource(strings = {"usvt", "neighbourhood", "co-clustering"})
    void aConstantNullIsNoDivisor(String estimator) {
        Mask noise = NullModels.erdosRenyi("noise", 80, 90, 0.3, STREAMS.child("noise").stream());
        CommandLineRunner run = CommandLineRunner.run(
                "graphon",
                written("noise.npz", List.of(noise)),
                "--estimator",
                estimator,
                "--out",
                folder.resolve("g.npz"));
        assertThat(run.out()).contains(NOISE);
    }

    @Test
    void severalMasksOfTheSameUnitsAreForSba() {
        Path one = written("one.npz", chain("1"));
        Path two = written("two.npz", chain("2"));
        JsonNode layer = CommandLineRunner.run(
                        "graphon",
                        one,
                        two,
                        "--layer",
                        "layer2",
                        "--estimator",
                        "sba",
                        "--out",
                        folder.resolve("g.npz"),
                        "--json")
                .json();
        assertThat(layer.get("why").asText()).contains("over 2 masks");
        CommandLineRunner refused =
                CommandLineRunner.run("graphon", one, two, "--layer", "layer2", "--out", folder.resolve("h.npz"));
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("expected one mask of each layer, found 2");
    }

    @Test
    void autoIsTheDefaultOfCoClustering() {
        Path mask = written(
                "m.npz",
                List.of(ChanAiroldi.PRODUCT.rectangle(60, 80, STREAMS.stream()).mask()));
        List<String> whys = Stream.of("", "auto")
                .map(blocks -> {
                    Path out = folder.resolve("g.npz");
                    CommandLineRunner run = blocks.isEmpty()
                            ? CommandLineRunner.run("graphon", mask, "--estimator", "co-clustering", "--out", out)
                            : CommandLineRunner.run(
                                    "graphon", mask, "--estimator", "co-clustering", "--blocks", blocks, "--out", out);
                    return run.out();
                })
                .toList();
        assertThat(whys.get(0)).isEqualTo(whys.get(1)).contains("held out");
    }

    private static List<Mask> chain(String seed) {
        RandomStreams streams = STREAMS.child(seed);
        return List.of(
                ChanAiroldi.MEAN
                        .rectangle(60, 20, streams.child("layer1").stream())
                        .mask(),
                ChanAiroldi.MEAN
                        .rectangle(8, 60, streams.child("layer2").stream())
                        .mask());
    }

    private Path written(String name, List<Mask> masks) {
        Path file = folder.resolve(name);
        MaskFiles.write(file, MaskChain.of(named(masks)));
        return file;
    }

    private static List<Mask> named(List<Mask> masks) {
        List<Mask> named = new ArrayList<>();
        masks.forEach(mask -> named.add(mask.renamed("layer" + (named.size() + 1))));
        return named;
    }
}
