package org.widelimit.graphon.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.widelimit.graphon.Mask;
import org.widelimit.graphon.model.NullModels;
import org.widelimit.numerics.random.RandomStream;
import org.widelimit.numerics.random.RandomStreams;

/** Means over pairs of neighbourhoods against their definition. */
class NeighbourhoodMeansTest {

    @Property(tries = 30)
    void ofAMask(@ForAll long seed) {
        RandomStream stream = RandomStreams.of(seed).stream();
        int m = 1 + stream.nextInt(80);
        int n = 1 + stream.nextInt(80);
        Mask mask = NullModels.erdosRenyi("m", m, n, 0.4, stream);
        Neighbourhoods rows = Neighbourhoods.of(stream.gaussianMatrix(2, m), 1 + stream.nextInt(m));
        Neighbourhoods columns = Neighbourhoods.of(stream.gaussianMatrix(2, n), 1 + stream.nextInt(n));

        DMatrixRMaj means = NeighbourhoodMeans.of(mask, false, rows, columns);

        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                double expected = mean(mask, rows.members()[i], columns.members()[j], true);
                assertThat(means.get(i, j)).isCloseTo(expected, within(1e-14));
            }
        }
    }

    /** Pairs of a unit with itself are left out, as long as there are others. */
    @Property(tries = 30)
    void ofAGraph(@ForAll long seed) {
        RandomStream stream = RandomStreams.of(seed).stream();
        int n = 2 + stream.nextInt(80);
        boolean[][] edge = new boolean[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                edge[i][j] = stream.nextBoolean(0.4);
                edge[j][i] = edge[i][j];
            }
        }
        Mask graph = Mask.of("g", n, n, (i, j) -> edge[i][j]);
        Neighbourhoods units = Neighbourhoods.of(stream.gaussianMatrix(2, n), 1 + stream.nextInt(n));

        DMatrixRMaj means = NeighbourhoodMeans.of(graph, true, units, units);

        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double expected = mean(graph, units.members()[i], units.members()[j], false);
                assertThat(means.get(i, j)).isCloseTo(expected, within(1e-14));
            }
        }
    }

    @Test
    void aloneAUnitHasTheEntriesOfTheGraph() {
        Mask graph = Mask.of("g", 70, 70, (i, j) -> (i + j) % 3 == 0 && i != j);
        Neighbourhoods alone = Neighbourhoods.alone(70);
        assertThat(NeighbourhoodMeans.of(graph, true, alone, alone).data).isEqualTo(graph.toMatrix().data);
    }

    private static double mean(Mask mask, int[] rows, int[] columns, boolean diagonal) {
        int kept = 0;
        int pairs = 0;
        for (int k : rows) {
            for (int l : columns) {
                if (diagonal || k != l) {
                    pairs++;
                    kept += mask.kept(k, l) ? 1 : 0;
                }
            }
        }
        return pairs == 0 ? 0 : kept / (double) pairs;
    }
}
