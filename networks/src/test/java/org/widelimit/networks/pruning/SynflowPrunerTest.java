package org.widelimit.networks.pruning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.widelimit.graphon.Mask;
import org.widelimit.networks.Activation;
import org.widelimit.networks.Activations;
import org.widelimit.networks.Mlp;
import org.widelimit.networks.MlpOptions;
import org.widelimit.networks.MlpShape;
import org.widelimit.networks.Parametrisation;
import org.widelimit.numerics.random.RandomStreams;

class SynflowPrunerTest {
    /** The score of a weight is the sum, over all paths from an input or a bias to an output through it, of |products|. */
    @Property(tries = 60)
    void theScoreSumsThePathsThroughAWeight(
            @ForAll("homogeneous") String activation,
            @ForAll("parametrisations") Parametrisation parametrisation,
            @ForAll("biasVariances") double biasVariance,
            @ForAll long seed) {
        Mlp network = Tiny.network(activation, parametrisation, biasVariance, 0.8, seed);
        List<DMatrixRMaj> slow = byPaths(network);
        List<DMatrixRMaj> scores = scores(network);
        for (int l = 0; l < network.layers(); l++) {
            for (int k = 0; k < slow.get(l).data.length; k++) {
                double expected = slow.get(l).data[k];
                assertThat(scores.get(l).data[k]).isCloseTo(expected, within(1e-13 * expected));
            }
        }
    }

    private static List<DMatrixRMaj> byPaths(Mlp network) {
        List<DMatrixRMaj> sums = new ArrayList<>();
        for (DMatrixRMaj e : network.effectiveWeights()) {
            sums.add(new DMatrixRMaj(e.numRows, e.numCols));
        }
        for (int l = 0; l <= network.layers(); l++) {
            for (int i = 0;
                    i < network.shape().units(l) && (l == 0 || !network.biases().isEmpty());
                    i++) {
                int[] path = new int[network.layers() + 1];
                Arrays.fill(path, -1);
                path[l] = i;
                double start = l == 0
                        ? 1
                        : network.biasScale(l) * Math.abs(network.biases().get(l - 1)[i]);
                extend(network, l + 1, path, start, sums);
            }
        }
        return sums;
    }

    /** {@code path[l]} is the unit of layer l on the path, -1 for the layers before a path that began at a bias. */
    private static void extend(Mlp network, int l, int[] path, double product, List<DMatrixRMaj> sums) {
        if (l <= network.layers()) {
            DMatrixRMaj e = network.effectiveWeights().get(l - 1);
            for (int i = 0; i < e.numRows; i++) {
                path[l] = i;
                extend(network, l + 1, path, product * Math.abs(e.get(i, path[l - 1])), sums);
            }
            return;
        }
        for (int m = 1; m <= network.layers(); m++) {
            if (path[m - 1] >= 0) {
                sums.get(m - 1).add(path[m], path[m - 1], product);
            }
        }
    }

    @Property(tries = 60)
    void everyLayerCarriesTheSameFlow(
            @ForAll("anySlopes") String activation,
            @ForAll("parametrisations") Parametrisation parametrisation,
            @ForAll long seed) {
        Mlp network = Tiny.network(activation, parametrisation, 0, 0.8, seed);
        double flow = Math.abs(flow(network));
        assertThat(scores(network))
                .allSatisfy(score -> assertThat(Tiny.sum(score)).isCloseTo(flow, within(1e-13 * flow)));
    }

    /** R by the forward pass of the network of absolute weights. */
    private static double flow(Mlp network) {
        Mlp positive = network.withParameters(
                Arrays.stream(network.parameters()).map(Math::abs).toArray());
        DMatrixRMaj ones = new DMatrixRMaj(1, network.shape().inputs());
        Arrays.fill(ones.data, 1);
        return Tiny.sum(positive.forward(ones));
    }

    /** What a unit takes in it gives out: row sums of one layer's scores are the column sums of the next one's. */
    @Property(tries = 60)
    void everyHiddenUnitPassesOnWhatItReceives(@ForAll("anySlopes") String activation, @ForAll long seed) {
        Mlp network = Tiny.network(activation, Parametrisation.NTK, 0, 0.8, seed);
        List<DMatrixRMaj> scores = scores(network);
        for (int l = 0; l + 1 < scores.size(); l++) {
            DMatrixRMaj in = scores.get(l);
            DMatrixRMaj out = scores.get(l + 1);
            for (int i = 0; i < in.numRows; i++) {
                double received = 0;
                for (int j = 0; j < in.numCols; j++) {
                    received += in.get(i, j);
                }
                double given = 0;
                for (int k = 0; k < out.numRows; k++) {
                    given += out.get(k, i);
                }
                assertThat(given).isCloseTo(received, within(1e-13 * received));
            }
        }
    }

    /** For positive arguments these activations are smooth, so the general way has to agree with the flow. */
    @Property(tries = 60)
    void theFlowIsTheGradientOfTheSumOfOutputs(
            @ForAll("homogeneous") String activation, @ForAll("biasVariances") double biasVariance, @ForAll long seed) {
        Mlp network = Tiny.network(activation, Parametrisation.NTK, biasVariance, 0.8, seed);
        List<DMatrixRMaj> flow = scores(network);
        List<DMatrixRMaj> gradient =
                SynflowByGradient.scores(Tiny.task(network, Tiny.allLayers(network), PruningData.none()));
        for (int l = 0; l < flow.size(); l++) {
            for (int k = 0; k < flow.get(l).data.length; k++) {
                double expected = gradient.get(l).data[k];
                assertThat(flow.get(l).data[k]).isCloseTo(expected, within(1e-13 * expected));
            }
        }
    }

    @Test
    void aCurvedActivationEntersTheScore() {
        Mlp network = Mlp.of(
                MlpOptions.standard(Activations.TANH, 1, 0),
                List.of(new DMatrixRMaj(1, 1, true, -0.5), new DMatrixRMaj(1, 1, true, -2)),
                List.of());
        // R = 2 tanh(0.5); dR/dw1 w1 = 2 (1 - tanh^2(0.5)) 0.5, dR/dw2 w2 = R
        double t = Math.tanh(0.5);
        List<DMatrixRMaj> scores = scores(network);
        assertThat(scores.get(0).get(0)).isCloseTo(1 - t * t, within(1e-15));
        assertThat(scores.get(1).get(0)).isCloseTo(2 * t, within(1e-15));
    }

    @Test
    void afterANegativeSlopeTheNextLayerWorksAtTheOtherOne() {
        Mlp network = Mlp.of(
                MlpOptions.standard(Activations.abRelu(0.5, -1), 1, 0),
                List.of(
                        new DMatrixRMaj(2, 1, true, 2, 4),
                        new DMatrixRMaj(1, 2, true, 3, -1),
                        new DMatrixRMaj(1, 1, true, 5)),
                List.of());
        // From 1: (2, 4), at slope -1 (-2, -4); 3 (-2) + (-4) = -10, at slope 1/2 -5; R = -25, of which 15 through the
        // first unit.
        List<DMatrixRMaj> scores = scores(network);
        assertThat(scores.get(0).data).containsExactly(15, 10);
        assertThat(scores.get(1).data).containsExactly(15, 10);
        assertThat(scores.get(2).data).containsExactly(25);
    }

    /** R = 2^(+-4500) here; the same network with layers scaled into range must give the same masks. */
    @ParameterizedTest
    @ValueSource(doubles = {32, 1.0 / 32})
    void depthDoesNotOverflow(double gain) {
        RandomStreams streams = RandomStreams.of(23);
        int[] hidden = new int[900];
        Arrays.fill(hidden, 6);
        MlpOptions options = MlpOptions.standard(Activations.RELU, 1, 0);
        Mlp plain = Mlp.initialise(MlpShape.of(4, 3, hidden), options, streams);
        double[] level = plain.parameters();
        double mean = Math.pow(flow(plain) / (4 * 3), 1.0 / 901);
        // A power of two keeps every mantissa, so that equal order means equal bits.
        int shift = Math.getExponent(mean);
        Mlp tame = plain.withParameters(
                Arrays.stream(level).map(w -> Math.scalb(w, -shift)).toArray());
        Mlp wild = tame.withParameters(
                Arrays.stream(tame.parameters()).map(w -> gain * w).toArray());
        for (DMatrixRMaj score : scores(wild)) {
            assertThat(Tiny.sum(score)).isBetween(0.999, 2.001);
        }
        PruningOptions third = PruningOptions.of(0.3).withRounds(5);
        PruningResult expected = new SynflowPruner().prune(tame, PruningData.none(), third, streams);
        PruningResult actual = new SynflowPruner().prune(wild, PruningData.none(), third, streams);
        assertThat(actual.masks()).isEqualTo(expected.masks());
        assertThat(actual.deadLayers()).isEmpty();
    }

    /** The late bias is all that reaches the output once the signal has died away. */
    @Test
    void aBiasOutlivesAVanishingSignal() {
        List<DMatrixRMaj> weights = new ArrayList<>();
        List<double[]> biases = new ArrayList<>();
        for (int l = 0; l < 50; l++) {
            weights.add(new DMatrixRMaj(1, 1, true, l == 49 ? 3 : 1e-30));
            biases.add(new double[] {l == 48 ? 0.5 : 0});
        }
        List<DMatrixRMaj> scores = scores(Mlp.of(MlpOptions.standard(Activations.RELU, 1, 1), weights, biases));
        assertThat(scores.get(49).get(0)).isEqualTo(1.5);
        assertThat(scores.get(10).get(0)).isZero();
    }

    @Test
    void aNetworkWithoutAPathHasScoresOfZero() {
        Mlp network = Tiny.network("relu", Parametrisation.NTK, 0, 0, 4);
        assertThat(scores(network)).allSatisfy(score -> assertThat(score.data).containsOnly(0));
    }

    /** One layer at a time has a bias and no weights: the flow begins anew there. */
    @Test
    void aMaskedLayerWithBiasesStartsANewFlow() {
        Mlp network = Mlp.of(
                        MlpOptions.standard(Activation.named("relu"), 1, 1),
                        List.of(
                                new DMatrixRMaj(1, 1, true, 1e300),
                                new DMatrixRMaj(1, 1, true, 7),
                                new DMatrixRMaj(1, 1, true, 2)),
                        List.of(new double[] {1e300}, new double[] {-0.25}, new double[] {0}))
                .withMasks(List.of(
                        Mask.dense("layer1", 1, 1),
                        Mask.of("layer2", 1, 1, (i, j) -> false),
                        Mask.dense("layer3", 1, 1)));
        assertThat(scores(network).get(2).get(0)).isEqualTo(0.5);
        assertThat(scores(network).get(0).get(0)).isZero();
    }

    private static List<DMatrixRMaj> scores(Mlp network) {
        return new SynflowPruner().scores(Tiny.task(network, Tiny.allLayers(network), PruningData.none()));
    }

    @Provide
    Arbitrary<String> homogeneous() {
        return Arbitraries.of("relu", "leaky:0.2", "linear");
    }

    /** After a negative slope activities are negative, and the next layer works at the other slope. */
    @Provide
    Arbitrary<String> anySlopes() {
        return Arbitraries.of("relu", "leaky:0.2", "linear", "abrelu:0.5,-1", "abrelu:0.5,0");
    }

    @Provide
    Arbitrary<Double> biasVariances() {
        return Arbitraries.of(0.0, 0.3);
    }

    @Provide
    Arbitrary<Parametrisation> parametrisations() {
        return Arbitraries.of(Parametrisation.values());
    }
}
