package org.widelimit.graphon.estimate;

import java.util.List;
import org.widelimit.graphon.Mask;

/**
 * Kept entries in the rows and columns of a mask, or of several of the same units, and whether it is the adjacency
 * matrix of a simple graph, of which the diagonal does not count.
 *
 * @param masks number of masks
 * @param density kept fraction of the positions that count
 * @param ofRows sums over the masks
 * @param ofColumns sums over the masks
 */
record Degrees(int masks, int rows, int columns, boolean graph, double density, int[] ofRows, int[] ofColumns) {

    static Degrees of(Mask mask) {
        return of(List.of(mask), mask.isGraph());
    }

    /** Of a layer of a chain, which is no graph even if it looks like one: two unit layers are not one. */
    static Degrees ofLayer(Mask mask) {
        return of(List.of(mask), false);
    }

    /** Of one or more masks of the same shape. */
    static Degrees of(List<Mask> masks, boolean graph) {
        int m = masks.get(0).rows();
        int n = masks.get(0).columns();
        int[] ofRows = new int[m];
        int[] ofColumns = new int[n];
        double kept = 0;
        for (Mask mask : masks) {
            add(mask.rowDegrees(), ofRows);
            add(mask.columnDegrees(), ofColumns);
            kept += mask.keptCount();
        }
        double positions = masks.size() * ((double) m * n - (graph ? m : 0));
        return new Degrees(masks.size(), m, n, graph, positions == 0 ? 0 : kept / positions, ofRows, ofColumns);
    }

    private static void add(int[] degrees, int[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += degrees[i];
        }
    }

    /** Positions that count in a row, of all masks. */
    int rowLength() {
        return masks * (columns - (graph ? 1 : 0));
    }

    /** Positions that count in a column, of all masks. */
    int columnLength() {
        return masks * (rows - (graph ? 1 : 0));
    }

    /** Standard deviations (d (1 - d))^(1/2) with d = (degree + 1) / (length + 2), which is neither 0 nor 1. */
    double[] rowDeviations() {
        return deviations(ofRows, rowLength());
    }

    double[] columnDeviations() {
        return deviations(ofColumns, columnLength());
    }

    /** The same of the whole mask. */
    double deviation() {
        double positions = (double) rowLength() * rows;
        double d = (density * positions + 1) / (positions + 2);
        return Math.sqrt(d * (1 - d));
    }

    private static double[] deviations(int[] degrees, int length) {
        double[] deviations = new double[degrees.length];
        for (int i = 0; i < degrees.length; i++) {
            double d = (degrees[i] + 1.0) / (length + 2);
            deviations[i] = Math.sqrt(d * (1 - d));
        }
        return deviations;
    }
}
