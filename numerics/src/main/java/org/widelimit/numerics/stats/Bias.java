package org.widelimit.numerics.stats;

/**
 * How a quantity comes to its limit: v(n) = v + b n^-p for a growing scale, v + b n^p for a shrinking one, with p
 * known, or known to lie in a range, or no dependence on the scale at all.
 *
 * @param lowest smallest exponent, positive; 0 with {@code highest} 0 when there is no bias
 * @param highest largest exponent
 */
public record Bias(double lowest, double highest) {

    private static final int EXPONENTS_IN_RANGE = 9;

    public Bias {
        boolean none = lowest == 0 && highest == 0;
        boolean range = lowest > 0 && highest >= lowest && highest < Double.POSITIVE_INFINITY;
        if (!none && !range) {
            throw new IllegalArgumentException(
                    "expected exponents 0 < lowest <= highest, found " + lowest + " and " + highest);
        }
    }

    /** The expectation is the limit at every scale: an unbiased estimator. */
    public static Bias none() {
        return new Bias(0, 0);
    }

    /** The bias falls with this known exponent p. */
    public static Bias ofOrder(double exponent) {
        return new Bias(exponent, exponent);
    }

    /** The bias falls with an exponent in this range; the interval covers all exponents that fit the samples. */
    public static Bias between(double lowest, double highest) {
        return new Bias(lowest, highest);
    }

    /** Whether the scale makes no difference. */
    public boolean isNone() {
        return highest == 0;
    }

    /** The exponents to try, evenly spaced. */
    double[] exponents() {
        int count = lowest == highest ? 1 : EXPONENTS_IN_RANGE;
        double[] exponents = new double[count];
        for (int i = 0; i < count; i++) {
            exponents[i] = count == 1 ? lowest : lowest + (highest - lowest) * i / (count - 1);
        }
        return exponents;
    }

    /**
     * x_k = (distance of scale k from the limit, as a share of that of the nearest scale)^p: 0 at the limit, 1 at the
     * nearest scale.
     */
    static double[] regressors(double[] scales, double exponent) {
        double nearest = scales[scales.length - 1];
        boolean growing = nearest > scales[0];
        double[] x = new double[scales.length];
        for (int k = 0; k < x.length; k++) {
            x[k] = Math.pow(growing ? nearest / scales[k] : scales[k] / nearest, exponent);
        }
        return x;
    }
}
