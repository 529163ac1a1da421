package org.widelimit.graphon.cut;

/** The maximum of s^T B t over signs s, t in {-1, 1}, with B = [[sg, c^T], [r, A]]. */
interface SignProblem {

    /** A rise below this part of the value is rounding. */
    double SMALLEST_RISE = 1e-13;

    int rows();

    int columns();

    /** B t. */
    double[] rowFields(double[] t);

    /** B^T s. */
    double[] columnFields(double[] s);

    /** target &lt;- target + factor (row i of B). */
    void addRow(int i, double factor, double[] target);

    /** target &lt;- target + factor (column j of B). */
    void addColumn(int j, double factor, double[] target);

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
    default State alternated(double[] start) {
        double[] t = start.clone();
        double[] s = new double[rows()];
        double value = Double.NEGATIVE_INFINITY;
        while (true) {
            signs(rowFields(t), s);
            double[] g = columnFields(s);
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

    /** The signs of the values; 0 counts as positive. */
    private static void signs(double[] values, double[] signs) {
        for (int k = 0; k < values.length; k++) {
            signs[k] = values[k] < 0 ? -1 : 1;
        }
    }
}
