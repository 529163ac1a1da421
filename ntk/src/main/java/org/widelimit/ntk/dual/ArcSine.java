package org.widelimit.ntk.dual;

import org.widelimit.numerics.linalg.ArrayPolynomial;

/**
 * {@code asin(c)} from c and {@code d = sqrt(1 - c^2)}, relatively accurate, without a branch.
 *
 * <p>{@code asin(c) / c} is analytic in d in [0, 1], singular on the other side at d = -1. Here it is a polynomial of degree 23 in {@code y = 2 d - 1}, expanded from the interpolant in Chebyshev points (the script
 * half_angle_coefficients.py beside the tests prints it). A third of the cost of an arc tangent in scalar code, and the compiler makes vector instructions of it.
 */
final class ArcSine {
    /** Truncation and rounding of the coefficients: 7.1e-17 relatively. */
    private static final ArrayPolynomial RATIO = ArrayPolynomial.of(
            1.2091995761561452,
            -0.2636001412812849,
            0.06973319205204846,
            -0.019837146922480942,
            0.005861628974895889,
            -0.0017729284610536133,
            0.000544773989092726,
            -0.0001693099480664622,
            5.30736955302052e-05,
            -1.6749138741675468e-05,
            5.314323123103518e-06,
            -1.6936574709570878e-06,
            5.417536603572162e-07,
            -1.7383749739181444e-07,
            5.595267960079909e-08,
            -1.8047062577431048e-08,
            5.798810603478769e-09,
            -1.874709711934757e-09,
            6.427144734876462e-10,
            -2.105560987166535e-10,
            4.5380132200044075e-11,
            -1.4035065379657634e-11,
            1.3367524066992617e-11,
            -4.488893604045517e-12);

    private ArcSine() {}

    /**
     * {@code result[k] <- asin(c[k]) / c[k]} for {@code 0 <= k < count}.
     *
     * @param d {@code sqrt(1 - c^2)}
     * @param scratch for count numbers
     */
    static void ratio(int count, double[] d, double[] scratch, double[] result) {
        for (int k = 0; k < count; k++) {
            scratch[k] = 2 * d[k] - 1;
        }
        RATIO.evaluate(count, scratch, result);
    }
}
