package org.widelimit.graphon.cut;

import org.widelimit.numerics.linalg.RoundingBounds;

/** {@link RoundingBounds}, and numbers rounded in a known direction. */
final class Rounding {

    static final double U = RoundingBounds.U;

    private Rounding() {}

    /** gamma(k), rounded up. */
    static double gamma(double k) {
        return RoundingBounds.gamma(k);
    }

    /** x (1 + k roundings), an upper bound of what x >= 0 stands for when k operations made it. */
    static double up(double x, double k) {
        return RoundingBounds.up(x, k);
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
