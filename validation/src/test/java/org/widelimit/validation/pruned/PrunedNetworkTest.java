package org.widelimit.validation.pruned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.widelimit.graphon.GraphonChain;
import org.widelimit.graphon.Mask;
import org.widelimit.graphon.estimate.EstimatorOptions;
import org.widelimit.graphon.estimate.Sorting;
import org.widelimit.networks.Activations;
import org.widelimit.networks.Mlp;
import org.widelimit.networks.MlpOptions;
import org.widelimit.networks.MlpShape;
import org.widelimit.networks.pruning.Pruner;
import org.widelimit.networks.pruning.PruningOptions;
import org.widelimit.numerics.linalg.DenseBackends;
import org.widelimit.numerics.random.RandomStreams;

class PrunedNetworkTest {

    private static final RandomStreams STREAMS = RandomStreams.of(5);
    private static final PruningAtInitialisation PRUNING =
            PruningAtInitialisation.onDigits(2, PruningOptions.of(0.3), DenseBackends.preferred());

    private static PrunedNetwork pruned(String method) {
        return PRUNING.prune(Pruner.named(method), 24, STREAMS.child(method));
    }

    @ParameterizedTest
    @ValueSource(strings = {"random", "magnitude", "snip", "grasp", "synflow"})
    void keepsTheAskedFractionAndIsReproducible(String method) {
        PrunedNetwork network = pruned(method);
        assertThat(network.masks().density()).isCloseTo(0.3, within(0.001));
        assertThat(network.masks().layers()).extracting(Mask::rows).containsExactly(24, 24, 10);
        assertThat(pruned(method).masks()).isEqualTo(network.masks());
    }

    @Test
    void inheritedIsTheSameFunctionInTheOtherParametrisation() {
        PrunedNetwork network = pruned("snip");
        DMatrixRMaj x = PRUNING.data().subset(0, 1, 2, 3).inputs();
        double[] expected = network.network().forward(x).data;
        double[] found = network.inherited().forward(x).data;
        for (int k = 0; k < expected.length; k++) {
            assertThat(found[k]).isCloseTo(expected[k], within(1e-13));
        }
    }

    @Test
    void unitWeightsHaveVarianceOne() {
        double squares = 0;
        int count = 0;
        for (DMatrixRMaj weight :
                PRUNING.prune(Pruner.named("random"), 256, STREAMS).unitWeights()) {
            squares += IntStream.range(0, weight.getNumElements())
                    .mapToDouble(k -> weight.data[k] * weight.data[k])
                    .sum();
            count += weight.getNumElements();
        }
        // The standard error of the mean of so many squared normals is (2 / count)^(1/2) = 0.0048.
        assertThat(squares / count).isCloseTo(1, within(0.02));
    }

    @Test
    void newSignsChangeHalfOfTheSignsAndNothingElse() {
        PrunedNetwork network = pruned("grasp");
        Mlp before = network.inherited();
        Mlp after = network.withNewSigns(STREAMS);
        int changed = 0;
        int count = 0;
        for (int l = 0; l < before.layers(); l++) {
            double[] old = before.weights().get(l).data;
            double[] fresh = after.weights().get(l).data;
            for (int k = 0; k < old.length; k++) {
                assertThat(Math.abs(fresh[k])).isEqualTo(Math.abs(old[k]));
                changed += fresh[k] == old[k] ? 0 : 1;
                count++;
            }
        }
        assertThat((double) changed / count).isCloseTo(0.5, within(0.04));
        assertThat(after.masks()).isEqualTo(before.masks());
    }

    @Test
    void newWeightsStandBehindTheMasksThatWereAskedFor() {
        PrunedNetwork network = pruned("magnitude");
        assertThat(network.withNewWeights(STREAMS).masks())
                .isEqualTo(network.masks().layers());
        var empty = NullChains.erdosRenyi(network.masks(), STREAMS);
        assertThat(network.withNewWeights(empty, STREAMS).masks()).isEqualTo(empty.layers());
    }

    @Test
    void secondMomentsOfMagnitudeAreThoseOfATruncatedNormal() {
        PrunedNetwork network = PRUNING.prune(Pruner.named("magnitude"), 256, STREAMS);
        GraphonChain graphons = network.graphons(new EstimatorOptions(4, Sorting.IN_SAMPLE), STREAMS);
        double c = graphons.layers().get(1).edgeDensity();
        assertThat(graphons.layers().get(1).meanSecondMoment()).isCloseTo(kappa(c), within(0.01));
    }

    /** E[w^2; |w| > a] with P(|w| > a) = c for a standard normal w, by the midpoint rule. */
    private static double kappa(double c) {
        double step = 1e-4;
        double mass = 0;
        double moment = 0;
        for (double w = 9 - step / 2; 2 * mass < c; w -= step) {
            double density = Math.exp(-w * w / 2) / Math.sqrt(2 * Math.PI) * step;
            mass += density;
            moment += density * w * w;
        }
        return 2 * moment;
    }

    @Test
    void deadUnitsAreThoseThatNothingEntersOrNothingLeaves() {
        DMatrixRMaj dense = new DMatrixRMaj(3, 3);
        Mlp network = Mlp.of(
                        MlpOptions.standard(Activations.RELU, 2, 0),
                        List.of(dense, dense, new DMatrixRMaj(1, 3)),
                        List.of())
                .withMasks(List.of(
                        Mask.of("layer1", 3, 3, (i, j) -> i != 0),
                        Mask.of("layer2", 3, 3, (i, j) -> j != 1 && i != 2),
                        Mask.of("layer3", 1, 3, (i, j) -> j != 2)));
        // First hidden layer: unit 0 has no input and unit 1 no output. Second: unit 2 has neither.
        assertThat(new PrunedNetwork(network).deadUnits()).isEqualTo(3);
        assertThat(new PrunedNetwork(network).hiddenUnits()).isEqualTo(6);
    }

    @Test
    void otherParametrisationsAndBiasesAreRefused() {
        Mlp other = Mlp.initialise(MlpShape.of(3, 1, 2), MlpOptions.ntk(Activations.RELU, 2, 0), STREAMS);
        Mlp biased = Mlp.initialise(MlpShape.of(3, 1, 2), MlpOptions.standard(Activations.RELU, 2, 0.1), STREAMS);
        for (Mlp network : List.of(other, biased)) {
            assertThatThrownBy(() -> new PrunedNetwork(network))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("standard parametrisation without biases");
        }
        assertThatThrownBy(() -> PruningAtInitialisation.onDigits(0, PruningOptions.of(0.3), DenseBackends.preferred()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
