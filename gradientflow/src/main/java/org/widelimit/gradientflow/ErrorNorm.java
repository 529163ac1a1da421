package org.widelimit.gradientflow;

/** How one number is made of the errors of all components, each in units of its tolerance. A step is accepted where that number is at most 1. */
public enum ErrorNorm {
    /** max_i |e_i|: the tolerance holds for each component, and none can hide behind many that are at rest. */
    MAXIMUM {
        @Override
        double of(double[] errors) {
            return Norms.largest(errors);
        }
    },
    /**
     * sqrt(mean_i e_i^2): the tolerance holds on average, as in Hairer's own program and in SciPy. Of n components, one alone may be off by sqrt(n)
     * times its tolerance.
     */
    ROOT_MEAN_SQUARE {
        @Override
        double of(double[] errors) {
            return Norms.euclidean(errors) / Math.sqrt(errors.length);
        }
    };

    abstract double of(double[] errors);
}
