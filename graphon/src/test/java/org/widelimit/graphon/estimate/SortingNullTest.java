package org.widelimit.graphon.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.widelimit.graphon.Mask;
import org.widelimit.graphon.MaskChain;
import org.widelimit.graphon.model.NullModels;
import org.widelimit.numerics.random.RandomStreams;

class SortingNullTest {

    private static final RandomStreams STREAMS = RandomStreams.of(7);
    private static final EstimatorOptions OPTIONS = EstimatorOptions.STANDARD.withBlocks(16);

    @Test
    void formulaForASquareMask() {
        assertThat(SortingNull.formula(512, 512, 0.2)).isEqualTo(Math.sqrt(2 * 0.2 * 0.8 / 512), within(1e-17));
        assertThat(SortingNull.formula(100, 400, 0)).isZero();
    }

    /** Two ways to one number: the simulated null is sorted noise in the margins plus noise in the cells. */
    @Test
    @Tag("slow")
    void simulationIsFormulaPlusNoiseOfTheCells() {
        double[][] cases = {{1024, 1024, 0.2}, {300, 900, 0.1}, {128, 128, 0.5}};
        for (double[] shape : cases) {
            int rows = (int) shape[0];
            int columns = (int) shape[1];
            double c = shape[2];
            double cells = Math.sqrt(c * (1 - c) * 256 / rows / columns);
            double expected = Math.hypot(SortingNull.formula(rows, columns, c), cells);
            double simulated = SortingNull.flatness(rows, columns, c, OPTIONS, SortingNull.STANDARD_TRIALS, STREAMS);
            assertThat(simulated / expected).isBetween(0.95, 1.05);
        }
    }

    @Test
    void aRandomMaskIsAsFlatAsItsNull() {
        Mask mask = NullModels.uniform("m", 512, 512, 52429, STREAMS.child("mask").stream());
        for (Sorting sorting : Sorting.values()) {
            EstimatorOptions options = OPTIONS.withSorting(sorting);
            double flatness = SortedHistogram.estimate(mask, options, STREAMS).flatnessRms();
            double nothing = SortingNull.flatness(512, 512, mask.density(), options, 30, STREAMS);
            assertThat(flatness / nothing).isBetween(0.9, 1.1);
        }
    }

    /** Cells on the diagonal hold each edge twice: their noise has twice the variance. */
    @Test
    void theNullOfAGraphIsThatOfRandomGraphs() {
        Mask graph = NullModels.erdosRenyi("g", ring(512), STREAMS.child("graph").stream());
        double c = 100.0 / 511;
        double cells = Math.sqrt(c * (1 - c) * 256 / 512 / 512 * (1 + 1.0 / 16));
        double expected = Math.hypot(SortingNull.formula(512, 512, c), cells);
        double simulated = SortingNull.flatness(List.of(graph), SortedHistogramEstimator.of(OPTIONS), 30, STREAMS);
        assertThat(simulated / expected).isBetween(0.95, 1.05);
    }

    /** Each unit is joined to the fifty on its either side. */
    private static Mask ring(int units) {
        return Mask.of("ring", units, units, (i, j) -> {
            int steps = Math.floorMod(i - j, units);
            return steps != 0 && Math.min(steps, units - steps) <= 50;
        });
    }

    @Test
    void chainsHaveTheirNullInEachLayer() {
        RandomStreams streams = STREAMS.child("chain");
        MaskChain chain = MaskChain.of(List.of(
                NullModels.erdosRenyi("layer1", 400, 40, 0.3, streams.child("1").stream()),
                NullModels.erdosRenyi("layer2", 300, 400, 0.1, streams.child("2").stream()),
                NullModels.erdosRenyi("layer3", 10, 300, 0.3, streams.child("3").stream())));
        double[] nothing = SortingNull.flatness(chain, OPTIONS, 20, streams);
        var estimate = ChainEstimator.estimate(chain, OPTIONS, streams);
        for (int l = 0; l < 3; l++) {
            assertThat(estimate.layers().get(l).flatnessRms() / nothing[l]).isBetween(0.8, 1.2);
        }
    }

    @Test
    void trialsArePositive() {
        assertThatIllegalArgumentException().isThrownBy(() -> SortingNull.flatness(2, 2, 0.5, OPTIONS, 0, STREAMS));
    }
}
