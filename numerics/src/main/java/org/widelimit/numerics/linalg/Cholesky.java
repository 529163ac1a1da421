package org.widelimit.numerics.linalg;

import java.util.Optional;
import org.ejml.data.DMatrixRMaj;

/** {@code A = L L^T} of a positive definite matrix, for solving with it. */
public final class Cholesky {

    private final DMatrixRMaj factor;

    private Cholesky(DMatrixRMaj factor) {
        this.factor = factor;
    }

    /** The factorisation of the symmetric a (n, n); empty when it is not positive definite to working precision. */
    public static Optional<Cholesky> of(DMatrixRMaj a, DenseBackend backend) {
        return backend.cholesky(a).map(Cholesky::new);
    }

    /**
     * {@code A^-1 B}, as a new matrix.
     *
     * @param b (n, m)
     */
    public DMatrixRMaj solve(DMatrixRMaj b) {
        int n = factor.numRows;
        if (b.numRows != n) {
            throw new IllegalArgumentException(
                    "expected %d rows, found shape (%d x %d)".formatted(n, b.numRows, b.numCols));
        }
        DMatrixRMaj x = b.copy();
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < i; k++) {
                subtractRow(x, i, factor.data[i * n + k], k);
            }
            divideRow(x, i, factor.data[i * n + i]);
        }
        // Backwards by rows of L too, which lie together: what row i is worth is taken from all rows above.
        for (int i = n - 1; i >= 0; i--) {
            divideRow(x, i, factor.data[i * n + i]);
            for (int k = 0; k < i; k++) {
                subtractRow(x, k, factor.data[i * n + k], i);
            }
        }
        return x;
    }

    private static void subtractRow(DMatrixRMaj x, int row, double multiple, int other) {
        int m = x.numCols;
        for (int j = 0; j < m; j++) {
            x.data[row * m + j] -= multiple * x.data[other * m + j];
        }
    }

    private static void divideRow(DMatrixRMaj x, int row, double divisor) {
        int m = x.numCols;
        for (int j = 0; j < m; j++) {
            x.data[row * m + j] /= divisor;
        }
    }
}
