package org.widelimit.graphon.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.widelimit.graphon.Graphon;
import org.widelimit.graphon.Mask;
import org.widelimit.graphon.StepGraphon;
import org.widelimit.graphon.model.NullModels;
import org.widelimit.numerics.random.RandomStreams;

class SortedHistogramTest {

    private static final RandomStreams STREAMS = RandomStreams.of(20251017);

    @Test
    void aSmallMaskByHand() {
        // Row degrees 3, 1, 2; column degrees 1, 2, 3.
        Mask mask = Mask.from("m", new DMatrixRMaj(new double[][] {{1, 1, 1}, {0, 0, 1}, {0, 1, 1}}));

        StepGraphon full = estimate(mask, 5);
        StepGraphon two = estimate(mask, 2);

        assertThat(full.density().data).containsExactly(0, 0, 1, 0, 1, 1, 1, 1, 1);
        // Of three units the first block has one and the second two.
        assertThat(two.rowEdges()).containsExactly(0, 1 / 3.0, 1);
        assertThat(two.density().data).containsExactly(0, 0.5, 0.5, 1);
    }

    @Test
    void tiesAreBrokenByIndex() {
        Mask mask = Mask.from("m", new DMatrixRMaj(new double[][] {{0, 1, 0}, {1, 0, 0}, {0, 0, 1}}));
        assertThat(estimate(mask, 3).density().data).isEqualTo(mask.toMatrix().data);
    }

    @Property(tries = 60)
    void massIsTheDensityOfTheMask(
            @ForAll @IntRange(min = 1, max = 90) int rows,
            @ForAll @IntRange(min = 1, max = 90) int columns,
            @ForAll @IntRange(min = 1, max = 20) int blocks,
            @ForAll long seed) {
        Mask mask = NullModels.erdosRenyi("m", rows, columns, 0.3, RandomStreams.of(seed).stream());

        StepGraphon histogram = estimate(mask, blocks);

        assertThat(histogram.edgeDensity()).isEqualTo(mask.density(), within(2e-15));
        assertThat(histogram.rowBlocks()).isEqualTo(Math.min(rows, blocks));
        assertThat(histogram.columnBlocks()).isEqualTo(Math.min(columns, blocks));
    }

    @Property(tries = 40)
    void marginsAscend(@ForAll @IntRange(min = 1, max = 20) int blocks, @ForAll long seed) {
        Mask mask = NullModels.erdosRenyi("m", 57, 33, 0.3, RandomStreams.of(seed).stream());
        StepGraphon histogram = estimate(mask, blocks);
        assertAscending(rowMeans(histogram));
        assertAscending(rowMeans(histogram.transposed()));
    }

    /** Degrees are distinct, so the order of the units in the file cannot matter. */
    @Property(tries = 30)
    void relabellingUnitsOfDistinctDegreesChangesNothing(@ForAll long seed) {
        Mask staircase = Mask.of("m", 30, 30, (i, j) -> i + j >= 29);
        var stream = RandomStreams.of(seed).stream();
        Mask shuffled = staircase.permuted(stream.permutation(30), stream.permutation(30));
        assertThat(estimate(shuffled, 7)).isEqualTo(estimate(staircase, 7));
    }

    /**
     * For a fixed number of blocks the error is noise in the cells, of order 1/n, and misplaced units, of order
     * n^(-1/2).
     */
    @Test
    void aMonotoneGraphonIsRecovered() {
        Graphon truth = (u, v) -> 0.1 + 0.8 * u * v;
        double[] errors = new double[3];
        int[] widths = {100, 400, 1600};
        for (int k = 0; k < 3; k++) {
            var stream = STREAMS.child("recovery", k).stream();
            Mask mask = truth.sample("m", widths[k], widths[k], stream)
                    .permuted(stream.permutation(widths[k]), stream.permutation(widths[k]));
            errors[k] = rmsDifference(estimate(mask, 10), StepGraphon.discretise(truth, 10, 10));
        }
        assertThat(errors[0] / errors[1]).isBetween(2.0, 4.5);
        assertThat(errors[1] / errors[2]).isBetween(2.0, 4.5);
        assertThat(errors[2]).isLessThan(0.005);
    }

    @Test
    void secondMomentIsTheMeanOfKeptSquares() {
        Mask mask = Mask.from("m", new DMatrixRMaj(new double[][] {{1, 0}, {1, 1}}));
        DMatrixRMaj weights = new DMatrixRMaj(new double[][] {{3, Double.NaN}, {-2, 0.5}});

        StepGraphon histogram =
                SortedHistogram.estimate(mask, weights, EstimatorOptions.STANDARD.withBlocks(2), STREAMS);

        // Columns are swapped by their degrees 2, 1.
        assertThat(histogram.density().data).containsExactly(0, 1, 1, 1);
        assertThat(histogram.secondMoment().data).containsExactly(0, 9, 0.25, 4);
        assertThat(SortedHistogram.estimate(mask, weights, EstimatorOptions.STANDARD.withBlocks(1), STREAMS)
                        .meanSecondMoment())
                .isEqualTo(13.25 / 4);
    }

    @Test
    void weightsHaveToFit() {
        Mask mask = Mask.dense("m", 2, 2);
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> SortedHistogram.estimate(mask, new DMatrixRMaj(2, 3), EstimatorOptions.STANDARD, STREAMS))
                .withMessageContaining("(2, 3)");
        DMatrixRMaj broken = new DMatrixRMaj(new double[][] {{1, 1}, {1, Double.NaN}});
        for (Sorting sorting : Sorting.values()) {
            EstimatorOptions options = EstimatorOptions.STANDARD.withSorting(sorting);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SortedHistogram.estimate(mask, broken, options, STREAMS))
                    .withMessageContaining("NaN at entry (1, 1)");
        }
    }

    /**
     * RMS deviation of the average over 30 Erdos-Renyi histograms from flat: (2 c (1 - c) / n)^(1/2) within 5 %.
     * Sixteen quantile blocks hold 0.990 of the standard deviation of a normal, the rest is sampling.
     */
    @Test
    @Tag("slow")
    void sortingMakesStructureOutOfNoise() {
        for (int n : new int[] {256, 512, 1024}) {
            double rms = StepGraphon.mean(histograms(n, Sorting.IN_SAMPLE)).flatnessRms();
            assertThat(rms / SortingNull.formula(n, n, 0.2)).isBetween(0.95, 1.05);
        }
    }

    /**
     * Held out there is no bias: the average over 30 masks has only the noise of the cells, 2^(1/2) (c (1 - c) 256 /
     * (n^2 30))^(1/2) if the two folds were one and the same half, by 2^(1/2) less if they were independent.
     */
    @Test
    @Tag("slow")
    void heldOutSortingMakesNone() {
        int n = 512;
        double noise = Math.sqrt(0.16 * 256 / n / n / 30);
        double rms = StepGraphon.mean(histograms(n, Sorting.HELD_OUT)).flatnessRms();
        assertThat(rms).isBetween(0.9 * noise, 1.5 * noise);
        assertThat(rms).isLessThan(SortingNull.formula(n, n, 0.2) / 8);
    }

    /** One mask at n = 1024, K = 16, c = 0.2: sorted 0.0181 to 0.0188, held out 0.0062. */
    @Test
    void oneMaskInSampleAndHeldOut() {
        Mask mask = NullModels.erdosRenyi("m", 1024, 1024, 0.2, STREAMS.child("one").stream());
        EstimatorOptions options = EstimatorOptions.STANDARD.withBlocks(16);
        assertThat(SortedHistogram.estimate(mask, options, STREAMS).flatnessRms())
                .isEqualTo(0.0186, within(0.0010));
        assertThat(SortedHistogram.estimate(mask, options.withSorting(Sorting.HELD_OUT), STREAMS)
                        .flatnessRms())
                .isEqualTo(0.0063, within(0.0005));
    }

    @Test
    void heldOutSortingStillSeesStructure() {
        Graphon truth = (u, v) -> 0.1 + 0.8 * u * v;
        Mask mask = truth.sample("m", 800, 800, STREAMS.child("structure").stream());
        StepGraphon histogram = SortedHistogram.estimate(mask, new EstimatorOptions(10, Sorting.HELD_OUT), STREAMS);
        assertThat(rmsDifference(histogram, StepGraphon.discretise(truth, 10, 10)))
                .isLessThan(0.012);
        assertThat(histogram.edgeDensity()).isEqualTo(mask.density(), within(0.002));
    }

    /**
     * With one unit a block, half of the cells of each fold are empty: the other fold fills in, and values stay in [0,
     * 1].
     */
    @Test
    void heldOutSortingOnCellsOfOneEntry() {
        Mask mask = NullModels.erdosRenyi("m", 12, 9, 0.4, STREAMS.child("tiny").stream());
        StepGraphon histogram = SortedHistogram.estimate(mask, new EstimatorOptions(64, Sorting.HELD_OUT), STREAMS);
        assertThat(histogram.rowBlocks()).isEqualTo(12);
        assertThat(histogram.edgeDensity()).isEqualTo(mask.density(), within(0.15));
    }

    @Test
    void theSplitDependsOnTheStreamAlone() {
        Mask mask = NullModels.erdosRenyi("m", 64, 64, 0.4, STREAMS.child("split").stream());
        EstimatorOptions options = new EstimatorOptions(8, Sorting.HELD_OUT);
        StepGraphon first = SortedHistogram.estimate(mask, options, STREAMS.child("a"));
        assertThat(SortedHistogram.estimate(mask, options, STREAMS.child("a"))).isEqualTo(first);
        assertThat(SortedHistogram.estimate(mask, options, STREAMS.child("b"))).isNotEqualTo(first);
    }

    private static List<StepGraphon> histograms(int n, Sorting sorting) {
        List<StepGraphon> histograms = new ArrayList<>();
        for (int t = 0; t < 30; t++) {
            RandomStreams trial = STREAMS.child("null-" + n, t);
            Mask mask = NullModels.erdosRenyi("m", n, n, 0.2, trial.stream());
            histograms.add(SortedHistogram.estimate(mask, new EstimatorOptions(16, sorting), trial));
        }
        return histograms;
    }

    private static StepGraphon estimate(Mask mask, int blocks) {
        return SortedHistogram.estimate(mask, EstimatorOptions.STANDARD.withBlocks(blocks), STREAMS);
    }

    private static double rmsDifference(StepGraphon one, StepGraphon other) {
        DMatrixRMaj difference = new DMatrixRMaj(one.rowBlocks(), one.columnBlocks());
        CommonOps_DDRM.subtract(one.density(), other.density(), difference);
        return Math.sqrt(CommonOps_DDRM.elementSum(squared(difference)) / difference.getNumElements());
    }

    private static DMatrixRMaj squared(DMatrixRMaj matrix) {
        DMatrixRMaj squares = matrix.copy();
        CommonOps_DDRM.elementMult(squares, matrix);
        return squares;
    }

    private static double[] rowMeans(StepGraphon graphon) {
        DMatrixRMaj measures = new DMatrixRMaj(graphon.columnBlocks(), 1, true, graphon.columnMeasures());
        DMatrixRMaj means = new DMatrixRMaj(graphon.rowBlocks(), 1);
        CommonOps_DDRM.mult(graphon.density(), measures, means);
        return means.data;
    }

    private static void assertAscending(double[] values) {
        for (int k = 1; k < values.length; k++) {
            assertThat(values[k]).isGreaterThanOrEqualTo(values[k - 1] - 1e-15);
        }
    }
}
