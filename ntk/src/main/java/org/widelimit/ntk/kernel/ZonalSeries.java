package org.widelimit.ntk.kernel;

import java.util.Optional;
import org.widelimit.numerics.linalg.ArrayPolynomial;

/** A {@link ZonalKernel} for many pairs at once: {@code E} and {@code O} in powers of {@code y = 2 sin t - 1}, and no branch. Immutable. */
final class ZonalSeries {
    /** Beyond it powers would lose digits, and a loop over layers costs no more. */
    private static final int MOST_TERMS = 40;

    /** How much larger than the values the terms of the sum may be: so many roundings are lost. */
    private static final double LARGEST_SUM = 16;

    private final ArrayPolynomial even;
    private final ArrayPolynomial odd;

    private ZonalSeries(ArrayPolynomial even, ArrayPolynomial odd) {
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
        return Optional.of(new ZonalSeries(ArrayPolynomial.of(even), ArrayPolynomial.of(odd)));
    }

    /**
     * {@code result[k] <- h(t_k)} for {@code 0 <= k < count}.
     *
     * @param y {@code 2 sin t_k - 1}
     * @param cosine {@code cos t_k}
     * @param scratch for count numbers
     */
    void evaluate(int count, double[] y, double[] cosine, double[] scratch, double[] result) {
        even.evaluate(count, y, result);
        odd.evaluate(count, y, scratch);
        for (int k = 0; k < count; k++) {
            result[k] += cosine[k] * scratch[k];
        }
    }
}
