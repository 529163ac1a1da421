package org.widelimit.graphon.cut;

/**
 * Bounds on rounding errors, with u = 2^-53: a sum of k products in any order is off by at most gamma(k) times the sum
 * of the absolute values, gamma(k) = k u / (1 - k u) (Higham, Accuracy and Stability of Numerical Algorithms, 2002,
 * section 3.1).
 */
final class Rounding {

    static final double U = 0x1p-53;

    private Rounding() {}

    /** gamma(k), rounded up. */
    static double gamma(double k) {
        return k * U / (1 - k * U) * (1 + 4 * U);
    }

    /** x (1 + k roundings), an upper bound of what x >= 0 stands for when k operations made it. */
    static double up(double x, double k) {
        return Math.nextUp(x * (1 + gamma(k + 2)));
    }

    /** An upper bound of x / d, the quotient itself when it is exact. */
    static double divideUp(double x, double d) {
        double quotient = x / d;
        return Math.fma(quotient, d, -x) >= 0 ? quotient : Math.nextUp(quotient);
    }

    /** A lower bound of x / d, the quotient itself when it is exact. */
    static double divideDown(double x, double d) {
        double quotient = x / d;
        return Math.fma(quotient, d, -x) <= 0 ? quotient : Math.nextDown(quotient);
    }

    /** x 2^k, rounded up where it is subnormal, and no more than the largest double. */
    static double scaleUp(double x, int k) {
        double scaled = Math.scalb(x, k);
        boolean whole = scaled >= Double.MIN_NORMAL || x == 0;
        return Math.min(Double.MAX_VALUE, whole ? scaled : Math.nextUp(scaled));
    }

    /** x 2^k, rounded down where it is subnormal. */
    static double scaleDown(double x, int k) {
        double scaled = Math.scalb(x, k);
        boolean whole = scaled >= Double.MIN_NORMAL || x == 0;
        return Math.min(Double.MAX_VALUE, Math.max(0, whole ? scaled : Math.nextDown(scaled)));
    }
}
