package org.widelimit.numerics.linalg;

import org.ejml.data.DMatrixRMaj;

/** Whether a factor of a product enters as it is, or transposed. */
public enum Transpose {
    /** As it is. */
    NO,
    /** Transposed. */
    YES;

    /** Rows of op(a). */
    int rows(DMatrixRMaj a) {
        return this == NO ? a.numRows : a.numCols;
    }

    /** Columns of op(a). */
    int columns(DMatrixRMaj a) {
        return this == NO ? a.numCols : a.numRows;
    }
}
