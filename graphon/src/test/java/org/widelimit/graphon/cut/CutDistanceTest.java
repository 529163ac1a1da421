package org.widelimit.graphon.cut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.widelimit.graphon.StepGraphon;
import org.widelimit.graphon.model.FactorisedSaliency;
import org.widelimit.graphon.model.NeuronFactors;
import org.widelimit.graphon.model.SaliencyNoise;
import org.widelimit.graphon.motif.MotifDensities;
import org.widelimit.numerics.random.RandomStream;
import org.widelimit.numerics.random.RandomStreams;

class CutDistanceTest {

    private static final RandomStreams STREAMS = RandomStreams.of(5);
    private static final CutNormOptions OPTIONS = CutNormOptions.STANDARD;

    /**
     * 1 on 4 nodes against 0 on 6, 1 on 2 against 0 on 4, 0.7 on 4 against 0.5 on 6: |p - q| whatever the blocks are.
     * The Python package cutnorm gives 1.361, 0.0625 (0.125 since NumPy 2) and an error.
     */
    @Test
    void constantsOnDifferentPartitions() {
        double[][] cases = {{1, 4, 0, 6}, {1, 2, 0, 4}, {0.7, 4, 0.5, 6}};
        for (double[] one : cases) {
            CutBracket bracket = distance(constant(one[0], (int) one[1]), constant(one[2], (int) one[3]));
            assertThat(bracket.lower()).isEqualTo(one[0] - one[2], within(1e-14));
            assertThat(bracket.upper()).isEqualTo(one[0] - one[2], within(1e-14));
        }
        CutBracket same = distance(constant(0.3, 4), constant(0.3, 7));
        assertThat(same.lower()).isZero();
        assertThat(same.upper()).isZero();
    }

    /** Two balanced blocks of +-0.3 around a constant: the best sets are one block of rows and one of columns. */
    @Test
    void balancedBlocks() {
        StepGraphon blocks = StepGraphon.of(new DMatrixRMaj(new double[][] {{0.8, 0.2}, {0.2, 0.8}}));
        CutBracket bracket = distance(blocks, StepGraphon.constant(0.5));
        assertThat(bracket.exact()).isTrue();
        assertThat(bracket.lower()).isEqualTo(0.075, within(1e-15));
        assertThat(bracket.upper()).isEqualTo(0.075, within(1e-15));
    }

    @Property(tries = 40)
    void lawsOfADistance(@ForAll long seed) {
        RandomStream stream = RandomStreams.of(seed).stream();
        StepGraphon u = random(stream);
        StepGraphon v = random(stream);
        StepGraphon w = random(stream);
        double uv = distance(u, v).upper();
        assertThat(distance(v, u).upper()).isEqualTo(uv, within(1e-14));
        assertThat(distance(u.transposed(), v.transposed()).upper()).isEqualTo(uv, within(1e-14));
        assertThat(distance(u, w).lower())
                .isLessThanOrEqualTo(uv + distance(v, w).upper() + 1e-14);
        assertThat(uv).isGreaterThanOrEqualTo(Math.abs(u.edgeDensity() - v.edgeDensity()) - 1e-14);
        assertThat(distance(u, u).upper()).isZero();
        double[] halves = {0, 0.5, 1};
        StepGraphon finer = u.refinedTo(merged(u.rowEdges(), halves), merged(u.columnEdges(), halves));
        assertThat(distance(finer, u).upper()).isZero();
        assertThat(distance(finer, v).upper()).isEqualTo(uv, within(1e-14));
    }

    /** The counting lemma: |t(F, U) - t(F, W)| <= edges(F) d(U, W). */
    @Property(tries = 40)
    void motifsAreContinuous(@ForAll long seed) {
        RandomStream stream = RandomStreams.of(seed).stream();
        StepGraphon u = random(stream);
        StepGraphon w = random(stream);
        MotifDensities one = MotifDensities.of(u);
        MotifDensities other = MotifDensities.of(w);
        double d = distance(u, w).upper();
        assertThat(Math.abs(one.edge() - other.edge())).isLessThanOrEqualTo(d + 1e-14);
        assertThat(Math.abs(one.rowCherry() - other.rowCherry())).isLessThanOrEqualTo(2 * d + 1e-14);
        assertThat(Math.abs(one.columnCherry() - other.columnCherry())).isLessThanOrEqualTo(2 * d + 1e-14);
        assertThat(Math.abs(one.fourCycle() - other.fourCycle())).isLessThanOrEqualTo(4 * d + 1e-14);
    }

    /**
     * Masks sampled from the graphon of a factorised saliency: the distance falls as n^(-1/2), and n^(1/2) times the
     * distance is about 0.185 (phi = 0.3 + 1.7 v^2, half-normal g, c = 0.2).
     */
    @Test
    void sampledMasksConvergeAtTheirRate() {
        FactorisedSaliency model = FactorisedSaliency.of(
                v -> 0.3 + 1.7 * v * v, NeuronFactors.halfNormal(), SaliencyNoise.GAUSSIAN_MAGNITUDE, 0.2);
        double[] logs = new double[4];
        for (int k = 0; k < 4; k++) {
            int n = 64 << k;
            CutNormOptions quick = new CutNormOptions(0, 8, 2, 5, CutNormOptions.Bound.CENTRED);
            double mean = 0;
            for (int replicate = 0; replicate < 2; replicate++) {
                RandomStreams streams = STREAMS.child("rate-" + n, replicate);
                CutBracket bracket =
                        CutDistance.labelled(model.sample("m", n, n, streams.stream()), model, quick, streams);
                mean += bracket.lower() / 2;
                assertThat(bracket.upper() / bracket.lower()).isLessThan(2);
            }
            assertThat(Math.sqrt(n) * mean).isBetween(0.165, 0.205);
            logs[k] = Math.log(mean);
        }
        double slope = (3 * (logs[3] - logs[0]) + (logs[2] - logs[1])) / (10 * Math.log(2));
        assertThat(slope).isBetween(-0.55, -0.45);
    }

    /**
     * Unequal blocks of both, with edges on a grid of twelfths, against all sets of the fine equal grid in exact
     * arithmetic.
     */
    @Property(tries = 40)
    void unequalBlocksAgreeWithAFineEqualGrid(@ForAll long seed) {
        RandomStream stream = RandomStreams.of(seed).stream();
        int grid = 12;
        StepGraphon u = onGrid(stream, grid);
        StepGraphon w = onGrid(stream, grid);
        DMatrixRMaj fine = new DMatrixRMaj(grid, grid);
        for (int i = 0; i < grid; i++) {
            for (int j = 0; j < grid; j++) {
                double x = (i + 0.5) / grid;
                double y = (j + 0.5) / grid;
                fine.set(i, j, u.density(x, y) - w.density(x, y));
            }
        }
        double truth = CutCases.exact(fine).doubleValue() / (grid * grid);
        CutBracket bracket = distance(u, w);
        assertThat(bracket.lower()).isEqualTo(truth, within(1e-14));
        assertThat(bracket.upper()).isEqualTo(truth, within(1e-14));
    }

    private static StepGraphon onGrid(RandomStream stream, int grid) {
        double[] rowEdges = gridEdges(stream, grid);
        double[] columnEdges = gridEdges(stream, grid);
        DMatrixRMaj density = new DMatrixRMaj(rowEdges.length - 1, columnEdges.length - 1);
        for (int k = 0; k < density.data.length; k++) {
            density.data[k] = stream.nextDouble();
        }
        return StepGraphon.of(density, null, rowEdges, columnEdges);
    }

    private static double[] gridEdges(RandomStream stream, int grid) {
        return java.util.stream.IntStream.rangeClosed(0, grid)
                .filter(k -> k == 0 || k == grid || stream.nextBoolean(0.3))
                .mapToDouble(k -> (double) k / grid)
                .toArray();
    }

    private static CutBracket distance(StepGraphon u, StepGraphon w) {
        return CutDistance.labelled(u, w, OPTIONS, STREAMS);
    }

    private static StepGraphon constant(double p, int blocks) {
        return StepGraphon.discretise((u, v) -> p, blocks, blocks);
    }

    private static StepGraphon random(RandomStream stream) {
        int rows = 1 + stream.nextInt(4);
        int columns = 1 + stream.nextInt(4);
        DMatrixRMaj density = new DMatrixRMaj(rows, columns);
        for (int k = 0; k < density.data.length; k++) {
            density.data[k] = stream.nextDouble();
        }
        return StepGraphon.of(density, null, edges(stream, rows), edges(stream, columns));
    }

    private static double[] edges(RandomStream stream, int blocks) {
        double[] edges = new double[blocks + 1];
        for (int k = 1; k < blocks; k++) {
            edges[k] = stream.nextDouble();
        }
        edges[blocks] = 1;
        java.util.Arrays.sort(edges);
        return edges;
    }

    private static double[] merged(double[] first, double[] second) {
        return java.util.stream.DoubleStream.concat(java.util.Arrays.stream(first), java.util.Arrays.stream(second))
                .sorted()
                .distinct()
                .toArray();
    }
}
