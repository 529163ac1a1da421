package org.widelimit.numerics.kernel;

/**
 * A function of an angle by two polynomials in its sine,
 *
 * <pre>  h(t) = E(y) + cos t O(y),   y = 2 sin t - 1,   E(y) = sum_m e_m y^m,   O(y) = sum_m o_m y^m,</pre>
 *
 * for {@code 0 <= t <= pi}: what is even and what is odd in {@code cos t}. No branch and one square root, however complicated h is. Immutable.
 */
public final class AngleSeries {

    private final double[] even;
    private final double[] odd;

    private AngleSeries(double[] even, double[] odd) {
        this.even = even;
        this.odd = odd;
    }

    /**
     * The function of these coefficients.
     *
     * @param even {@code e_0, e_1, ...}, at least one; copied
     * @param odd {@code o_0, o_1, ...}, as many; copied
     */
    public static AngleSeries of(double[] even, double[] odd) {
        if (even.length == 0 || even.length != odd.length) {
            throw new IllegalArgumentException("expected as many coefficients of each polynomial, one or more, found "
                    + even.length + " and " + odd.length);
        }
        return new AngleSeries(even.clone(), odd.clone());
    }

    /** {@code e_0, e_1, ...}, a copy. */
    public double[] even() {
        return even.clone();
    }

    /** {@code o_0, o_1, ...}, a copy. */
    public double[] odd() {
        return odd.clone();
    }

    /** {@code h(t)} by Horner's scheme with fused multiplications, rounded as every {@link AngleEvaluator} does it. */
    public double value(double sine, double cosine) {
        double y = 2 * sine - 1;
        int last = even.length - 1;
        double e = even[last];
        double o = odd[last];
        for (int m = last - 1; m >= 0; m--) {
            e = Math.fma(e, y, even[m]);
            o = Math.fma(o, y, odd[m]);
        }
        return Math.fma(cosine, o, e);
    }
}
