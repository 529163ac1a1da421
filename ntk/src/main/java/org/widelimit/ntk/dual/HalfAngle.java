package org.widelimit.ntk.dual;

import org.widelimit.numerics.linalg.ArrayPolynomial;

/**
 * {@code t = 2 asin(x)} and {@code h = sin t - t cos t} from {@code s = x^2 = sin^2(t/2)} in [0, 1/2], that is for angles t up to a right
 * angle, to 6e-16 relatively however small t is (h is of order t^3).
 *
 * <p>{@code t / x} and {@code h / x^3} are analytic in s up to s = 1. Here they are polynomials of degree 23 in {@code y = 4 s - 1}, expanded from
 * the interpolants in Chebyshev points (the script half_angle_coefficients.py beside the tests prints them). Half the cost of one arc
 * tangent and one sine, and without a branch.
 */
final class HalfAngle {
    /** Half of t / x. Truncation and rounding of the coefficients: 1.1e-16 relatively. */
    private static final double[] ANGLE = {
        1.0471975511965979, 0.053751493591326895, 0.0077989022389736455, 0.0015196685396000986,
        0.00034086372342172574, 8.302317788716699e-05, 2.134555251218239e-05, 5.701783493146493e-06,
        1.5669633437910202e-06, 4.401972170603161e-07, 1.2584299412408308e-07, 3.6491966921301844e-08,
        1.0707777507863191e-08, 3.173487980742999e-09, 9.487933713805838e-10, 2.8572944781956275e-10,
        8.628470320191786e-11, 2.627374528839331e-11, 8.374911982008424e-12, 2.5950791422019824e-12,
        5.853944772626655e-13, 1.7433898990299612e-13, 1.3667699905677067e-13, 4.390368038209025e-14,
    };

    /** h / x^3. Truncation and rounding of the coefficients: 3e-17 relatively. */
    private static final double[] SEGMENT = {
        2.7394130254891182, 0.0796706665527137, 0.007914653991761658, 0.0011647733282429266,
        0.00020929854532680304, 4.246257887790992e-05, 9.34765814043488e-06, 2.18211057062864e-06,
        5.323992647084437e-07, 1.3445115217598143e-07, 3.490518029266746e-08, 9.26930523492319e-09,
        2.508450955714332e-09, 6.89781762261909e-10, 1.923218730533249e-10, 5.4260399138185006e-11,
        1.5432234874158577e-11, 4.436907427395705e-12, 1.3245628886536623e-12, 3.8915923769909804e-13,
        8.955093746675423e-14, 2.5644735373510143e-14, 1.711868402232009e-14, 5.266191715198143e-15,
    };

    private static final ArrayPolynomial ANGLE_POLYNOMIAL = ArrayPolynomial.of(ANGLE);
    private static final ArrayPolynomial SEGMENT_POLYNOMIAL = ArrayPolynomial.of(SEGMENT);

    private HalfAngle() {}

    /**
     * Entries 0 .. count - 1 of angle and segment from those of s.
     *
     * @param scratch another array, of the same length
     */
    static void evaluate(int count, double[] s, double[] scratch, double[] angle, double[] segment) {
        for (int k = 0; k < count; k++) {
            scratch[k] = 4 * s[k] - 1;
        }
        ANGLE_POLYNOMIAL.evaluate(count, scratch, angle);
        SEGMENT_POLYNOMIAL.evaluate(count, scratch, segment);
        for (int k = 0; k < count; k++) {
            double x = Math.sqrt(s[k]);
            angle[k] *= 2 * x;
            segment[k] *= s[k] * x;
        }
    }
}
