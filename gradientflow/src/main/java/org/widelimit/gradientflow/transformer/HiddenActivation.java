package org.widelimit.gradientflow.transformer;

/** The activation between W^[1] and W^[2]. */
public enum HiddenActivation {
    /** x. */
    IDENTITY {
        @Override
        double value(double h) {
            return h;
        }

        @Override
        double slope(double value) {
            return 1;
        }
    },
    /** tanh x. */
    TANH {
        @Override
        double value(double h) {
            return Math.tanh(h);
        }

        @Override
        double slope(double value) {
            return (1 - value) * (1 + value);
        }
    };

    abstract double value(double h);

    /** The derivative, as a function of the value. */
    abstract double slope(double value);
}
