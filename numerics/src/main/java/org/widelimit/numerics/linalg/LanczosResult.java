package org.widelimit.numerics.linalg;

import org.ejml.data.DMatrixRMaj;

/**
 * Some eigenpairs of a symmetric operator.
 *
 * <p>The arrays are handed over, not copied.
 *
 * @param values k eigenvalues, each as often as its multiplicity; descending from {@link Lanczos#largest}, ascending
 *     from {@link Lanczos#smallest}
 * @param vectors n x k, orthonormal columns; column i belongs to value i; signs as in {@link SymmetricEigen}
 * @param residuals {@code |A v_i - theta_i v_i|}, computed with one more product each. An eigenvalue of A lies within
 *     residual i of value i
 * @param products how often the operator was applied
 * @param converged whether every residual is within the tolerance, and the search for further copies came to its end
 */
public record LanczosResult(double[] values, DMatrixRMaj vectors, double[] residuals, int products, boolean converged) {

    public LanczosResult {
        if (vectors.numCols != values.length || residuals.length != values.length) {
            throw new IllegalArgumentException("expected %d eigenvectors and residuals, found %d and %d"
                    .formatted(values.length, vectors.numCols, residuals.length));
        }
    }
}
