package org.widelimit.numerics.linalg;

import org.ejml.data.DMatrixRMaj;

/** The symmetric part {@code (A + A^T)/2} of a square matrix that is symmetric but for rounding; exactly symmetric. */
public final class SymmetricPart {

    private SymmetricPart() {}

    /** The symmetric part as a new matrix. */
    public static DMatrixRMaj of(DMatrixRMaj a) {
        DMatrixRMaj symmetric = a.copy();
        replace(symmetric);
        return symmetric;
    }

    /** Replaces a matrix by its symmetric part. */
    public static void replace(DMatrixRMaj a) {
        int n = a.numRows;
        if (a.numCols != n) {
            throw new IllegalArgumentException("expected a square matrix, found shape " + n + " x " + a.numCols);
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                double lower = a.data[i * n + j];
                double upper = a.data[j * n + i];
                // Halves first, as the sum of two finite entries may overflow; of equal ones none, as half of a
                // subnormal is rounded.
                double mean = lower == upper ? lower : 0.5 * lower + 0.5 * upper;
                a.data[i * n + j] = mean;
                a.data[j * n + i] = mean;
            }
        }
    }
}
