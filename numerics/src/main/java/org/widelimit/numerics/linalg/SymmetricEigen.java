package org.widelimit.numerics.linalg;

import org.ejml.data.DMatrixRMaj;

/**
 * {@code A = V diag(values) V^T} of a symmetric n x n matrix.
 *
 * <p>The arrays are handed over, not copied.
 *
 * @param values the n eigenvalues, ascending
 * @param vectors n x n, orthogonal; column i belongs to value i. Of its two signs each column has the one that makes
 *     its entry of largest absolute value (the first, of equal ones) positive
 */
public record SymmetricEigen(double[] values, DMatrixRMaj vectors) {
    public SymmetricEigen {
        if (vectors.numRows != values.length || vectors.numCols != values.length) {
            throw new IllegalArgumentException("expected %d x %d eigenvectors for %d eigenvalues, found %d x %d"
                    .formatted(values.length, values.length, values.length, vectors.numRows, vectors.numCols));
        }
    }
}
