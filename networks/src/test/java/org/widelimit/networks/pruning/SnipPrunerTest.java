package org.widelimit.networks.pruning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.widelimit.networks.Loss;
import org.widelimit.networks.MeanSquaredError;
import org.widelimit.networks.Mlp;
import org.widelimit.networks.Parametrisation;
import org.widelimit.networks.SoftmaxCrossEntropy;
import org.widelimit.numerics.InputException;

class SnipPrunerTest {
    private static final double STEP = 1e-3;

    /** dL/dm by a five-point stencil in a real-valued mask entry m, which is a factor on the stored weight. */
    @Property(tries = 40)
    void theScoreIsTheDerivativeInTheMaskEntry(
            @ForAll("parametrisations") Parametrisation parametrisation,
            @ForAll("losses") Loss loss,
            @ForAll("activations") String activation,
            @ForAll long seed) {
        Mlp network = Tiny.network(activation, parametrisation, 0.2, 0.8, seed);
        PruningData data = Tiny.data(network, loss, seed);
        List<Integer> layers = List.of(1, 3);
        List<DMatrixRMaj> scores = new SnipPruner().scores(Tiny.task(network, layers, data));
        double total = 0;
        double[][] slow = new double[layers.size()][];
        for (int s = 0; s < layers.size(); s++) {
            slow[s] = new double[scores.get(s).getNumElements()];
            for (int k = 0; k < slow[s].length; k++) {
                slow[s][k] = Math.abs(byMaskEntry(network, data, Tiny.offset(network, layers.get(s)) + k));
                total += slow[s][k];
            }
        }
        for (int s = 0; s < layers.size(); s++) {
            for (int k = 0; k < slow[s].length; k++) {
                assertThat(scores.get(s).data[k]).isCloseTo(slow[s][k] / total, within(1e-9));
            }
        }
        assertThat(Tiny.sum(scores.get(0)) + Tiny.sum(scores.get(1))).isCloseTo(1, within(1e-13));
    }

    private static double byMaskEntry(Mlp network, PruningData data, int position) {
        int[] steps = {-2, -1, 1, 2};
        double[] weights = {1, -8, 8, -1};
        double derivative = 0;
        for (int s = 0; s < steps.length; s++) {
            double[] theta = network.parameters();
            theta[position] *= 1 + steps[s] * STEP;
            Mlp there = network.withParameters(theta);
            for (PruningData.Batch batch : data.batches()) {
                double loss = data.loss().value(there.forward(batch.inputs()), batch.targets());
                derivative += weights[s] * loss / (12 * STEP);
            }
        }
        return derivative;
    }

    @Test
    void withoutAnyGradientTheScoresAreZero() {
        Mlp network = Tiny.network("relu", Parametrisation.NTK, 0, 0, 3);
        List<DMatrixRMaj> scores =
                new SnipPruner().scores(Tiny.task(network, Tiny.allLayers(network), Tiny.squared(network, 3)));
        assertThat(scores).allSatisfy(score -> assertThat(score.data).containsOnly(0));
    }

    @Test
    void needsData() {
        Mlp network = Tiny.network("relu", Parametrisation.NTK, 0, 1, 3);
        for (Pruner pruner : List.of(new SnipPruner(), new GraspPruner())) {
            assertThatThrownBy(() -> pruner.scores(Tiny.task(network, List.of(1), PruningData.none())))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("expected data for the method " + pruner.name());
        }
    }

    @Provide
    Arbitrary<Parametrisation> parametrisations() {
        return Arbitraries.of(Parametrisation.values());
    }

    @Provide
    Arbitrary<String> activations() {
        return Arbitraries.of("tanh", "gelu", "erf", "linear");
    }

    @Provide
    Arbitrary<Loss> losses() {
        return Arbitraries.of(new MeanSquaredError(), new SoftmaxCrossEntropy());
    }
}
