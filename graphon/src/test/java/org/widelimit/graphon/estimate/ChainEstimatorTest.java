package org.widelimit.graphon.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.widelimit.graphon.Graphon;
import org.widelimit.graphon.GraphonChain;
import org.widelimit.graphon.Mask;
import org.widelimit.graphon.MaskChain;
import org.widelimit.graphon.StepGraphon;
import org.widelimit.graphon.model.NullModels;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.random.RandomStream;
import org.widelimit.numerics.random.RandomStreams;

class ChainEstimatorTest {

    private static final RandomStreams STREAMS = RandomStreams.of(42);
    private static final int N = 512;

    /** In-strength rises with u in every hidden layer, out-strength falls: the two orders are opposite. */
    private static final List<Graphon> OPPOSITE = List.of(
            (u, v) -> 0.1 + 0.8 * u * (0.5 + 0.5 * v),
            (u, v) -> 0.1 + 0.8 * u * (1 - v),
            (u, v) -> 0.1 + 0.8 * u * (1 - v),
            (u, v) -> 0.1 + 0.8 * (1 - v));

    /** Both rise. */
    private static final List<Graphon> ALIKE = List.of(
            (u, v) -> 0.1 + 0.8 * u * (0.5 + 0.5 * v),
            (u, v) -> 0.1 + 0.8 * u * v,
            (u, v) -> 0.1 + 0.8 * u * v,
            (u, v) -> 0.1 + 0.8 * v);

    /** In-strength is u, out-strength the fractional part of 8 u: no order of one shows the other. */
    private static final List<Graphon> UNRELATED = List.of(
            (u, v) -> 0.1 + 0.8 * u * (0.5 + 0.5 * v),
            (u, v) -> 0.1 + 0.8 * u * (8 * v % 1),
            (u, v) -> 0.1 + 0.8 * u * (8 * v % 1),
            (u, v) -> 0.1 + 0.8 * (8 * v % 1));

    @Test
    void sharedOrderKeepsThePathDensityWhereASortOfEachLayerDoesNot() {
        for (List<Graphon> truth : List.of(OPPOSITE, ALIKE, UNRELATED)) {
            MaskChain masks = shuffled(sample(truth, STREAMS.child("path")), STREAMS);
            double p = masks.pathDensity();
            GraphonChain estimate = ChainEstimator.estimate(masks, EstimatorOptions.STANDARD, STREAMS);
            assertThat(estimate.pathDensity() / p).isBetween(0.995, 1.005);
            assertThat(heldOut(masks).pathDensity() / p).isBetween(0.95, 1.05);
            assertThat(masks.pathDensity() / exact(truth).pathDensity()).isBetween(0.93, 1.07);
        }
    }

    @Test
    void layersSortedEachForItselfAreAnotherNetwork() {
        MaskChain opposite = sample(OPPOSITE, STREAMS.child("naive"));
        assertThat(naive(opposite).pathDensity() / opposite.pathDensity()).isGreaterThan(2.5);
        MaskChain unrelated = sample(UNRELATED, STREAMS.child("naive"));
        assertThat(naive(unrelated).pathDensity() / unrelated.pathDensity()).isGreaterThan(1.3);
    }

    /** What the choice of flows over sums is about: all sums of the two degrees are alike, and the error is 50 %. */
    @Test
    void anOrderBySumsOfDegreesFailsWhereTheOrdersAreOpposite() {
        MaskChain masks = sample(OPPOSITE, STREAMS.child("sums"));
        List<UnitBlocks> units = new ArrayList<>();
        units.add(UnitBlocks.single(24));
        for (int l = 0; l < 3; l++) {
            double[] in = standardised(masks.layers().get(l).rowDegrees());
            double[] out = standardised(masks.layers().get(l + 1).columnDegrees());
            double[] sums = new double[N];
            Arrays.setAll(sums, i -> in[i] + out[i]);
            units.add(UnitBlocks.cut(UnitBlocks.ascending(sums, sums), 64));
        }
        units.add(UnitBlocks.single(10));
        List<StepGraphon> graphons = new ArrayList<>();
        for (int l = 0; l < 4; l++) {
            graphons.add(CellMeans.of(Half.all(masks.layers().get(l)), null, units.get(l + 1), units.get(l))
                    .graphon(units.get(l + 1), units.get(l)));
        }
        double error = GraphonChain.of(graphons).pathDensity() / masks.pathDensity() - 1;
        assertThat(Math.abs(error)).isGreaterThan(0.3);
    }

    /**
     * Neurons of the second layer have one in-degree, half of them from strong and half from weak neurons, and what is
     * strong has the stronger read-out. Degrees cannot see it, flows do.
     */
    @Test
    void flowsSeeWhatDegreesDoNot() {
        MaskChain masks = sample(
                List.of(
                        (u, v) -> u < 0.5 ? 0.9 : 0.1,
                        (u, v) -> (u < 0.5) == (v < 0.5) ? 0.5 : 0.1,
                        (u, v) -> 0.3,
                        (u, v) -> u < 0.5 ? 0.4 : 0.4),
                STREAMS.child("flows"));
        double p = masks.pathDensity();
        UnitFlows flows = UnitFlows.of(masks.layers().stream().map(Half::all).toList());
        double strong = Arrays.stream(flows.in().get(2)).limit(N / 2).min().orElseThrow();
        double weak = Arrays.stream(flows.in().get(2)).skip(N / 2).max().orElseThrow();
        assertThat(strong).isGreaterThan(weak);
        assertThat(ChainEstimator.estimate(masks, EstimatorOptions.STANDARD, STREAMS)
                                .pathDensity()
                        / p)
                .isBetween(0.995, 1.005);
    }

    /**
     * p - p_hat = mean over blocks of Cov(a, b), the identity that the order is chosen by, for one layer of neurons.
     */
    @Property(tries = 30)
    void errorOfThePathDensityIsTheCovarianceWithinBlocks(@ForAll long seed) {
        RandomStream stream = RandomStreams.of(seed).stream();
        int n = 40;
        Mask first = NullModels.erdosRenyi("layer1", n, 7, 0.4, stream);
        Mask second = NullModels.erdosRenyi("layer2", 3, n, 0.4, stream);
        MaskChain masks = MaskChain.of(List.of(first, second));
        GraphonChain estimate = ChainEstimator.estimate(masks, EstimatorOptions.STANDARD.withBlocks(9), STREAMS);

        double[] a = KeptMeans.ofRows(Half.all(first), KeptMeans.ones(7));
        double[] b = KeptMeans.ofColumns(Half.all(second), KeptMeans.ones(3));
        int[] order = ChainEstimator.order(a, b, 9);
        double covariance = 0;
        for (int k = 0; k < 9; k++) {
            int[] block = Arrays.copyOfRange(order, UnitBlocks.start(k, n, 9), UnitBlocks.start(k + 1, n, 9));
            double meanA = Arrays.stream(block).mapToDouble(i -> a[i]).average().orElseThrow();
            double meanB = Arrays.stream(block).mapToDouble(i -> b[i]).average().orElseThrow();
            covariance += Arrays.stream(block)
                            .mapToDouble(i -> (a[i] - meanA) * (b[i] - meanB))
                            .sum()
                    / n;
        }

        assertThat(masks.pathDensity() - estimate.pathDensity()).isEqualTo(covariance, within(1e-14));
    }

    @Test
    void chainIsAlignedAndKeepsTheMassOfEachLayer() {
        MaskChain masks = sample(OPPOSITE, STREAMS.child("mass"));
        GraphonChain estimate = ChainEstimator.estimate(masks, EstimatorOptions.STANDARD.withBlocks(50), STREAMS);
        assertThat(estimate.aligned()).isEqualTo(estimate);
        for (int l = 0; l < 4; l++) {
            StepGraphon graphon = estimate.layers().get(l);
            assertThat(graphon.edgeDensity()).isEqualTo(masks.layers().get(l).density(), within(1e-14));
            assertThat(graphon.rowBlocks()).isEqualTo(l == 3 ? 10 : 50);
        }
    }

    /** Column j of the first graphon is input coordinate j, and row k of the last is output k. */
    @Test
    void inputsAndOutputsKeepTheirOrder() {
        Mask first = Mask.of("layer1", 20, 5, (i, j) -> j == 3 || i == 0);
        Mask second = Mask.of("layer2", 4, 20, (i, j) -> i == 1 || j == 2);
        GraphonChain estimate = ChainEstimator.estimate(
                MaskChain.of(List.of(first, second)), EstimatorOptions.STANDARD.withBlocks(3), STREAMS);
        StepGraphon bottom = estimate.layers().get(0);
        StepGraphon top = estimate.layers().get(1);
        assertThat(bottom.columnBlocks()).isEqualTo(5);
        assertThat(bottom.density(0.1, 0.7)).isEqualTo(1);
        assertThat(bottom.density(0.1, 0.1)).isZero();
        assertThat(top.rowBlocks()).isEqualTo(4);
        assertThat(top.density(0.3, 0.1)).isEqualTo(1);
        assertThat(top.density(0.6, 0.1)).isZero();
    }

    @Property(tries = 20)
    void theOrderOfNeuronsInTheFileDoesNotMatter(@ForAll long seed) {
        RandomStream stream = RandomStreams.of(seed).stream();
        Mask first = NullModels.erdosRenyi("layer1", 30, 60, 0.5, stream);
        Mask second = NullModels.erdosRenyi("layer2", 50, 30, 0.5, stream);
        int[] neurons = stream.permutation(30);
        int[] inputs = UnitBlocks.ascending(new double[60], new double[60]);
        int[] outputs = UnitBlocks.ascending(new double[50], new double[50]);
        MaskChain moved = MaskChain.of(List.of(first.permuted(neurons, inputs), second.permuted(outputs, neurons)));
        EstimatorOptions options = EstimatorOptions.STANDARD.withBlocks(30);

        GraphonChain before = ChainEstimator.estimate(MaskChain.of(List.of(first, second)), options, STREAMS);
        GraphonChain after = ChainEstimator.estimate(moved, options, STREAMS);

        // Blocks of one neuron: neurons with equal flows may change places, which no path density can see.
        assertThat(after.pathDensity()).isEqualTo(before.pathDensity(), within(1e-15));
        assertThat(before.pathDensity())
                .isEqualTo(MaskChain.of(List.of(first, second)).pathDensity(), within(1e-15));
    }

    /** A dense first layer gives all neurons one in-flow; the order is then that of the out-flow. */
    @Test
    void behindADenseLayerOutFlowDecides() {
        MaskChain masks = sample(
                List.of((u, v) -> 1, (u, v) -> 0.1 + 0.8 * u * v, (u, v) -> 0.5, (u, v) -> 1), STREAMS.child("dense"));
        StepGraphon second = ChainEstimator.estimate(masks, EstimatorOptions.STANDARD.withBlocks(8), STREAMS)
                .layers()
                .get(1)
                .transposed();
        double previous = 0;
        for (int k = 0; k < 8; k++) {
            double mean = 0;
            for (int a = 0; a < 8; a++) {
                mean += second.density().get(k, a) / 8;
            }
            assertThat(mean).isGreaterThan(previous);
            previous = mean;
        }
    }

    @Test
    void secondMomentsComeFromTheSameCells() {
        MaskChain masks = sample(OPPOSITE, STREAMS.child("moments"));
        List<DMatrixRMaj> weights = new ArrayList<>();
        for (Mask mask : masks.layers()) {
            weights.add(STREAMS.child("weights", weights.size()).stream().gaussianMatrix(mask.rows(), mask.columns()));
        }
        for (Sorting sorting : Sorting.values()) {
            EstimatorOptions options = new EstimatorOptions(16, sorting);
            GraphonChain estimate = ChainEstimator.estimate(masks, weights, options, STREAMS);
            // Weights independent of the masks: V tends to W. About 2,500 weights of the last layer and 5,000 of the
            // first are
            // kept, so the relative SD is (2 / 2500 + 2 / 5000)^(1/2) = 3.5 %.
            assertThat(estimate.secondMomentPathDensity() / estimate.pathDensity())
                    .isBetween(0.88, 1.12);
            assertThat(estimate.layers().get(1).secondMomentIsDensity()).isFalse();
            assertThat(ChainEstimator.estimate(masks, options, STREAMS)
                            .layers()
                            .get(1)
                            .density()
                            .data)
                    .isEqualTo(estimate.layers().get(1).density().data);
        }
        List<DMatrixRMaj> doubled = weights.stream().map(w -> scaled(w, 2)).toList();
        GraphonChain plain = ChainEstimator.estimate(masks, weights, EstimatorOptions.STANDARD, STREAMS);
        GraphonChain larger = ChainEstimator.estimate(masks, doubled, EstimatorOptions.STANDARD, STREAMS);
        assertThat(larger.secondMomentPathDensity() / plain.secondMomentPathDensity())
                .isEqualTo(256, within(1e-10));
    }

    @Test
    void whatDoesNotFitIsRefused() {
        MaskChain broken = MaskChain.of(List.of(Mask.dense("layer1", 3, 2), Mask.dense("layer2", 2, 4)));
        assertThatThrownBy(() -> ChainEstimator.estimate(broken, EstimatorOptions.STANDARD, STREAMS))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("layer2");
        MaskChain one = MaskChain.of(List.of(Mask.dense("layer1", 3, 2)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChainEstimator.estimate(one, List.of(), EstimatorOptions.STANDARD, STREAMS));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChainEstimator.estimate(
                        one, List.of(new DMatrixRMaj(2, 3)), EstimatorOptions.STANDARD, STREAMS));
        assertThatIllegalArgumentException().isThrownBy(() -> EstimatorOptions.STANDARD.withBlocks(0));
    }

    private static MaskChain sample(List<Graphon> truth, RandomStreams streams) {
        int[] widths = {24, N, N, N, 10};
        List<Mask> masks = new ArrayList<>();
        for (int l = 0; l < 4; l++) {
            masks.add(truth.get(l)
                    .sample("layer" + (l + 1), widths[l + 1], widths[l], streams.child("mask", l).stream()));
        }
        return MaskChain.of(masks);
    }

    /** The same network with its neurons in another order. */
    private static MaskChain shuffled(MaskChain chain, RandomStreams streams) {
        List<Mask> masks = new ArrayList<>();
        int[] below = UnitBlocks.ascending(new double[24], new double[24]);
        for (Mask mask : chain.layers()) {
            int[] above = streams.child("shuffle", masks.size()).stream().permutation(mask.rows());
            masks.add(mask.permuted(above, below));
            below = above;
        }
        return MaskChain.of(masks);
    }

    private static GraphonChain exact(List<Graphon> truth) {
        int[] widths = {24, N, N, N, 10};
        List<StepGraphon> layers = new ArrayList<>();
        for (int l = 0; l < 4; l++) {
            layers.add(StepGraphon.discretise(truth.get(l), widths[l + 1], widths[l]));
        }
        return GraphonChain.of(layers);
    }

    private static GraphonChain naive(MaskChain masks) {
        return GraphonChain.of(masks.layers().stream()
                .map(mask -> SortedHistogram.estimate(mask, EstimatorOptions.STANDARD, STREAMS))
                .toList());
    }

    private static GraphonChain heldOut(MaskChain masks) {
        return ChainEstimator.estimate(masks, EstimatorOptions.STANDARD.withSorting(Sorting.HELD_OUT), STREAMS);
    }

    private static double[] standardised(int[] degrees) {
        double mean = Arrays.stream(degrees).average().orElseThrow();
        double variance = Arrays.stream(degrees)
                .mapToDouble(d -> (d - mean) * (d - mean))
                .average()
                .orElseThrow();
        return Arrays.stream(degrees)
                .mapToDouble(d -> (d - mean) / Math.sqrt(variance))
                .toArray();
    }

    private static DMatrixRMaj scaled(DMatrixRMaj matrix, double factor) {
        DMatrixRMaj result = matrix.copy();
        for (int k = 0; k < result.data.length; k++) {
            result.data[k] *= factor;
        }
        return result;
    }
}
