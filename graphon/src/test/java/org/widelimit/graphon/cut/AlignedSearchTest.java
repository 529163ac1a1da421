package org.widelimit.graphon.cut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.widelimit.graphon.StepGraphon;
import org.widelimit.numerics.linalg.DenseBackends;
import org.widelimit.numerics.random.RandomStream;
import org.widelimit.numerics.random.RandomStreams;

class AlignedSearchTest {

    /** Blocks in another order on both sides: the search finds the order, the best alignment first, none twice. */
    @Property(tries = 20)
    void permutedBlocksAreFound(@ForAll long seed) {
        RandomStreams streams = RandomStreams.of(seed);
        RandomStream stream = streams.stream();
        DMatrixRMaj density = new DMatrixRMaj(4, 5);
        Arrays.setAll(density.data, k -> stream.nextDouble());
        int[] p = stream.permutation(4);
        int[] q = stream.permutation(5);
        DMatrixRMaj moved = new DMatrixRMaj(4, 5);
        for (int i = 0; i < 4; i++) {
            for (int j = 0; j < 5; j++) {
                moved.set(i, j, density.get(p[i], q[j]));
            }
        }

        List<AlignedSearch.Alignment> found =
                AlignedSearch.best(StepGraphon.of(density), StepGraphon.of(moved), DenseBackends.preferred(), streams);

        AlignedSearch.Alignment best = found.get(0);
        assertThat(AlignedSearch.difference(density, moved, best).data).containsOnly(0);
        for (int k = 0; k < 4; k++) {
            assertThat(best.rows().first()[k]).isEqualTo(p[best.rows().second()[k]]);
            assertThat(best.rows().mass()[k]).isCloseTo(0.25, within(1e-12));
        }
        for (int k = 0; k < 5; k++) {
            assertThat(best.columns().first()[k]).isEqualTo(q[best.columns().second()[k]]);
        }
    }

    /** U_ab - W_a'b' for the pieces of both. */
    @Test
    void differencesGoByPieces() {
        DMatrixRMaj u = new DMatrixRMaj(new double[][] {{1, 0.5}});
        DMatrixRMaj w = new DMatrixRMaj(new double[][] {{0.25, 0}, {0.125, 1}});
        Coupling rows = new Coupling(new int[] {0, 0}, new int[] {0, 1}, new double[] {0.5, 0.5});
        Coupling columns = new Coupling(new int[] {0, 1, 1}, new int[] {1, 0, 1}, new double[] {0.25, 0.5, 0.25});
        DMatrixRMaj difference = AlignedSearch.difference(u, w, new AlignedSearch.Alignment(rows, columns, 0));
        assertThat(difference.numRows).isEqualTo(2);
        assertThat(difference.data).containsExactly(1, 0.25, 0.5, 0, 0.375, -0.5);
    }
}
