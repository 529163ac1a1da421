package org.widelimit.numerics.linalg;

/** {@code A^T}. */
record TransposedOperator(LinearOperator of) implements LinearOperator {

    @Override
    public int rows() {
        return of.columns();
    }

    @Override
    public int columns() {
        return of.rows();
    }

    @Override
    public void apply(double[] x, double[] y) {
        of.applyTranspose(x, y);
    }

    @Override
    public void applyTranspose(double[] x, double[] y) {
        of.apply(x, y);
    }

    @Override
    public LinearOperator transpose() {
        return of;
    }
}
