package org.widelimit.ntk.kernel;

import java.util.Optional;

/** A {@link ZonalKernel} for many pairs: {@code h = E(y) + cos t O(y)} with both in powers of {@code y = 2 sin t - 1}, and no branch. Immutable. */
final class ZonalSeries {
    /** Beyond it powers would lose digits, and a loop over layers costs no more. */
    private static final int MOST_TERMS = 40;

    /** How much larger than the values the terms of the sum may be: so many roundings are lost. */
    private static final double LARGEST_SUM = 16;

    private final double[] even;
    private final double[] odd;

    private ZonalSeries(double[] even, double[] odd) {
        this.even = even;
        this.odd = odd;
    }

    /** The kernel in powers of y; empty where that would cost digits. */
    static Optional<ZonalSeries> of(ZonalKernel kernel) {
        if (kernel.terms() > MOST_TERMS) {
            return Optional.empty();
        }
        double[] even = kernel.even().powers();
        double[] odd = kernel.odd().powers();
        double sum = 0;
        for (int k = 0; k < even.length; k++) {
            sum += Math.abs(even[k]) + Math.abs(odd[k]);
        }
        if (sum > LARGEST_SUM * Math.abs(kernel.value(1))) {
            return Optional.empty();
        }
        return Optional.of(new ZonalSeries(even, odd));
    }

    /** Coefficients of E, that of the constant first; not to be changed. */
    double[] even() {
        return even;
    }

    /** Coefficients of O, as many. */
    double[] odd() {
        return odd;
    }

    /** {@code h(t)}, rounded as all implementations of {@link ZonalRows} do it. */
    double value(double sine, double cosine) {
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
