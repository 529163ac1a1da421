package org.widelimit.networks;

import org.ejml.data.DMatrixRMaj;

/** The one check that all losses share. */
final class LossShapes {
    private LossShapes() {}

    static void check(DMatrixRMaj f, DMatrixRMaj other) {
        if (f.numRows != other.numRows || f.numCols != other.numCols) {
            throw new IllegalArgumentException("expected targets of shape (" + f.numRows + ", " + f.numCols
                    + "), found (" + other.numRows + ", " + other.numCols + ")");
        }
        if (f.numRows == 0) {
            throw new IllegalArgumentException("expected at least one example, found none");
        }
    }
}
