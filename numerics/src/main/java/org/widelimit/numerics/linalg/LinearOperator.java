package org.widelimit.numerics.linalg;

import org.ejml.data.DMatrixRMaj;

/**
 * A linear map known only by what it does to a vector: {@code y = A x} and {@code x' = A^T y'}. What a matrix too large
 * to store, or a product of matrices, needs to offer for its spectrum to be found.
 */
public interface LinearOperator {

    /** Dimension of {@code A x}. */
    int rows();

    /** Dimension of x. */
    int columns();

    /**
     * {@code y <- A x}.
     *
     * @param x length {@link #columns()}, not changed
     * @param y length {@link #rows()}, overwritten; another array than x
     */
    void apply(double[] x, double[] y);

    /**
     * {@code y <- A^T x}.
     *
     * @param x length {@link #rows()}, not changed
     * @param y length {@link #columns()}, overwritten; another array than x
     */
    void applyTranspose(double[] x, double[] y);

    /** The matrix as an operator; a view, so later changes to the matrix show. */
    static LinearOperator of(DMatrixRMaj matrix) {
        return new MatrixOperator(matrix);
    }

    /** {@code A^T}. */
    default LinearOperator transpose() {
        return new TransposedOperator(this);
    }

    /**
     * {@code A^T A}, symmetric and positive semi-definite; never formed. {@code A A^T} is {@code transpose().gram()}.
     */
    default LinearOperator gram() {
        return new ProductOperator(transpose(), this);
    }

    /** {@code A B}: first b, then this. */
    default LinearOperator times(LinearOperator b) {
        return new ProductOperator(this, b);
    }

    /** {@code factor A}. */
    default LinearOperator scaled(double factor) {
        return new ScaledOperator(this, factor);
    }
}
