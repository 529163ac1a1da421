package org.widelimit.graphon.cut;

import org.ejml.data.DMatrixRMaj;

/** The maximum of s^T B t over signs, with B = [[sg, c^T], [r, A]] and its transpose both stored by rows. */
final class SignProblem {

    /** A rise below this part of the value is rounding. */
    private static final double SMALLEST_RISE = 1e-13;

    private final DMatrixRMaj b;
    private final DMatrixRMaj transposed;

    SignProblem(DMatrixRMaj a) {
        b = new DMatrixRMaj(a.numRows + 1, a.numCols + 1);
        transposed = new DMatrixRMaj(a.numCols + 1, a.numRows + 1);
        for (int i = 0; i < a.numRows; i++) {
            for (int j = 0; j < a.numCols; j++) {
                double value = a.unsafe_get(i, j);
                b.unsafe_set(i + 1, j + 1, value);
                b.data[(i + 1) * b.numCols] += value;
                b.data[j + 1] += value;
                b.data[0] += value;
            }
        }
        for (int i = 0; i < b.numRows; i++) {
            for (int j = 0; j < b.numCols; j++) {
                transposed.unsafe_set(j, i, b.unsafe_get(i, j));
            }
        }
    }

    int rows() {
        return b.numRows;
    }

    int columns() {
        return b.numCols;
    }

    /** Entries of B, row by row. */
    double[] byRows() {
        return b.data;
    }

    /** Entries of B, column by column. */
    double[] byColumns() {
        return transposed.data;
    }

    /**
     * Signs and what they give.
     *
     * @param s signs of the rows, s_0 first
     * @param t signs of the columns, t_0 first
     * @param value s^T B t
     */
    record State(double[] s, double[] t, double value) {

        /** S = {i: s_i = s_0} and T = {j: t_j = t_0}; their sum is positive when s_0 = t_0 and negative otherwise. */
        Witness witness() {
            boolean[] rows = new boolean[s.length - 1];
            for (int i = 0; i < rows.length; i++) {
                rows[i] = s[i + 1] == s[0];
            }
            boolean[] columns = new boolean[t.length - 1];
            for (int j = 0; j < columns.length; j++) {
                columns[j] = t[j + 1] == t[0];
            }
            return new Witness(rows, columns);
        }
    }

    /** Best row signs for these column signs, best column signs for those, and so on until the value rests. */
    State alternated(double[] start) {
        double[] t = start.clone();
        double[] s = new double[rows()];
        double value = Double.NEGATIVE_INFINITY;
        while (true) {
            signs(product(b, t), s);
            double[] g = product(transposed, s);
            signs(g, t);
            double next = 0;
            for (int j = 0; j < t.length; j++) {
                next += t[j] * g[j];
            }
            if (next <= value + SMALLEST_RISE * Math.abs(value)) {
                return new State(s, t, next);
            }
            value = next;
        }
    }

    /** M x, in four partial sums so that additions overlap. */
    static double[] product(DMatrixRMaj m, double[] x) {
        double[] y = new double[m.numRows];
        int whole = m.numCols - m.numCols % 4;
        for (int i = 0; i < y.length; i++) {
            int row = i * m.numCols;
            double s0 = 0;
            double s1 = 0;
            double s2 = 0;
            double s3 = 0;
            for (int j = 0; j < whole; j += 4) {
                s0 += m.data[row + j] * x[j];
                s1 += m.data[row + j + 1] * x[j + 1];
                s2 += m.data[row + j + 2] * x[j + 2];
                s3 += m.data[row + j + 3] * x[j + 3];
            }
            for (int j = whole; j < m.numCols; j++) {
                s0 += m.data[row + j] * x[j];
            }
            y[i] = (s0 + s1) + (s2 + s3);
        }
        return y;
    }

    /** The signs of the values; 0 counts as positive. */
    private static void signs(double[] values, double[] signs) {
        for (int k = 0; k < values.length; k++) {
            signs[k] = values[k] < 0 ? -1 : 1;
        }
    }
}
