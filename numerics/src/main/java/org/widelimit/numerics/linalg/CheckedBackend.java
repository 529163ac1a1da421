package org.widelimit.numerics.linalg;

import java.util.Arrays;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;

/**
 * The contract of {@link DenseBackend}, once for all: checks, empty matrices, copies, signs. What remains for an
 * implementation is arithmetic on shapes that fit and entries that are finite.
 */
abstract class CheckedBackend implements DenseBackend {

    /** Far above what rounding does to a Gram matrix, far below any real asymmetry. */
    private static final double ASYMMETRY = 1e-8;

    /** {@code C <- alpha op(A) op(B) + beta C}: no dimension is 0, alpha is not 0, c is a matrix of its own. */
    abstract void product(
            Transpose ta, Transpose tb, double alpha, DMatrixRMaj a, DMatrixRMaj b, double beta, DMatrixRMaj c);

    /** Lower triangle of {@code C <- alpha A A^T + beta C}, under the same conditions. */
    abstract void gram(double alpha, DMatrixRMaj a, double beta, DMatrixRMaj c);

    /** Of matrices with the same number of columns, which may be empty. */
    abstract RowProducts tiles(Rows x, Rows y, int threads);

    /**
     * Of a symmetric matrix that may be overwritten, not empty. Order as in {@link SymmetricEigen}, signs as they come.
     */
    abstract SymmetricEigen eigen(DMatrixRMaj owned);

    /** Eigenvalues, ascending, of a symmetric matrix that may be overwritten, not empty. */
    abstract double[] eigenvalues(DMatrixRMaj owned);

    /** Of a matrix that may be overwritten, not empty. Order as in {@link Svd}, signs as they come. */
    abstract Svd decomposition(DMatrixRMaj owned);

    /** Singular values, descending, of a matrix that may be overwritten, not empty. */
    abstract double[] decompositionValues(DMatrixRMaj owned);

    /** Puts L into the lower triangle of a symmetric matrix, not empty; false when it is not positive definite. */
    abstract boolean factor(DMatrixRMaj owned);

    @Override
    public final int threads() {
        return 1;
    }

    @Override
    public final void gemm(
            Transpose ta, Transpose tb, double alpha, DMatrixRMaj a, DMatrixRMaj b, double beta, DMatrixRMaj c) {
        int m = ta.rows(a);
        int n = tb.columns(b);
        int k = ta.columns(a);
        if (tb.rows(b) != k || c.numRows != m || c.numCols != n) {
            throw new IllegalArgumentException(
                    "expected shapes (m x k) (k x n) -> (m x n), found (%d x %d) (%d x %d) -> (%d x %d)"
                            .formatted(m, k, tb.rows(b), n, c.numRows, c.numCols));
        }
        checkSeparate(a, c);
        checkSeparate(b, c);
        if (m == 0 || n == 0) {
            return;
        }
        if (k == 0 || alpha == 0) {
            scale(beta, c);
            return;
        }
        product(ta, tb, alpha, a, b, beta, c);
    }

    @Override
    public final void syrk(double alpha, DMatrixRMaj a, double beta, DMatrixRMaj c) {
        if (c.numRows != a.numRows || c.numCols != a.numRows) {
            throw new IllegalArgumentException("expected shapes (m x k) -> (m x m), found (%d x %d) -> (%d x %d)"
                    .formatted(a.numRows, a.numCols, c.numRows, c.numCols));
        }
        checkSeparate(a, c);
        if (a.numRows == 0) {
            return;
        }
        if (a.numCols == 0 || alpha == 0) {
            scale(beta, c);
        } else {
            gram(alpha, a, beta, c);
        }
        Triangles.mirrorLower(c);
    }

    @Override
    public final RowProducts rowProducts(Rows x, Rows y, int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("expected threads >= 1, found " + threads);
        }
        if (x.length() != y.length()) {
            throw new IllegalArgumentException("expected rows of the same length, found shapes (%d x %d) and (%d x %d)"
                    .formatted(x.count(), x.length(), y.count(), y.length()));
        }
        checkSize(x);
        checkSize(y);
        return tiles(x, y, threads);
    }

    private static void checkSize(Rows rows) {
        if ((long) rows.count() * rows.length() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("expected a matrix of less than 2^31 entries, found %d x %d"
                    .formatted(rows.count(), rows.length()));
        }
    }

    @Override
    public final SymmetricEigen symmetricEigen(DMatrixRMaj a) {
        DMatrixRMaj symmetric = symmetric(a);
        if (a.numRows == 0) {
            return new SymmetricEigen(new double[0], symmetric);
        }
        SymmetricEigen eigen = eigen(symmetric);
        Signs.normalise(eigen.vectors());
        return eigen;
    }

    @Override
    public final double[] symmetricEigenvalues(DMatrixRMaj a) {
        DMatrixRMaj symmetric = symmetric(a);
        return a.numRows == 0 ? new double[0] : eigenvalues(symmetric);
    }

    @Override
    public final Svd svd(DMatrixRMaj a) {
        checkFinite(a);
        if (a.numRows == 0 || a.numCols == 0) {
            return new Svd(new DMatrixRMaj(a.numRows, 0), new double[0], new DMatrixRMaj(a.numCols, 0));
        }
        Svd svd = decomposition(a.copy());
        withoutNegativeZeros(svd.values());
        Signs.normalise(svd.u(), svd.v());
        return svd;
    }

    @Override
    public final double[] singularValues(DMatrixRMaj a) {
        checkFinite(a);
        return a.numRows == 0 || a.numCols == 0 ? new double[0] : withoutNegativeZeros(decompositionValues(a.copy()));
    }

    /** LAPACK has -0.0 among the singular values of some matrices without full rank. */
    private static double[] withoutNegativeZeros(double[] values) {
        for (int k = 0; k < values.length; k++) {
            values[k] += 0.0;
        }
        return values;
    }

    @Override
    public final Optional<DMatrixRMaj> cholesky(DMatrixRMaj a) {
        DMatrixRMaj factor = symmetric(a);
        if (a.numRows > 0 && !factor(factor)) {
            return Optional.empty();
        }
        Triangles.clearUpper(factor);
        return Optional.of(factor);
    }

    private static void scale(double beta, DMatrixRMaj c) {
        int size = c.getNumElements();
        if (beta == 0) {
            Arrays.fill(c.data, 0, size, 0);
            return;
        }
        for (int i = 0; i < size; i++) {
            c.data[i] *= beta;
        }
    }

    private static void checkSeparate(DMatrixRMaj factor, DMatrixRMaj c) {
        // Empty arrays may be shared, nothing is written to them.
        if (factor.data == c.data && c.getNumElements() > 0) {
            throw new IllegalArgumentException("expected an output with memory of its own, found one of the factors");
        }
    }

    private static void checkFinite(DMatrixRMaj a) {
        int size = a.getNumElements();
        for (int i = 0; i < size; i++) {
            if (!Double.isFinite(a.data[i])) {
                throw new IllegalArgumentException("expected finite entries, found %s at row %d, column %d"
                        .formatted(a.data[i], i / a.numCols, i % a.numCols));
            }
        }
    }

    /** A copy of a that is exactly symmetric. */
    private static DMatrixRMaj symmetric(DMatrixRMaj a) {
        if (a.numRows != a.numCols) {
            throw new IllegalArgumentException(
                    "expected a symmetric matrix, found shape %d x %d".formatted(a.numRows, a.numCols));
        }
        checkFinite(a);
        double allowed = ASYMMETRY * largest(a);
        int n = a.numRows;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                double lower = a.data[i * n + j];
                double upper = a.data[j * n + i];
                if (Math.abs(lower - upper) > allowed) {
                    throw new IllegalArgumentException(
                            "expected a symmetric matrix, found %s at (%d, %d) and %s at (%d, %d)"
                                    .formatted(lower, i, j, upper, j, i));
                }
            }
        }
        return SymmetricPart.of(a);
    }

    static double largest(DMatrixRMaj a) {
        double largest = 0;
        int size = a.getNumElements();
        for (int i = 0; i < size; i++) {
            largest = Math.max(largest, Math.abs(a.data[i]));
        }
        return largest;
    }
}
