package org.widelimit.validation.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.widelimit.graphon.MaskFiles;

/** From a file of PyTorch, as graphon's fixtures are, to its masks and to the picture of a graphon. */
class MaskCommandTest {

    private static final Path FIXTURES = Path.of("../graphon/src/test/resources/org/widelimit/graphon/masks");

    @TempDir
    Path folder;

    @Test
    void whatIsReadAndWhatIsNotIsPlain() {
        Path file = FIXTURES.resolve("torch-prune.pt");
        CommandLineRunner run = CommandLineRunner.run("mask", file);
        assertThat(run.exitCode()).isZero();
        assertThat(run.out().lines())
                .contains(
                        file + "  sha256 " + MaskFiles.sha256(file),
                        "Not read, weights of a layer whose mask is read: fc1.weight_orig, fc2.weight_orig",
                        "Not read, weights without a mask (--from-zeros takes their exact zeros): fc3.weight",
                        "Not read, fewer than two dimensions: fc1.bias_orig, fc1.bias_mask, bn1.weight, bn1.bias,"
                                + " bn1.running_mean, bn1.running_var and 3 more",
                        "The layers form a chain: each one's columns are the rows of the one before.");
    }

    @Test
    void jsonHasTheFieldsOfTheContractAndWhatWasSkipped() {
        JsonNode json = json("mask", FIXTURES.resolve("checkpoint.pth.tar"), "--from-zeros");
        assertThat(json.get("layers")).hasSize(3);
        JsonNode layer = json.get("layers").get(0);
        assertThat(layer.get("name").asText()).isEqualTo("fc1");
        assertThat(layer.get("rows").asInt()).isEqualTo(7);
        assertThat(layer.get("columns").asInt()).isEqualTo(8);
        assertThat(layer.get("kept").asInt()).isEqualTo(28);
        assertThat(json.get("chainConsistent").asBoolean()).isTrue();
        assertThat(json.get("format").asText()).isEqualTo("PyTorch");
        assertThat(json.get("skipped").findValuesAsText("reason")).contains("state of the optimiser");
    }

    @Test
    void convolutionsAreFlattenedAsAsked() {
        Path file = FIXTURES.resolve("convolutions.pt");
        JsonNode filters = json("mask", file, "--flatten", "filters");
        assertThat(filters.get("layers").get(0).get("columns").asInt()).isEqualTo(2);
        assertThat(filters.get("chainConsistent").asBoolean()).isTrue();
        JsonNode whole = json("mask", file, "--flatten", "out-by-in-kernel");
        assertThat(whole.get("layers").get(0).get("columns").asInt()).isEqualTo(18);
        assertThat(whole.get("chainConsistent").asBoolean()).isFalse();
    }

    @Test
    void aWrongNameIsMentioned() throws IOException {
        Path file = Files.copy(FIXTURES.resolve("open-lth-mask.pth"), folder.resolve("masks.npz"));
        assertThat(CommandLineRunner.run("mask", file).out())
                .contains("Read as PyTorch, which it is, though its name says NumPy .npz.");
    }

    @Test
    void oneCommandGoesFromATorchFileToThePictureOfItsGraphon() {
        Path page = folder.resolve("g.html");
        JsonNode json = json(
                "graphon",
                FIXTURES.resolve("torch-prune-removed.pt"),
                "--from-zeros",
                "--layer",
                "fc2",
                "--html",
                page);
        assertThat(json.get("density").asDouble()).isEqualTo(0.7);
        assertThat(page)
                .content()
                .contains("<title>Graphon of fc2 in torch-prune-removed.pt</title>")
                .contains("mask, units in the order of the file")
                .contains("10 x 10 weights (outputs x inputs), 70 kept, density 0.7000");
    }

    @Test
    void theOnlyLayerNeedsNoName() {
        JsonNode json = json("graphon", FIXTURES.resolve("pattern.mtx"), "--out", folder.resolve("g.npz"));
        assertThat(json.get("rows").asInt()).isEqualTo(9);
        assertThat(json.get("columns").asInt()).isEqualTo(13);
    }

    private static JsonNode json(Object... arguments) {
        Object[] all = Arrays.copyOf(arguments, arguments.length + 1);
        all[arguments.length] = "--json";
        CommandLineRunner run = CommandLineRunner.run(all);
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        return run.json();
    }
}
