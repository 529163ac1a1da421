package org.widelimit.numerics.linalg;

/**
 * A symmetric operator that counts how often it was applied, and remembers how large it looked. Belongs to one thread.
 */
final class ProductCounter {

    private final LinearOperator operator;
    private final int limit;
    private int products;
    private double norm;

    ProductCounter(LinearOperator operator, int limit) {
        this.operator = operator;
        this.limit = limit;
    }

    int size() {
        return operator.rows();
    }

    void apply(double[] x, double[] y) {
        operator.apply(x, y);
        products++;
        for (double entry : y) {
            if (!Double.isFinite(entry)) {
                throw new ArithmeticException("expected a finite vector from the operator, found an entry " + entry);
            }
        }
    }

    /** A lower bound of |A| that was met: an entry of the projected matrix, or a Ritz value. */
    void sawNorm(double lowerBound) {
        norm = Math.max(norm, lowerBound);
    }

    /** The largest lower bound of |A| so far. */
    double norm() {
        return norm;
    }

    int products() {
        return products;
    }

    boolean exhausted() {
        return products >= limit;
    }
}
