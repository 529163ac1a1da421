package org.widelimit.ntk.spectrum;

import org.jspecify.annotations.Nullable;
import org.widelimit.numerics.stats.Interval;

/**
 * alpha of lambda_k ~ k^-alpha: minus the least-squares slope of ln lambda_k on ln k for k = first .. last.
 *
 * <p><b>The interval</b> is the hull of this exponent and those of the two halves of the range, cut at its geometric mean (which belongs to both). It says how far the exponent depends on where one looks: a point for a power law, wide for
 * any other decay. It is not a confidence interval. The eigenvalues of one matrix are not a sample, and their deviations from a line in logarithms are a smooth curve and not independent noise; an interval from the
 * residuals would be far too short.
 *
 * @param exponent alpha
 * @param interval holds the exponents of the range and of its halves; null where a half has fewer than three eigenvalues
 * @param first index of the first eigenvalue, from 1
 * @param last index of the last, inclusive
 */
public record DecayFit(double exponent, @Nullable Interval interval, int first, int last) {

    private static final int FEWEST = 3;

    /**
     * The fit to a part of a spectrum; null where it has fewer than three eigenvalues.
     *
     * @param eigenvalues descending; those of the range positive
     * @param first from 1
     * @param last inclusive, at most their number
     */
    static @Nullable DecayFit of(double[] eigenvalues, int first, int last) {
        if (last - first + 1 < FEWEST) {
            return null;
        }
        double exponent = exponent(eigenvalues, first, last);
        int middle = (int) Math.round(Math.sqrt((double) first * last));
        if (Math.min(middle - first, last - middle) + 1 < FEWEST) {
            return new DecayFit(exponent, null, first, last);
        }
        Interval interval = Interval.point(exponent)
                .hull(Interval.point(exponent(eigenvalues, first, middle)))
                .hull(Interval.point(exponent(eigenvalues, middle, last)));
        return new DecayFit(exponent, interval, first, last);
    }

    private static double exponent(double[] eigenvalues, int first, int last) {
        int count = last - first + 1;
        double meanX = 0;
        double meanY = 0;
        for (int k = first; k <= last; k++) {
            meanX += Math.log(k) / count;
            meanY += Math.log(eigenvalues[k - 1]) / count;
        }
        double covariance = 0;
        double variance = 0;
        for (int k = first; k <= last; k++) {
            covariance += (Math.log(k) - meanX) * (Math.log(eigenvalues[k - 1]) - meanY);
            variance += (Math.log(k) - meanX) * (Math.log(k) - meanX);
        }
        return -covariance / variance;
    }
}
