package org.widelimit.graphon.cut;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;

/** Sets of rows and columns, as indicators. */
record Witness(boolean[] rows, boolean[] columns) {

    /** The best columns for these rows: those whose sum over the rows has the sign that gives more. */
    static Witness forRows(DMatrixRMaj a, boolean[] rows) {
        double[] sums = new double[a.numCols];
        for (int i = 0; i < a.numRows; i++) {
            for (int j = 0; rows[i] && j < a.numCols; j++) {
                sums[j] += a.unsafe_get(i, j);
            }
        }
        double positive = Arrays.stream(sums).filter(x -> x > 0).sum();
        double negative = -Arrays.stream(sums).filter(x -> x < 0).sum();
        boolean[] columns = new boolean[sums.length];
        for (int j = 0; j < sums.length; j++) {
            columns[j] = positive >= negative ? sums[j] > 0 : sums[j] < 0;
        }
        return new Witness(rows, columns);
    }
}
