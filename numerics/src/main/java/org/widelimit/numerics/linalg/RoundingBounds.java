package org.widelimit.numerics.linalg;

/**
 * Bounds on rounding errors, with u = 2^-53: a sum of k products in any order is off by at most gamma(k) times the sum
 * of the absolute values, gamma(k) = k u / (1 - k u) (Higham, Accuracy and Stability of Numerical Algorithms, 2002,
 * section 3.1).
 */
public final class RoundingBounds {

    /** u, the unit roundoff. */
    public static final double U = 0x1p-53;

    private RoundingBounds() {}

    /** gamma(k), rounded up. */
    public static double gamma(double k) {
        return k * U / (1 - k * U) * (1 + 4 * U);
    }

    /** x (1 + k roundings), an upper bound of what x >= 0 stands for when k operations made it. */
    public static double up(double x, double k) {
        return Math.nextUp(x * (1 + gamma(k + 2)));
    }
}
