package org.widelimit.graphon;

import java.util.Arrays;

/** Partitions 0 = e_0 < e_1 < ... < e_K = 1 of the unit interval, as arrays of their edges. */
final class Partition {

    /** Edges closer than this are one edge: k/K computed in two ways differs in its last bits. */
    static final double SAME_EDGE = 1e-12;

    private Partition() {}

    /** K equal blocks. */
    static double[] equal(int blocks) {
        if (blocks < 1) {
            throw new IllegalArgumentException("expected at least one block, found " + blocks);
        }
        double[] edges = new double[blocks + 1];
        for (int k = 0; k <= blocks; k++) {
            edges[k] = (double) k / blocks;
        }
        return edges;
    }

    /** What is wrong with these edges for so many blocks, or an empty string. */
    static String problem(double[] edges, int blocks, String what) {
        if (edges.length != blocks + 1) {
            return "expected " + (blocks + 1) + " " + what + " for " + blocks + " blocks, found " + edges.length;
        }
        if (edges[0] != 0 || edges[blocks] != 1) {
            return "expected " + what + " from 0 to 1, found them from " + edges[0] + " to " + edges[blocks];
        }
        for (int k = 1; k <= blocks; k++) {
            if (!(edges[k - 1] < edges[k])) {
                return "expected strictly increasing " + what + ", found " + edges[k - 1] + " before " + edges[k]
                        + " at index " + k;
            }
        }
        return "";
    }

    /** Lengths of the blocks. */
    static double[] measures(double[] edges) {
        double[] measures = new double[edges.length - 1];
        for (int k = 0; k < measures.length; k++) {
            measures[k] = edges[k + 1] - edges[k];
        }
        return measures;
    }

    /** Block [e_k, e_(k+1)) that holds x; the last block holds 1 as well. */
    static int block(double[] edges, double x) {
        if (!(x >= 0 && x <= 1)) {
            throw new IllegalArgumentException("expected a position in [0, 1], found " + x);
        }
        int place = Arrays.binarySearch(edges, x);
        int block = place >= 0 ? place : -place - 2;
        return Math.min(block, edges.length - 2);
    }

    /** The coarsest partition that refines both. */
    static double[] common(double[] first, double[] second) {
        double[] all = new double[first.length + second.length];
        System.arraycopy(first, 0, all, 0, first.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        Arrays.sort(all);
        double[] edges = new double[all.length];
        int count = 1;
        for (double edge : all) {
            if (edge - edges[count - 1] > SAME_EDGE) {
                edges[count++] = edge;
            }
        }
        // The last edge is 1 in both, but a neighbour may have come first and stand for it.
        edges[count - 1] = 1;
        return Arrays.copyOf(edges, count);
    }

    /** Block of the coarse partition for each block of the fine one, which has to refine it. */
    static int[] parents(double[] fine, double[] coarse, String what) {
        for (double edge : coarse) {
            int place = Arrays.binarySearch(fine, edge);
            int right = place >= 0 ? place : -place - 1;
            boolean near = right < fine.length && fine[right] - edge <= SAME_EDGE
                    || right > 0 && edge - fine[right - 1] <= SAME_EDGE;
            if (!near) {
                throw new IllegalArgumentException(
                        "expected " + what + " that refine the present ones, found none at the present edge " + edge);
            }
        }
        int[] parents = new int[fine.length - 1];
        for (int k = 0; k < parents.length; k++) {
            parents[k] = block(coarse, 0.5 * (fine[k] + fine[k + 1]));
        }
        return parents;
    }

    /** Block for each of n grid positions (i + 1/2) / n. */
    static int[] blocksOfGrid(double[] edges, int n) {
        int[] blocks = new int[n];
        for (int i = 0; i < n; i++) {
            blocks[i] = block(edges, (i + 0.5) / n);
        }
        return blocks;
    }
}
