package org.widelimit.graphon.estimate;

import org.widelimit.graphon.Mask;

/**
 * Kept fractions of a mask's rows and columns, over the positions that count, and whether it is the adjacency matrix of
 * a simple graph, of which the diagonal does not count.
 */
record Degrees(int rows, int columns, boolean graph, double density, int[] ofRows, int[] ofColumns) {

    static Degrees of(Mask mask) {
        return of(mask, mask.isGraph());
    }

    /** Of a layer of a chain, which is no graph even if it looks like one: two unit layers are not one. */
    static Degrees ofLayer(Mask mask) {
        return of(mask, false);
    }

    private static Degrees of(Mask mask, boolean graph) {
        double positions = (double) mask.rows() * mask.columns() - (graph ? mask.rows() : 0);
        double density = positions == 0 ? 0 : mask.keptCount() / positions;
        return new Degrees(mask.rows(), mask.columns(), graph, density, mask.rowDegrees(), mask.columnDegrees());
    }

    /** Positions that count in a row. */
    int rowLength() {
        return columns - (graph ? 1 : 0);
    }

    /** Positions that count in a column. */
    int columnLength() {
        return rows - (graph ? 1 : 0);
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
