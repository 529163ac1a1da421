package org.widelimit.validation.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.widelimit.networks.Activations;
import org.widelimit.ntk.dynamics.KernelPredictor;
import org.widelimit.numerics.arrays.NdArray;
import org.widelimit.numerics.arrays.Npy;
import org.widelimit.numerics.random.RandomStreams;

/** Kernels from the command line, beside values by hand. */
class NtkCommandTest extends CommandTestCase {

    @Test
    void kernelOfUnitInputsHasItsOracle() throws IOException {
        // Cho and Saul's arc-cosine kernels at angle 60 degrees, two hidden layers: Theta = 2 * 1.35147956112348 with
        // weight variance 2 in every layer, inputs |x|^2 = d / 2.
        Path x = matrix("x.npy", 2, 2, 1, 0, 0.5, Math.sqrt(0.75));
        Path kernel = folder.resolve("k.npy");
        JsonNode ntk = json(
                        "ntk",
                        "--inputs",
                        x,
                        "--hidden-layers",
                        "2",
                        "--out",
                        kernel,
                        "--nngp-out",
                        folder.resolve("n.npy"),
                        "--spectrum",
                        folder.resolve("s.json"))
                .json();
        assertThat(ntk.get("n").asInt()).isEqualTo(2);
        assertThat(ntk.get("hiddenLayers").asInt()).isEqualTo(2);
        assertThat(ntk.get("backend").asText()).isIn("openblas", "ejml");
        assertThat(Npy.read(kernel).value(1)).isCloseTo(1.35147956112348, within(2e-14));
        assertThat(Npy.read(folder.resolve("n.npy")).value(1)).isCloseTo(0.683905650898706, within(2e-14));
        JsonNode spectrum = new ObjectMapper().readTree(folder.resolve("s.json").toFile());
        assertThat(spectrum.get("eigenvalues")).hasSize(2);
        assertThat(spectrum.get("trace").asDouble()).isCloseTo(6, within(1e-12));
        assertThat(spectrum.get("decayExponent").isNull()).isTrue();
        assertThat(spectrum.get("decayInterval").isNull()).isTrue();
        assertThat(spectrum.get("definiteness").asText()).isEqualTo("positive-definite");
        assertThat(spectrum.get("smallestEigenvalue").get(0).asDouble())
                .isCloseTo(3 - 1.35147956112348, within(1e-13))
                .isLessThanOrEqualTo(spectrum.get("smallestEigenvalue").get(1).asDouble());
        assertThat(spectrum.get("gap").asDouble())
                .isCloseTo((3 + 1.35147956112348) / (3 - 1.35147956112348), within(1e-12));
    }

    /** A linear network by hand, with Vw = d = 2: mu-P has x.x' (1 + Vw), standard parametrisation x.x' (n + Vw). */
    @Test
    void parametrisationsOfALinearNetwork() {
        Path x = matrix("x.npy", 2, 2, 1, 0, 0.5, 2);
        String[][] cases = {{"--parametrisation", "mup"}, {"--parametrisation", "standard", "--width", "10"}};
        double[] factors = {3, 12};
        for (int k = 0; k < 2; k++) {
            List<Object> line = new ArrayList<>(List.of(
                    "ntk",
                    "--inputs",
                    x,
                    "--hidden-layers",
                    "1",
                    "--activation",
                    "linear",
                    "--out",
                    folder.resolve("k.npy"),
                    "--nngp-out",
                    folder.resolve("n.npy")));
            line.addAll(List.of(cases[k]));
            json(line.toArray());
            assertThat(Npy.read(folder.resolve("k.npy")).value(3)).isCloseTo(4.25 * factors[k], within(1e-13));
            assertThat(Npy.read(folder.resolve("n.npy")).value(3)).isCloseTo(k == 0 ? 0 : 8.5, within(1e-13));
        }
    }

    @Test
    void everyActivationIsOfferedAndListed() {
        Path x = matrix("x.npy", 2, 2, 1, 0, 0.5, 2);
        String help = CommandLineRunner.run("ntk", "--help").out().replaceAll("\\s+", "");
        for (String usage : Activations.usages()) {
            assertThat(help).contains(usage);
            String name = usage.contains("[") ? usage.replaceAll("\\[.*", "") : usage;
            String written = name.replaceAll(":a,b$", ":0.5,1")
                    .replaceAll(":c0,c1,\\.\\.\\.$", ":1,0.5")
                    .replaceAll(":[np]$", ":2");
            Path kernel = folder.resolve("k.npy");
            json("ntk", "--inputs", x, "--hidden-layers", "1", "--activation", written, "--out", kernel);
            assertThat(Npy.read(kernel).value(3)).as(written).isPositive();
        }
    }

    /** The same numbers as those of the two commands that it stands for, by every estimator. */
    @ParameterizedTest
    @CsvSource({
        "sorted-histogram,4",
        "sorted-histogram,auto",
        "usvt,",
        "neighbourhood,3",
        "co-clustering,auto",
        "co-clustering,2",
        "sba,"
    })
    void masksAreEstimatedAsByGraphonChain(String estimator, @Nullable String blocks) {
        Path masks = folder.resolve("masks.npz");
        json("prune", "--method", "snip", "--density", "0.4", "--hidden", "12,10", "--out", masks);
        Path x = folder.resolve("x.npy");
        Npy.write(x, NdArray.of(RandomStreams.of(1).stream().gaussianMatrix(3, 64)));
        List<Object> chosen = new ArrayList<>(List.of("--estimator", estimator));
        if (blocks != null) {
            chosen.addAll(List.of("--blocks", blocks));
        }
        List<Object> ntk = new ArrayList<>(List.of("ntk", "--inputs", x, "--hidden-layers", "2", "--out"));

        Path atOnce = folder.resolve("at-once.npy");
        List<Object> line = new ArrayList<>(ntk);
        line.addAll(List.of(atOnce, "--masks", masks));
        line.addAll(chosen);
        json(line.toArray());

        List<Object> graphon = new ArrayList<>(List.of("graphon", masks, "--chain", "--out-dir", folder));
        graphon.addAll(chosen);
        json(graphon.toArray());
        Path inTwo = folder.resolve("in-two.npy");
        String files = IntStream.rangeClosed(1, 3)
                .mapToObj(l -> folder.resolve("layer" + l + ".npz").toString())
                .collect(Collectors.joining(","));
        line = new ArrayList<>(ntk);
        line.addAll(List.of(inTwo, "--graphons", files));
        json(line.toArray());
        assertThat(Npy.read(atOnce)).isEqualTo(Npy.read(inTwo));

        Path dense = folder.resolve("dense.npy");
        line = new ArrayList<>(ntk);
        line.add(dense);
        json(line.toArray());
        assertThat(Npy.read(atOnce)).isNotEqualTo(Npy.read(dense));
    }

    /** A linear model with the kernel [[2, 1], [1, 2]]: f(t) by hand, with the mean over two examples as the unit of time. */
    @Test
    void trainingOfTwoPointsIsAsByHand() {
        Path x = matrix("x.npy", 2, 2, Math.sqrt(2), 0, Math.sqrt(0.5), Math.sqrt(1.5));
        Path y = vector("y.npy", 1, 0);
        Path outputs = folder.resolve("f.npy");
        Path predictor = folder.resolve("p.npz");
        Path out = folder.resolve("k.npy");
        Object[] training = {
            "ntk",
            "--inputs",
            x,
            "--hidden-layers",
            "0",
            "--out",
            out,
            "--targets",
            y,
            "--time",
            "2",
            "--predict",
            outputs,
            "--predictor-out",
            predictor
        };
        JsonNode trained = json(training).json();
        assertThat(Npy.read(outputs).value(0)).isCloseTo(0.79116675, within(5e-9));
        assertThat(Npy.read(outputs).value(1)).isCloseTo(0.15904619, within(5e-9));
        assertThat(trained.get("largestStableRate").asDouble()).isCloseTo(4.0 / 3, within(1e-14));
        double loss = (0.20883325 * 0.20883325 + 0.15904619 * 0.15904619) / 4;
        assertThat(trained.get("trainLoss").asDouble()).isCloseTo(loss, within(1e-8));
        KernelPredictor read = KernelPredictor.read(predictor);
        assertThat(2 * read.coefficients().get(0) + read.coefficients().get(1)).isCloseTo(0.79116675, within(5e-9));

        Object[] elsewhere = java.util.Arrays.copyOf(training, training.length + 2);
        elsewhere[training.length] = "--other";
        elsewhere[training.length + 1] = matrix("z.npy", 1, 2, Math.sqrt(8), 0);
        json(elsewhere);
        assertThat(Npy.read(outputs).shape()).containsExactly(1, 1);
        assertThat(Npy.read(outputs).value(0)).isCloseTo(2 * 0.79116675, within(1e-8));
    }
}
