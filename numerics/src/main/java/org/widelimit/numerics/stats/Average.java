package org.widelimit.numerics.stats;

/**
 * Which mean of the replicates a statement is about. It is g^-1(E[g(X)]): the mean is taken on the scale g, where the
 * interval is made, and transformed back.
 *
 * <p>Heavy-tailed positive quantities (traces, deep products) have a geometric mean that few replicates can estimate
 * where the arithmetic one needs thousands; but it is another number, so a claim has to say which one it means.
 */
public enum Average {
    /** E[X]. */
    ARITHMETIC {
        @Override
        double forward(double x) {
            return x;
        }

        @Override
        double backward(double m) {
            return m;
        }

        @Override
        double logOf(double m) {
            return Math.log(m);
        }

        @Override
        double logDerivative(double m) {
            return 1 / m;
        }
    },
    /** exp E[log X], X > 0; close to the median for skewed X. */
    GEOMETRIC {
        @Override
        double forward(double x) {
            return Math.log(x);
        }

        @Override
        double backward(double m) {
            return Math.exp(m);
        }

        @Override
        double logOf(double m) {
            return m;
        }

        @Override
        double logDerivative(double m) {
            return 1;
        }
    },
    /** sqrt E[X^2], X >= 0. */
    ROOT_MEAN_SQUARE {
        @Override
        double forward(double x) {
            return x * x;
        }

        @Override
        double backward(double m) {
            return Math.sqrt(Math.max(m, 0));
        }

        @Override
        double logOf(double m) {
            return Math.log(m) / 2;
        }

        @Override
        double logDerivative(double m) {
            return 1 / (2 * m);
        }
    };

    /** g. */
    abstract double forward(double x);

    /** g^-1, increasing. */
    abstract double backward(double m);

    /** log of the average, as a function of m = E[g(X)]. */
    abstract double logOf(double m);

    /** Derivative of {@link #logOf}. */
    abstract double logDerivative(double m);

    /**
     * g of every value.
     *
     * @throws IllegalArgumentException where a value is not finite, not positive under GEOMETRIC, or negative under
     * ROOT_MEAN_SQUARE
     */
    double[] forward(double[] values) {
        double[] transformed = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            double x = Levels.requireFinite(values[i], "values");
            if ((this == GEOMETRIC && x <= 0) || (this == ROOT_MEAN_SQUARE && x < 0)) {
                throw new IllegalArgumentException(
                        "expected positive values for the " + name() + " average, found " + x);
            }
            transformed[i] = forward(x);
        }
        return transformed;
    }

    /** The average of the values. */
    public double of(double... values) {
        return backward(Moments.of(forward(values)).mean());
    }
}
