package org.widelimit.numerics.linalg;

import org.ejml.data.DMatrixRMaj;

/** The sign that a decomposition leaves open, chosen: so backends agree on every vector whose value is simple. */
final class Signs {

    private Signs() {}

    /**
     * Flips columns so that in the first matrix the entry of largest absolute value, the first of equal ones, is
     * positive; the others get the same flips.
     */
    static void normalise(DMatrixRMaj leading, DMatrixRMaj... followers) {
        int columns = leading.numCols;
        double[] pivots = new double[columns];
        for (int i = 0; i < leading.numRows; i++) {
            for (int j = 0; j < columns; j++) {
                double entry = leading.data[i * columns + j];
                if (Math.abs(entry) > Math.abs(pivots[j])) {
                    pivots[j] = entry;
                }
            }
        }
        flip(pivots, leading);
        for (DMatrixRMaj follower : followers) {
            flip(pivots, follower);
        }
    }

    private static void flip(double[] pivots, DMatrixRMaj a) {
        for (int i = 0; i < a.numRows; i++) {
            for (int j = 0; j < pivots.length; j++) {
                if (pivots[j] < 0) {
                    a.data[i * pivots.length + j] *= -1;
                }
            }
        }
    }
}
