package org.widelimit.gradientflow;

/**
 * How one number is made of the errors of all components, each in units of its tolerance. A step is accepted where that number is at most 1. With the
 * norm go the limits to how much longer or shorter than a step the next one may be.
 */
public enum ErrorNorm {
    /** max_i |e_i|: the tolerance holds for each component, and none can hide behind many that are at rest. */
    MAXIMUM(6, 1.0 / 3) {
        @Override
        double of(double[] errors) {
            return Norms.largest(errors);
        }
    },
    /**
     * sqrt(mean_i e_i^2): the tolerance holds on average, as in Hairer's own program and in SciPy, whose limits these are: the steps are those of its DOP853. Of n components, one alone may be off by sqrt(n)
     * times its tolerance.
     */
    ROOT_MEAN_SQUARE(10, 0.2) {
        @Override
        double of(double[] errors) {
            return Norms.euclidean(errors) / Math.sqrt(errors.length);
        }
    };

    private final double largestGrowth;
    private final double largestCut;

    ErrorNorm(double largestGrowth, double largestCut) {
        this.largestGrowth = largestGrowth;
        this.largestCut = largestCut;
    }

    abstract double of(double[] errors);

    /** The next step over this one, at most. */
    double largestGrowth() {
        return largestGrowth;
    }

    /** A step over the one that failed, at least. */
    double largestCut() {
        return largestCut;
    }
}
