package org.widelimit.graphon.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.widelimit.graphon.Mask;
import org.widelimit.graphon.StepGraphon;
import org.widelimit.numerics.random.RandomStreams;

/**
 * Inputs on which other tools go wrong. The truth is a stochastic block model: 200 units, the first half and the second
 * half a block, probabilities 0.8 and 0.6 within and 0.1 between them. By strength the block of 0.6 comes first.
 */
class PeerBugsTest {

    private static final int N = 200;
    private static final StepGraphon TRUTH = StepGraphon.of(new DMatrixRMaj(new double[][] {{0.8, 0.1}, {0.1, 0.6}}));

    /** R graphon's est.SBA finds one block of density 0.397 at every threshold; pygraphon's SBA raises an error. */
    @Test
    void blockApproximationOfOneGraphFindsTwoBlocks() {
        for (int seed = 0; seed < 5; seed++) {
            isTruth(new StochasticBlockApproximation().estimate(graph(seed), RandomStreams.of(seed)), 1);
        }
    }

    /** R graphon divides the sums over four graphs by the constant TRUE: 2.37 and 3.18 for probabilities. */
    @Test
    void blockApproximationOfSeveralGraphsFindsProbabilities() {
        for (int count : new int[] {2, 3, 4}) {
            List<Mask> graphs = new ArrayList<>();
            for (int t = 0; t < count; t++) {
                graphs.add(graph(10 * count + t));
            }
            isTruth(new StochasticBlockApproximation().estimate(graphs, RandomStreams.of(count)), count);
        }
    }

    /** R graphon's est.SBA stops with an error where two dissimilarities are equal. */
    @Test
    void equalDissimilaritiesJoinOneBlock() {
        Mask mask = Mask.of("m", 12, 30, (i, j) -> i % 3 == j % 3);
        for (List<Mask> masks : List.of(List.of(mask), List.of(mask, mask), List.of(mask, mask, mask))) {
            GraphonEstimate estimate = new StochasticBlockApproximation().estimate(masks, RandomStreams.of(1));
            assertThat(estimate.graphon().rowBlocks()).isEqualTo(3);
            assertThat(estimate.probabilities().data).isEqualTo(mask.toMatrix().data);
        }
    }

    /** R graphon's est.LG finds blocks of 199 units and 1: the largest gap is at the ends of the sorted degrees. */
    @Test
    void twoBlocksAreNotOneUnitAndTheRest() {
        for (int seed = 0; seed < 5; seed++) {
            isTruth(CoClustering.dataDriven().estimate(graph(seed), RandomStreams.of(seed)), 1);
        }
    }

    /** Three units joined to nothing are the widest gap of all; the two blocks are found beside them. */
    @Test
    void deadUnitsDoNotHideTheBlocks() {
        for (int seed = 0; seed < 5; seed++) {
            Mask whole = graph(seed);
            Mask graph = Mask.of("dead", N, N, (i, j) -> whole.kept(i, j) && !dead(i) && !dead(j));
            for (GraphonEstimator estimator : List.of(CoClustering.dataDriven(), new StochasticBlockApproximation())) {
                int[] blocks = estimator.estimate(graph, RandomStreams.of(seed)).rowBlocks();
                assertThat(blocksOf(blocks, 0)).hasSize(1);
                assertThat(blocksOf(blocks, N / 2)).hasSize(1);
                assertThat(blocksOf(blocks, 0)).isNotEqualTo(blocksOf(blocks, N / 2));
            }
        }
    }

    private static boolean dead(int unit) {
        return unit == 7 || unit == 90 || unit == 150;
    }

    /** Blocks of the units of a half that are not dead. */
    private static List<Integer> blocksOf(int[] blocks, int from) {
        return IntStream.range(from, from + N / 2)
                .filter(i -> !dead(i))
                .map(i -> blocks[i])
                .distinct()
                .boxed()
                .toList();
    }

    private static void isTruth(GraphonEstimate estimate, int graphs) {
        assertThat(estimate.graphon().rowEdges()).containsExactly(0, 0.5, 1);
        for (int i = 0; i < N; i++) {
            assertThat(estimate.rowBlocks()[i]).isEqualTo(i < N / 2 ? 1 : 0);
        }
        DMatrixRMaj density = estimate.graphon().density();
        // Five SDs of a cell: (0.24 / (4950 graphs))^(1/2), and (0.09 / (10000 graphs))^(1/2) between the blocks.
        double within = 0.035 / Math.sqrt(graphs);
        assertThat(density.get(0, 0)).isEqualTo(0.6, within(within));
        assertThat(density.get(0, 1)).isEqualTo(0.1, within(0.015 / Math.sqrt(graphs)));
        assertThat(density.get(1, 0)).isEqualTo(density.get(0, 1));
        assertThat(density.get(1, 1)).isEqualTo(0.8, within(within));
    }

    private static Mask graph(int seed) {
        Mask sampled = TRUTH.sample("sbm", N, N, RandomStreams.of(seed).stream());
        return Mask.of("sbm", N, N, (i, j) -> i > j && sampled.kept(i, j) || i < j && sampled.kept(j, i));
    }
}
