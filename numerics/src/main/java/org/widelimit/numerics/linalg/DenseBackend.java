package org.widelimit.numerics.linalg;

import java.util.Optional;
import org.ejml.data.DMatrixRMaj;

/**
 * Dense linear algebra in doubles, in one thread. {@link DenseBackends} hands out the implementations; all of them are
 * safe to call from many threads at once.
 *
 * <p>No method changes or keeps its inputs, except for the output argument {@code c} of the products; what a method
 * returns is the caller's. Matrices without rows or columns are allowed everywhere.
 *
 * <p><b>Symmetric arguments.</b> Where a symmetric matrix is asked for, entries that mirror each other may differ by
 * 1e-8 of the largest absolute entry, and the computation uses (A + A^T) / 2. More than that is an {@link
 * IllegalArgumentException}.
 *
 * <p><b>Infinite entries and NaN.</b> Products pass them on as arithmetic does; decompositions answer with an {@link
 * IllegalArgumentException}. A decomposition whose iteration does not converge is an {@link ArithmeticException}.
 */
public interface DenseBackend {

    /** {@code openblas} or {@code ejml}. */
    String name();

    /** Name, version, core and threads, for a log or a report. */
    String description();

    /** The processor core whose kernels compute; the last bits depend on it. */
    String core();

    /** Threads that one call uses: 1. */
    int threads();

    /**
     * {@code C <- alpha op(A) op(B) + beta C}, with op(X) = X or X^T.
     *
     * @param a m x k after op
     * @param b k x n after op
     * @param beta where 0, the former content of c is not looked at
     * @param c m x n; neither a nor b
     * @throws IllegalArgumentException if the shapes do not fit or c is one of the factors
     */
    void gemm(Transpose ta, Transpose tb, double alpha, DMatrixRMaj a, DMatrixRMaj b, double beta, DMatrixRMaj c);

    /**
     * {@code C <- alpha A A^T + beta C}; c is exactly symmetric afterwards. At half the cost of {@link #gemm}.
     *
     * @param a m x k
     * @param beta where 0, the former content of c is not looked at
     * @param c m x m and not a; where beta is not 0 its lower triangle alone is read
     * @throws IllegalArgumentException if the shapes do not fit or c is a
     */
    void syrk(double alpha, DMatrixRMaj a, double beta, DMatrixRMaj c);

    /**
     * Tiles of {@code X Y^T}, to be closed after use.
     *
     * @param x m x d
     * @param y n x d; may be x
     * @throws IllegalArgumentException if the rows have different lengths
     */
    default RowProducts rowProducts(DMatrixRMaj x, DMatrixRMaj y) {
        Rows rows = Rows.of(x);
        return rowProducts(rows, y == x ? rows : Rows.of(y), 1);
    }

    /**
     * Tiles of {@code X Y^T} of matrices given by their rows, to be closed after use. Every row is asked for once, before this returns.
     *
     * @param x m rows of length d
     * @param y n rows of length d; may be x
     * @param threads {@code >= 1}; so many may ask for rows at the same time
     * @throws IllegalArgumentException if the rows have different lengths, or X or Y has 2^31 entries or more
     * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
     */
    RowProducts rowProducts(Rows x, Rows y, int threads);

    /** All eigenvalues and eigenvectors of the symmetric a. */
    SymmetricEigen symmetricEigen(DMatrixRMaj a);

    /** All eigenvalues of the symmetric a, ascending. At a fraction of the cost of {@link #symmetricEigen}. */
    double[] symmetricEigenvalues(DMatrixRMaj a);

    /** The thin singular value decomposition of a. */
    Svd svd(DMatrixRMaj a);

    /** The min(m, n) singular values of a, descending. */
    double[] singularValues(DMatrixRMaj a);

    /**
     * The lower triangular L with positive diagonal and {@code A = L L^T}, zeros above the diagonal; empty when the
     * symmetric a is not positive definite to working precision. (For a semi-definite matrix that is a matter of
     * rounding.)
     */
    Optional<DMatrixRMaj> cholesky(DMatrixRMaj a);

    /** {@code A B}, as a new matrix. */
    default DMatrixRMaj multiply(DMatrixRMaj a, DMatrixRMaj b) {
        return product(Transpose.NO, Transpose.NO, a, b);
    }

    /** {@code A^T B}, as a new matrix. */
    default DMatrixRMaj multiplyTransA(DMatrixRMaj a, DMatrixRMaj b) {
        return product(Transpose.YES, Transpose.NO, a, b);
    }

    /** {@code A B^T}, as a new matrix. */
    default DMatrixRMaj multiplyTransB(DMatrixRMaj a, DMatrixRMaj b) {
        return product(Transpose.NO, Transpose.YES, a, b);
    }

    private DMatrixRMaj product(Transpose ta, Transpose tb, DMatrixRMaj a, DMatrixRMaj b) {
        DMatrixRMaj c = new DMatrixRMaj(ta.rows(a), tb.columns(b));
        gemm(ta, tb, 1, a, b, 0, c);
        return c;
    }
}
