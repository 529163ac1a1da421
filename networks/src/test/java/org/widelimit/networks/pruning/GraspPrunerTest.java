package org.widelimit.networks.pruning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.widelimit.networks.Mlp;
import org.widelimit.networks.Parametrisation;
import org.widelimit.networks.SoftmaxCrossEntropy;
import org.widelimit.networks.Trace;

class GraspPrunerTest {
    private static final double STEP = 1e-3;
    private static final double TEMPERATURE = 200;

    /** The whole Hessian by differences of gradients, restricted to the prunable weights, times the restricted gradient. */
    @Property(tries = 30)
    void theScoreIsTheHessianTimesTheGradientTimesTheWeight(
            @ForAll("layers") List<Integer> layers,
            @ForAll("parametrisations") Parametrisation parametrisation,
            @ForAll long seed) {
        Mlp network = Tiny.network("tanh", parametrisation, 0.2, 0.8, seed);
        PruningData data = Tiny.data(network, new SoftmaxCrossEntropy(), seed);
        int[] prunable = layers.stream()
                .flatMapToInt(l -> {
                    int from = Tiny.offset(network, l);
                    int count = network.shape().units(l) * network.shape().fanIn(l);
                    return IntStream.range(from, from + count);
                })
                .toArray();
        double[] theta = network.parameters();
        double[] gradient = gradient(network, data);
        double[] slow = new double[prunable.length];
        for (int a = 0; a < prunable.length; a++) {
            double[] column = hessianColumn(network, data, prunable[a]);
            for (int b = 0; b < prunable.length; b++) {
                slow[b] += column[prunable[b]] * gradient[prunable[a]];
            }
        }
        double sum = 0;
        for (int a = 0; a < prunable.length; a++) {
            slow[a] *= theta[prunable[a]];
            sum += slow[a];
        }
        double norm = Math.abs(sum) + 1e-10;
        double[] scores = new GraspPruner()
                .scores(Tiny.task(network, layers, data)).stream()
                        .flatMapToDouble(score -> Arrays.stream(score.data))
                        .toArray();
        double largest = Arrays.stream(scores).map(Math::abs).max().orElse(0);
        assertThat(scores).hasSameSizeAs(slow);
        for (int a = 0; a < scores.length; a++) {
            assertThat(scores[a]).isCloseTo(slow[a] / norm, within(1e-7 * largest));
        }
    }

    /** Of the sum over batches of L(f/T), so that the test shares nothing with the tempered loss. */
    private static double[] gradient(Mlp network, PruningData data) {
        double[] sum = new double[network.parameterCount()];
        for (PruningData.Batch batch : data.batches()) {
            Trace trace = network.forwardTrace(batch.inputs());
            DMatrixRMaj cooled = trace.outputs().copy();
            for (int k = 0; k < cooled.data.length; k++) {
                cooled.data[k] /= TEMPERATURE;
            }
            DMatrixRMaj seed = data.loss().gradient(cooled, batch.targets());
            double[] g = network.gradients(trace, seed).flatten();
            for (int p = 0; p < sum.length; p++) {
                sum[p] += g[p] / TEMPERATURE;
            }
        }
        return sum;
    }

    private static double[] hessianColumn(Mlp network, PruningData data, int position) {
        int[] steps = {-2, -1, 1, 2};
        double[] weights = {1, -8, 8, -1};
        double[] column = new double[network.parameterCount()];
        for (int s = 0; s < steps.length; s++) {
            double[] theta = network.parameters();
            theta[position] += steps[s] * STEP;
            double[] g = gradient(network.withParameters(theta), data);
            for (int p = 0; p < column.length; p++) {
                column[p] += weights[s] * g[p] / (12 * STEP);
            }
        }
        return column;
    }

    @Test
    void theScoresAreSignedAndSumToOneInAbsoluteValue() {
        Mlp network = Tiny.network("tanh", Parametrisation.STANDARD, 0, 1, 8);
        // A low temperature makes the sum large against 1e-10.
        List<DMatrixRMaj> scores =
                new GraspPruner(1).scores(Tiny.task(network, Tiny.allLayers(network), Tiny.squared(network, 8)));
        double total = scores.stream().mapToDouble(Tiny::sum).sum();
        assertThat(Math.abs(total)).isCloseTo(1, within(1e-7));
        assertThat(scores.stream().flatMapToDouble(score -> Arrays.stream(score.data)))
                .anyMatch(x -> x < 0)
                .anyMatch(x -> x > 0);
        assertThatThrownBy(() -> new GraspPruner(0)).hasMessageContaining("temperature");
    }

    @Provide
    Arbitrary<List<Integer>> layers() {
        return Arbitraries.of(List.of(1, 2, 3), List.of(2), List.of(1, 2), List.of(2, 3));
    }

    @Provide
    Arbitrary<Parametrisation> parametrisations() {
        return Arbitraries.of(Parametrisation.values());
    }
}
