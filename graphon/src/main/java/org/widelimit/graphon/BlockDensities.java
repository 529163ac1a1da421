package org.widelimit.graphon;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;

/** Kept fractions of a mask's blocks of neighbouring units. */
final class BlockDensities {

    private BlockDensities() {}

    static DMatrixRMaj of(Mask mask, int[] rowEdges, int[] columnEdges) {
        requireEdges(rowEdges, mask.rows(), "row");
        requireEdges(columnEdges, mask.columns(), "column");
        DMatrixRMaj densities = new DMatrixRMaj(rowEdges.length - 1, columnEdges.length - 1);
        for (int a = 0; a < densities.numRows; a++) {
            for (int b = 0; b < densities.numCols; b++) {
                long kept = 0;
                for (int i = rowEdges[a]; i < rowEdges[a + 1]; i++) {
                    kept += keptCount(mask, i, columnEdges[b], columnEdges[b + 1]);
                }
                double all = (double) (rowEdges[a + 1] - rowEdges[a]) * (columnEdges[b + 1] - columnEdges[b]);
                densities.unsafe_set(a, b, kept / all);
            }
        }
        return densities;
    }

    /** Number of kept weights of row i in columns {@code from .. to - 1}. */
    private static int keptCount(Mask mask, int i, int from, int to) {
        int count = 0;
        for (int j = from; j < to; j++) {
            count += mask.kept(i, j) ? 1 : 0;
        }
        return count;
    }

    /** Edges of so many blocks, floor(k units / blocks). */
    static int[] equalBlocks(int blocks, int units, String axis) {
        if (blocks < 1 || blocks > units) {
            throw new IllegalArgumentException("expected 1 to " + units + " blocks of " + axis + ", found " + blocks);
        }
        int[] edges = new int[blocks + 1];
        Arrays.setAll(edges, k -> (int) ((long) k * units / blocks));
        return edges;
    }

    private static void requireEdges(int[] edges, int units, String axis) {
        boolean ordered = edges.length > 1 && edges[0] == 0 && edges[edges.length - 1] == units;
        for (int k = 1; ordered && k < edges.length; k++) {
            ordered = edges[k - 1] < edges[k];
        }
        if (!ordered) {
            throw new IllegalArgumentException(
                    "expected increasing " + axis + " edges from 0 to " + units + ", found " + Arrays.toString(edges));
        }
    }
}
