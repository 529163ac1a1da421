package org.widelimit.numerics.linalg;

/** {@code factor A}. */
record ScaledOperator(LinearOperator of, double factor) implements LinearOperator {

    @Override
    public int rows() {
        return of.rows();
    }

    @Override
    public int columns() {
        return of.columns();
    }

    @Override
    public void apply(double[] x, double[] y) {
        of.apply(x, y);
        Vectors.scale(factor, y);
    }

    @Override
    public void applyTranspose(double[] x, double[] y) {
        of.applyTranspose(x, y);
        Vectors.scale(factor, y);
    }
}
