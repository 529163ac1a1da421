package org.widelimit.graphon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class PartitionTest {

    @Test
    void commonPartitionHoldsTheEdgesOfBoth() {
        assertThat(Partition.common(new double[] {0, 0.5, 1}, new double[] {0, 0.25, 0.75, 1}))
                .containsExactly(0, 0.25, 0.5, 0.75, 1);
    }

    /** A tenth by tenths and k/10 differ in the last bit; a sliver of that width is no block. */
    @Test
    void edgesThatDifferByRoundingAreOne() {
        double[] steps = new double[11];
        for (int k = 1; k < 10; k++) {
            steps[k] = steps[k - 1] + 0.1;
        }
        steps[10] = 1;
        double[] exact = Partition.equal(10);
        assertThat(steps).isNotEqualTo(exact);

        double[] common = Partition.common(steps, exact);

        assertThat(common).hasSize(11);
        assertThat(Partition.parents(common, steps, "edges")).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertThat(Partition.parents(common, exact, "edges")).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    }

    @Test
    void parentsNeedARefinement() {
        assertThat(Partition.parents(new double[] {0, 0.2, 0.5, 1}, new double[] {0, 0.5, 1}, "edges"))
                .containsExactly(0, 0, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Partition.parents(new double[] {0, 0.2, 1}, new double[] {0, 0.5, 1}, "edges"));
    }

    /** Position (i + 1/2)/n = k/K belongs to the block on its right, for all n and K: both quotients round alike. */
    @Test
    void gridPositionsOnAnEdgeGoRight() {
        for (int blocks = 1; blocks <= 60; blocks++) {
            double[] edges = Partition.equal(blocks);
            for (int n = 1; n <= 60; n++) {
                int[] found = Partition.blocksOfGrid(edges, n);
                for (int i = 0; i < n; i++) {
                    assertThat(found[i]).isEqualTo((2 * i + 1) * blocks / (2 * n));
                }
            }
        }
    }
}
