package org.widelimit.numerics.linalg;

import org.ejml.data.DMatrixRMaj;

/**
 * The thin singular value decomposition {@code A = U diag(values) V^T} of an m x n matrix, with k = min(m, n).
 *
 * <p>The arrays are handed over, not copied.
 *
 * @param u m x k, orthonormal columns. Of its two signs each column has the one that makes its entry of largest
 *     absolute value (the first, of equal ones) positive; the column of v goes with it
 * @param values the k singular values, descending, none negative
 * @param v n x k, orthonormal columns
 */
public record Svd(DMatrixRMaj u, double[] values, DMatrixRMaj v) {
    public Svd {
        if (u.numCols != values.length || v.numCols != values.length) {
            throw new IllegalArgumentException("expected %d singular vectors on each side, found %d left and %d right"
                    .formatted(values.length, u.numCols, v.numCols));
        }
    }
}
