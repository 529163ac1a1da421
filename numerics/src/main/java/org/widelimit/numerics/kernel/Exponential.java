package org.widelimit.numerics.kernel;

/**
 * e^x and tanh x without a branch, so that vector instructions can follow the same steps: with k the integer nearest to x / ln 2 and r = x - k ln
 * 2, |r| &lt;= 0.3466,
 *
 * <p>e^x = 2^k (1 + E(r)), tanh x = t / (t + 2) with t = e^(2x) - 1 = 2^k E(r) + (2^k - 1),
 *
 * <p>where E(r) = e^r - 1 = r + r^2 (1/2! + r/3! + ... + r^11/13!), the rest being below 2e-17 of E. e^x is good to 1 unit in the last place (where it is
 * subnormal, of the smallest number), tanh x to 3.
 */
public final class Exponential {
    /** 1 / ln 2. */
    public static final double PER_LN2 = 0x1.71547652b82fep0;
    /** The first 28 bits of ln 2: x minus a multiple of it is exact. */
    public static final double LN2_HIGH = 0x1.62e42fep-1;
    /** ln 2 - {@link #LN2_HIGH}. */
    public static final double LN2_LOW = 0x1.f473de6af278fp-30;
    /** 1.5 * 2^52: a double this large has no digits after the point, and its last bits are the integer that was added. */
    public static final double INTEGER = 0x1.8p52;
    /** The same and the bias of an exponent, so that its last bits are those of a power of two. */
    public static final double EXPONENT = INTEGER + 1023;
    /** How far to shift an exponent. */
    public static final int EXPONENT_SHIFT = 52;
    /** Beyond, e^x is infinite. */
    public static final double LARGEST = 710;
    /** Below, e^x is 0. */
    public static final double SMALLEST = -746;
    /** From half of this on, tanh x is 1. */
    public static final double SATURATED = 44;

    private static final double[] SERIES = series(12);

    private Exponential() {}

    /**
     * 1/2!, 1/3!, ..., 1/13!.
     *
     * @return a copy
     */
    public static double[] series() {
        return SERIES.clone();
    }

    /**
     * e^x.
     *
     * @param x any number
     * @return the value
     */
    public static double exp(double x) {
        double bounded = Math.max(SMALLEST, Math.min(LARGEST, x));
        double k = (bounded * PER_LN2 + INTEGER) - INTEGER;
        double half = (k * 0.5 + INTEGER) - INTEGER;
        // Two powers of two: one alone may not fit although the product does.
        return (1 + rise(bounded, k)) * power(half) * power(k - half);
    }

    /**
     * tanh x.
     *
     * @param x any number
     * @return the value
     */
    public static double tanh(double x) {
        double twice = Math.min(SATURATED, 2 * Math.abs(x));
        double k = (twice * PER_LN2 + INTEGER) - INTEGER;
        double scale = power(k);
        double t = Math.fma(scale, rise(twice, k), scale - 1);
        return Math.copySign(t / (t + 2), x);
    }

    /** E(x - k ln 2). */
    private static double rise(double x, double k) {
        double r = Math.fma(-k, LN2_LOW, Math.fma(-k, LN2_HIGH, x));
        double q = SERIES[SERIES.length - 1];
        for (int j = SERIES.length - 2; j >= 0; j--) {
            q = Math.fma(q, r, SERIES[j]);
        }
        return Math.fma(r * r, q, r);
    }

    /** 2^k for an integer k. */
    private static double power(double k) {
        return Double.longBitsToDouble(Double.doubleToRawLongBits(k + EXPONENT) << EXPONENT_SHIFT);
    }

    private static double[] series(int terms) {
        double[] series = new double[terms];
        double factorial = 1;
        for (int j = 0; j < terms; j++) {
            factorial *= j + 2;
            series[j] = 1 / factorial;
        }
        return series;
    }
}
