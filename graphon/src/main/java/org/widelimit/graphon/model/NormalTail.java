package org.widelimit.graphon.model;

import org.hipparchus.special.Erf;

/**
 * The complementary error function for whole matrices of arguments: about ten times as fast as by the incomplete gamma
 * function, to a few units in the last place of max(erfc, 1e-16).
 *
 * <p>For x &gt;= 0, erfc(x) = exp(-x^2) f(t) / (1 + 2 x) with t = (x - K) / (x + K) in [-1, 1). f is smooth up to t =
 * 1, where it is 2 / pi^(1/2), and is interpolated at Chebyshev points (the form of Schonfelder, Chebyshev expansions
 * for the error and related functions, 1978). Its values there come from the library and, where that underflows, from
 * the continued fraction
 *
 * <pre>  exp(x^2) erfc(x) = pi^(-1/2) / (x + (1/2) / (x + (2/2) / (x + (3/2) / ...))).</pre>
 */
final class NormalTail {

    private static final double K = 3.75;
    private static final int TERMS = 28;
    private static final int FRACTION_TERMS = 200;

    /** From here on the continued fraction has converged to machine precision. */
    private static final double FRACTION_FROM = 1;

    private static final double[] COEFFICIENTS = coefficients();

    private NormalTail() {}

    static double erfc(double x) {
        if (x < 0) {
            return 2 - erfc(-x);
        }
        double square = x * x;
        if (!(square < 745)) { // exp(-745) is the smallest positive double
            return x > 0 ? 0 : x;
        }
        double t = (x - K) / (x + K);
        double next = 0;
        double afterNext = 0;
        for (int k = TERMS - 1; k > 0; k--) {
            double value = 2 * t * next - afterNext + COEFFICIENTS[k];
            afterNext = next;
            next = value;
        }
        return Math.exp(-square) * (t * next - afterNext + COEFFICIENTS[0]) / (1 + 2 * x);
    }

    private static double[] coefficients() {
        double[] coefficients = new double[TERMS];
        for (int node = 0; node < TERMS; node++) {
            double t = cosine(2 * node + 1);
            double value = (1 + 2 * K * (1 + t) / (1 - t)) * scaled(K * (1 + t) / (1 - t));
            for (int k = 0; k < TERMS; k++) {
                coefficients[k] += (k == 0 ? 1.0 : 2.0) / TERMS * value * cosine(k * (2 * node + 1));
            }
        }
        return coefficients;
    }

    /**
     * cos(pi k / (2 TERMS)). Whole turns are taken off as integers: a rounded large angle costs two digits in the
     * sums.
     */
    private static double cosine(int k) {
        return Math.cos(Math.PI * (k % (4 * TERMS)) / (2 * TERMS));
    }

    /** exp(x^2) erfc(x). */
    private static double scaled(double x) {
        if (x < FRACTION_FROM) {
            return Math.exp(x * x) * Erf.erfc(x);
        }
        double fraction = x;
        for (int k = FRACTION_TERMS; k > 0; k--) {
            fraction = x + k / 2.0 / fraction;
        }
        return 1 / (Math.sqrt(Math.PI) * fraction);
    }
}
