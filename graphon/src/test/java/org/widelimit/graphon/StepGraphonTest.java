package org.widelimit.graphon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.widelimit.numerics.random.RandomStream;
import org.widelimit.numerics.random.RandomStreams;

class StepGraphonTest {

    private static final DMatrixRMaj DENSITY = new DMatrixRMaj(new double[][] {{0.8, 0.2, 0.1}, {0.4, 0.6, 0.5}});
    private static final double[] ROW_EDGES = {0, 0.25, 1};
    private static final double[] COLUMN_EDGES = {0, 0.1, 0.4, 1};
    private static final StepGraphon GRAPHON = StepGraphon.of(DENSITY, null, ROW_EDGES, COLUMN_EDGES);

    @Test
    void blocksAreHalfOpenAndTheLastOneHolds1() {
        assertThat(GRAPHON.density(0, 0)).isEqualTo(0.8);
        assertThat(GRAPHON.density(0.2499, 0.1)).isEqualTo(0.2);
        assertThat(GRAPHON.density(0.25, 0.0999)).isEqualTo(0.4);
        assertThat(GRAPHON.density(1, 1)).isEqualTo(0.5);
        assertThat(GRAPHON.secondMoment(1, 0.2)).isEqualTo(0.6);
        assertThatIllegalArgumentException().isThrownBy(() -> GRAPHON.density(-0.1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> GRAPHON.density(0, Double.NaN));
    }

    @Test
    void edgeDensityAndFlatnessWeighBlocksByArea() {
        double density = 0.25 * (0.1 * 0.8 + 0.3 * 0.2 + 0.6 * 0.1) + 0.75 * (0.1 * 0.4 + 0.3 * 0.6 + 0.6 * 0.5);
        double squares = 0.25 * (0.1 * 0.64 + 0.3 * 0.04 + 0.6 * 0.01) + 0.75 * (0.1 * 0.16 + 0.3 * 0.36 + 0.6 * 0.25);
        assertThat(GRAPHON.edgeDensity()).isEqualTo(density, within(1e-15));
        assertThat(GRAPHON.flatnessRms()).isEqualTo(Math.sqrt(squares - density * density), within(1e-15));
        assertThat(StepGraphon.constant(0.3).flatnessRms()).isZero();
    }

    @Test
    void secondMomentHasItsOwnValues() {
        DMatrixRMaj moment = new DMatrixRMaj(new double[][] {{3, 0, 1}, {0, 0, 7}});
        StepGraphon weighted = StepGraphon.of(DENSITY, moment, ROW_EDGES, COLUMN_EDGES);
        assertThat(weighted.secondMoment(0.9, 0.9)).isEqualTo(7);
        assertThat(weighted.meanSecondMoment()).isEqualTo(0.25 * (0.3 + 0.6) + 0.75 * 0.6 * 7, within(1e-15));
        assertThat(weighted.secondMomentIsDensity()).isFalse();
        assertThat(GRAPHON.secondMomentIsDensity()).isTrue();
        StepGraphon turned = weighted.transposed();
        assertThat(turned.secondMoment(0.5, 0.9)).isEqualTo(7);
        assertThat(turned.rowEdges()).isEqualTo(COLUMN_EDGES);
    }

    @Test
    void denseMeansOneInBoth() {
        assertThat(StepGraphon.dense().isDense()).isTrue();
        assertThat(StepGraphon.constant(0.5).isDense()).isFalse();
        StepGraphon scaled = StepGraphon.of(
                new DMatrixRMaj(1, 1, true, 1), new DMatrixRMaj(1, 1, true, 2), new double[] {0, 1}, new double[] {0, 1
                });
        assertThat(scaled.isDense()).isFalse();
    }

    @Property(tries = 50)
    void refiningAndRelabellingKeepTheIntegrals(@ForAll long seed) {
        RandomStream stream = RandomStreams.of(seed).stream();
        StepGraphon graphon = random(stream, 1 + stream.nextInt(5), 1 + stream.nextInt(5));
        StepGraphon other = random(stream, 1 + stream.nextInt(5), 1 + stream.nextInt(5));
        StepGraphon finer = graphon.refinedTo(
                Partition.common(graphon.rowEdges(), other.rowEdges()),
                Partition.common(graphon.columnEdges(), other.columnEdges()));
        StepGraphon moved =
                graphon.relabelled(stream.permutation(graphon.rowBlocks()), stream.permutation(graphon.columnBlocks()));

        for (int k = 0; k < 20; k++) {
            double u = stream.nextDouble();
            double v = stream.nextDouble();
            assertThat(finer.density(u, v)).isEqualTo(graphon.density(u, v));
            assertThat(finer.secondMoment(u, v)).isEqualTo(graphon.secondMoment(u, v));
        }
        for (StepGraphon same : new StepGraphon[] {finer, moved}) {
            assertThat(same.edgeDensity()).isEqualTo(graphon.edgeDensity(), within(1e-14));
            assertThat(same.meanSecondMoment()).isEqualTo(graphon.meanSecondMoment(), within(1e-13));
            assertThat(same.flatnessRms()).isEqualTo(graphon.flatnessRms(), within(1e-14));
        }
    }

    @Test
    void relabellingMovesBlocksWithTheirMeasures() {
        StepGraphon moved = GRAPHON.relabelled(new int[] {1, 0}, new int[] {2, 0, 1});
        assertThat(moved.rowMeasures()).containsExactly(new double[] {0.75, 0.25}, within(1e-15));
        assertThat(moved.columnMeasures()).containsExactly(new double[] {0.6, 0.1, 0.3}, within(1e-15));
        assertThat(moved.density(0.1, 0.1)).isEqualTo(0.5);
        assertThat(moved.density(0.9, 0.65)).isEqualTo(0.8);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GRAPHON.relabelled(new int[] {0, 0}, new int[] {0, 1, 2}));
    }

    @Test
    void coarserEdgesAreNoRefinement() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GRAPHON.refinedTo(new double[] {0, 0.5, 1}, COLUMN_EDGES))
                .withMessageContaining("0.25");
    }

    @Test
    void discretisingTakesMidPoints() {
        StepGraphon product = StepGraphon.discretise((u, v) -> u * v, 4, 2);
        assertThat(product.density(0.3, 0.9)).isEqualTo(0.375 * 0.75);
        assertThat(product.edgeDensity()).isEqualTo(0.25, within(1e-15));
    }

    @Test
    void samplingUsesGridPositions() {
        DMatrixRMaj zeroOne = new DMatrixRMaj(new double[][] {{1, 0}, {0, 1}});
        StepGraphon certain = StepGraphon.of(zeroOne, null, new double[] {0, 0.5, 1}, new double[] {0, 0.34, 1});
        // Row positions are 1/6, 1/2, 5/6: the middle one is in the second block. Column positions are 1/4 and 3/4.
        Mask mask = certain.sample("m", 3, 2, RandomStreams.of(1).stream());
        assertThat(mask.toMatrix().data).containsExactly(1, 0, 0, 1, 0, 1);
    }

    /** The densities of the first row are the first draws themselves and the next number above them: one is not reached, the other is. */
    @Test
    void anEntryIsKeptWhereTheDrawIsBelowTheDensity() {
        int columns = 130;
        RandomStream draws = RandomStreams.of(4).stream();
        DMatrixRMaj density = new DMatrixRMaj(3, columns);
        for (int j = 0; j < columns; j++) {
            double draw = draws.nextDouble();
            density.set(0, j, j % 2 == 0 ? draw : Math.nextUp(draw));
            density.set(1, j, j % 3 == 0 ? 0 : 1);
            density.set(2, j, j % 2 == 0 ? Double.MIN_VALUE : 0.5);
        }
        RandomStream again = RandomStreams.of(4).stream();
        RandomStream stream = RandomStreams.of(4).stream();

        Mask mask = StepGraphon.of(density).sample("m", 3, columns, stream);

        assertThat(mask).isEqualTo(Mask.of("m", 3, columns, (i, j) -> again.nextDouble() < density.get(i, j)));
        assertThat(mask.rowDegrees()[0]).isEqualTo(columns / 2);
        assertThat(stream.nextLong()).isEqualTo(again.nextLong());
    }

    @Test
    void sampledDensityIsBinomial() {
        int n = 400;
        Mask mask = GRAPHON.sample("m", n, n, RandomStreams.of(5).stream());
        double deviation = 0.5 / n;
        assertThat(mask.density()).isEqualTo(GRAPHON.edgeDensity(), within(4 * deviation));
    }

    @Test
    void stepAndClosedFormSampleTheSameMask() {
        Graphon lambda = (u, v) -> 0.9 * u * v;
        Mask closed = lambda.sample("m", 30, 20, RandomStreams.of(3).stream());
        Mask step = StepGraphon.discretise(lambda, 30, 20).sample("m", 30, 20, RandomStreams.of(3).stream());
        assertThat(step).isEqualTo(closed);
        Mask larger = StepGraphon.constant(0.95).sample("m", 30, 20, RandomStreams.of(3).stream());
        for (int i = 0; i < 30; i++) {
            for (int j = 0; j < 20; j++) {
                assertThat(larger.kept(i, j) || !step.kept(i, j)).isTrue();
            }
        }
    }

    @Test
    void whatIsNoGraphonIsRefused() {
        assertRefused("found 1.5 at entry (0, 1)", () -> StepGraphon.of(new DMatrixRMaj(new double[][] {{1, 1.5}})));
        assertRefused("found NaN", () -> StepGraphon.of(new DMatrixRMaj(new double[][] {{Double.NaN}})));
        assertRefused("at least one block", () -> StepGraphon.of(new DMatrixRMaj(0, 0)));
        DMatrixRMaj one = new DMatrixRMaj(1, 1, true, 1);
        double[] whole = {0, 1};
        assertRefused("found -1.0", () -> StepGraphon.of(one, new DMatrixRMaj(1, 1, true, -1), whole, whole));
        assertRefused("found Infinity", () -> StepGraphon.of(one, new DMatrixRMaj(1, 1, true, 1 / 0.0), whole, whole));
        assertRefused("of shape (1, 1), found (1, 2)", () -> StepGraphon.of(one, new DMatrixRMaj(1, 2), whole, whole));
        assertRefused(
                "2 row edges for 1 blocks, found 3", () -> StepGraphon.of(one, null, new double[] {0, .5, 1}, whole));
        assertRefused("column edges from 0 to 1", () -> StepGraphon.of(one, null, whole, new double[] {0, 0.5}));
        DMatrixRMaj two = new DMatrixRMaj(2, 1, true, 1, 1);
        assertRefused("strictly increasing", () -> StepGraphon.of(two, null, new double[] {0, 1, 1}, whole));
        assertRefused("strictly increasing", () -> StepGraphon.of(two, null, new double[] {0, Double.NaN, 1}, whole));
    }

    @Test
    void innerArraysCannotBeReached() {
        GRAPHON.density().set(0, 0, 0);
        GRAPHON.rowEdges()[1] = 0;
        assertThat(GRAPHON).isEqualTo(StepGraphon.of(DENSITY, null, ROW_EDGES, COLUMN_EDGES));
        assertThat(GRAPHON.density(0, 0)).isEqualTo(0.8);
    }

    static StepGraphon random(RandomStream stream, int rowBlocks, int columnBlocks) {
        DMatrixRMaj density = new DMatrixRMaj(rowBlocks, columnBlocks);
        DMatrixRMaj moment = new DMatrixRMaj(rowBlocks, columnBlocks);
        for (int k = 0; k < density.data.length; k++) {
            density.data[k] = stream.nextDouble();
            moment.data[k] = 3 * stream.nextDouble();
        }
        return StepGraphon.of(density, moment, edges(stream, rowBlocks), edges(stream, columnBlocks));
    }

    static double[] edges(RandomStream stream, int blocks) {
        double[] edges = new double[blocks + 1];
        for (int k = 0; k < blocks; k++) {
            edges[k + 1] = edges[k] + 0.05 + stream.nextDouble();
        }
        for (int k = 0; k < blocks; k++) {
            edges[k] /= edges[blocks];
        }
        edges[blocks] = 1;
        return edges;
    }

    private static void assertRefused(String part, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessageContaining(part);
    }

    @Test
    void equalityIsAboutBlocksAndBothMoments() {
        DMatrixRMaj moment = new DMatrixRMaj(new double[][] {{3, 0, 1}, {0, 0, 7}});
        assertThat(GRAPHON)
                .isEqualTo(StepGraphon.of(DENSITY, DENSITY, ROW_EDGES, COLUMN_EDGES))
                .hasSameHashCodeAs(StepGraphon.of(DENSITY, DENSITY, ROW_EDGES, COLUMN_EDGES))
                .isNotEqualTo(StepGraphon.of(DENSITY, moment, ROW_EDGES, COLUMN_EDGES))
                .isNotEqualTo(StepGraphon.of(DENSITY, null, ROW_EDGES, new double[] {0, 0.2, 0.4, 1}))
                .doesNotHaveSameHashCodeAs(GRAPHON.transposed());
    }
}
