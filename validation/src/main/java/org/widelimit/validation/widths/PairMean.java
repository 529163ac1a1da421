package org.widelimit.validation.widths;

import java.util.ArrayList;
import java.util.List;

/**
 * The mean U of a number d(r, s) over all pairs of R seeds. The pairs are not independent, as each seed is in R - 1 of
 * them; the jackknife's pseudo-values
 *
 * <pre>  R U - (R - 1) U_(-r) = (2 sum_(s != r) d(r, s) - R U) / (R - 2)</pre>
 *
 * stand for one seed each, have the mean U, and are independent to first order.
 *
 * <p>Source: B. Efron and C. Stein, The jackknife estimate of variance (1981).
 */
final class PairMean {

    private PairMean() {}

    /** The pairs r < s in the order in which their numbers are given. */
    static List<int[]> pairs(int seeds) {
        List<int[]> pairs = new ArrayList<>();
        for (int r = 0; r < seeds; r++) {
            for (int s = r + 1; s < seeds; s++) {
                pairs.add(new int[] {r, s});
            }
        }
        return pairs;
    }

    /**
     * The pseudo-values, one for each seed.
     *
     * @param byPair d(r, s) in the order of {@link #pairs}
     * @param seeds R, at least 3
     */
    static double[] pseudoValues(double[] byPair, int seeds) {
        double[] sums = new double[seeds];
        double total = 0;
        List<int[]> pairs = pairs(seeds);
        for (int k = 0; k < byPair.length; k++) {
            sums[pairs.get(k)[0]] += byPair[k];
            sums[pairs.get(k)[1]] += byPair[k];
            total += byPair[k];
        }
        double mean = total / byPair.length;
        double[] values = new double[seeds];
        for (int r = 0; r < seeds; r++) {
            values[r] = (2 * sums[r] - seeds * mean) / (seeds - 2);
        }
        return values;
    }
}
