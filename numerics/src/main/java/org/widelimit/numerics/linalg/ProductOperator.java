package org.widelimit.numerics.linalg;

/** {@code A B}. */
record ProductOperator(LinearOperator a, LinearOperator b) implements LinearOperator {

    ProductOperator {
        if (a.columns() != b.rows()) {
            throw new IllegalArgumentException("expected operators (m x k) (k x n), found (%d x %d) (%d x %d)"
                    .formatted(a.rows(), a.columns(), b.rows(), b.columns()));
        }
    }

    @Override
    public int rows() {
        return a.rows();
    }

    @Override
    public int columns() {
        return b.columns();
    }

    @Override
    public void apply(double[] x, double[] y) {
        // A new array at each call: an operator may be in use by several threads.
        double[] between = new double[b.rows()];
        b.apply(x, between);
        a.apply(between, y);
    }

    @Override
    public void applyTranspose(double[] x, double[] y) {
        double[] between = new double[a.columns()];
        a.applyTranspose(x, between);
        b.applyTranspose(between, y);
    }
}
