package org.widelimit.ntk.spectrum;

import org.jspecify.annotations.Nullable;

/**
 * Numbers that describe eigenvalues {@code lambda_1 >= ... >= lambda_n} (P1, arXiv 2510.17515, section 6, uses the decay exponent, the effective rank, the gap and the energy).
 *
 * <p>None but the trace depends on the scale of the kernel. A number is null where it has no meaning: where an eigenvalue that it needs is not positive, or
 * where there are too few.
 *
 * <p><b>Fit range.</b> The exponent depends on it, and the paper does not say its own. Here: all ranks from 1 on whose eigenvalue stands above
 * rounding, {@code lambda_k > n 2^-52 lambda_1}. Below that a computed eigenvalue is noise; so is a condition number beyond {@code 2^52 / n}.
 *
 * @param trace {@code sum lambda_k}
 * @param decayExponent alpha of {@code lambda_k ~ k^-alpha}, minus the least-squares slope of {@code log lambda_k} on {@code log k} in the fit range; null
 *     with fewer than two eigenvalues in it
 * @param decayFitRange the fit range; null where the exponent is
 * @param effectiveRank {@code trace / lambda_1}; null unless lambda_1 > 0
 * @param gap {@code lambda_1 / lambda_2}; null unless lambda_2 > 0
 * @param topFiveEnergy {@code (lambda_1 + ... + lambda_5) / trace}, with all eigenvalues where there are fewer; null unless all of the five are positive
 * @param conditionNumber {@code lambda_1 / lambda_n}; null unless lambda_n > 0
 */
public record SpectrumMetrics(
        double trace,
        @Nullable Double decayExponent,
        @Nullable FitRange decayFitRange,
        @Nullable Double effectiveRank,
        @Nullable Double gap,
        @Nullable Double topFiveEnergy,
        @Nullable Double conditionNumber) {
    private static final double EPSILON = 0x1.0p-52;
    private static final int TOP = 5;

    /**
     * The metrics of these eigenvalues.
     *
     * @param descending at least one, none larger than the one before it
     */
    public static SpectrumMetrics of(double[] descending) {
        int n = descending.length;
        if (n == 0) {
            throw new IllegalArgumentException("expected at least one eigenvalue, found none");
        }
        for (int k = 0; k < n; k++) {
            if (Double.isNaN(descending[k]) || (k > 0 && descending[k] > descending[k - 1])) {
                throw new IllegalArgumentException(
                        "expected eigenvalues in descending order, found " + descending[k] + " at index " + k);
            }
        }
        double largest = descending[0];
        double trace = sum(descending, n);
        int top = Math.min(TOP, n);
        FitRange range = fitRange(descending);
        return new SpectrumMetrics(
                trace,
                range == null ? null : decayExponent(descending, range),
                range,
                largest > 0 ? trace / largest : null,
                n > 1 && descending[1] > 0 ? largest / descending[1] : null,
                descending[top - 1] > 0 ? sum(descending, top) / trace : null,
                descending[n - 1] > 0 ? largest / descending[n - 1] : null);
    }

    /**
     * Minus the least-squares slope of {@code log lambda_k} on {@code log k} over a range of ranks.
     *
     * @throws IllegalArgumentException unless the range has two ranks or more, all with positive eigenvalues
     */
    public static double decayExponent(double[] descending, FitRange range) {
        int count = range.last() - range.first() + 1;
        if (range.last() > descending.length || count < 2 || !(descending[range.last() - 1] > 0)) {
            throw new IllegalArgumentException("expected at least two ranks with positive eigenvalues, found " + range
                    + " of " + descending.length);
        }
        double meanX = 0;
        double meanY = 0;
        for (int k = range.first(); k <= range.last(); k++) {
            meanX += Math.log(k) / count;
            meanY += Math.log(descending[k - 1]) / count;
        }
        double xy = 0;
        double xx = 0;
        for (int k = range.first(); k <= range.last(); k++) {
            double x = Math.log(k) - meanX;
            xy += x * (Math.log(descending[k - 1]) - meanY);
            xx += x * x;
        }
        return -xy / xx;
    }

    private static @Nullable FitRange fitRange(double[] descending) {
        double noise = descending.length * EPSILON * descending[0];
        int last = 0;
        while (last < descending.length && descending[last] > Math.max(0, noise)) {
            last++;
        }
        return last < 2 ? null : new FitRange(1, last);
    }

    private static double sum(double[] values, int count) {
        double sum = 0;
        // The small ones first: they would be lost one by one against the large ones.
        for (int k = count - 1; k >= 0; k--) {
            sum += values[k];
        }
        return sum;
    }
}
