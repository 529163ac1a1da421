package org.widelimit.numerics.stats;

import java.util.Arrays;
import org.widelimit.numerics.random.RandomStream;

/**
 * One-sided bounds for the centre of paired differences d_1, ..., d_n by sign flips. If the centre is theta, the signs
 * of d_i - theta are fair coins, so the sum of d_i - theta lies at a random place among the sums with flipped signs.
 * Flipping the subset S gives a sum that is at least as large exactly when
 *
 * <pre>{@code   mean of (d_i, i in S) <= theta,}</pre>
 *
 * so the bounds are order statistics of the subset means (Hartigan, Using subsample values as typical values, JASA 64,
 * 1969).
 *
 * <p>Assumes that the differences are independent and each symmetric about the same centre; then the level is exact,
 * for any n and however heavy the tails. For skewed differences it holds to first order for their mean. All 2^n - 1
 * subsets are used for n up to 16, else 65,535 random ones, which keeps the level exact. The smallest level at which there
 * is a bound is 2^-n for n up to 16, else 2^-16.
 */
public final class SignFlipTest {

    private static final int MAX_ENUMERATED = 16;
    private static final int SUBSETS = (1 << MAX_ENUMERATED) - 1;

    private final double mean;
    private final int pairs;
    private final double[] subsetMeans;

    private SignFlipTest(double mean, int pairs, double[] subsetMeans) {
        this.mean = mean;
        this.pairs = pairs;
        this.subsetMeans = subsetMeans;
    }

    /**
     * The test for these differences.
     *
     * @param differences larger minus smaller side of each pair; at least one, finite
     * @param stream draws the subsets when there are too many to list
     */
    public static SignFlipTest of(double[] differences, RandomStream stream) {
        double mean = Moments.of(Average.ARITHMETIC.forward(differences)).mean();
        int n = differences.length;
        double[] means = n <= MAX_ENUMERATED ? allSubsets(differences) : randomSubsets(differences, stream);
        Arrays.sort(means);
        return new SignFlipTest(mean, n, means);
    }

    /**
     * The smallest level at which there can be a bound: with more than 16 pairs a subset that is drawn may be empty, and
     * then there is none at this level.
     *
     * @param pairs n
     * @return 2^-n for n up to 16, else 2^-16
     */
    public static double smallestLevel(int pairs) {
        return Math.scalb(1.0, -Math.min(pairs, MAX_ENUMERATED));
    }

    private static double[] allSubsets(double[] d) {
        double[] sums = new double[1 << d.length];
        double[] means = new double[sums.length - 1];
        for (int subset = 1; subset < sums.length; subset++) {
            // The sum without its first member has been computed before.
            sums[subset] = sums[subset & (subset - 1)] + d[Integer.numberOfTrailingZeros(subset)];
            means[subset - 1] = sums[subset] / Integer.bitCount(subset);
        }
        return means;
    }

    private static double[] randomSubsets(double[] d, RandomStream stream) {
        double[] means = new double[SUBSETS];
        for (int s = 0; s < SUBSETS; s++) {
            double sum = 0;
            int count = 0;
            long bits = 0;
            for (int i = 0; i < d.length; i++) {
                bits = i % Long.SIZE == 0 ? stream.nextLong() : bits >>> 1;
                if ((bits & 1) == 1) {
                    sum += d[i];
                    count++;
                }
            }
            // The empty subset flips nothing: it counts as a tie for every theta, on both sides.
            means[s] = count == 0 ? Double.NaN : sum / count;
        }
        return means;
    }

    /** Mean of the differences. */
    public double mean() {
        return mean;
    }

    /** How many differences. */
    public int pairs() {
        return pairs;
    }

    /** L with {@code P(centre < L) <= level}; minus infinity when the pairs are too few for the level. */
    public double lowerBound(double level) {
        return bound(level, 1);
    }

    /** U with {@code P(centre > U) <= level}; infinity when the pairs are too few for the level. */
    public double upperBound(double level) {
        return bound(level, -1);
    }

    /** One-sided p-value of "the centre is at most theta": {@code (1 + subsets with mean <= theta) / (1 + subsets)}. */
    public double pValue(double theta) {
        long count = 1;
        for (double m : subsetMeans) {
            count += !(m > theta) ? 1 : 0;
        }
        return (double) count / (subsetMeans.length + 1);
    }

    private double bound(double level, int sign) {
        Levels.require(level);
        int empty = emptySubsets();
        int real = subsetMeans.length - empty;
        // theta below the m-th smallest subset mean has p-value at most (empty + m) / (N + 1) and is rejected while
        // that is <= level.
        int rank = (int) Math.floor(level * (subsetMeans.length + 1) * (1 + 4 * Math.ulp(1.0))) - empty;
        if (rank < 1) {
            return sign * Double.NEGATIVE_INFINITY;
        }
        rank = Math.min(rank, real);
        return sign > 0 ? subsetMeans[rank - 1] : subsetMeans[real - rank];
    }

    /** NaN sorts last. */
    private int emptySubsets() {
        int count = 0;
        while (count < subsetMeans.length && Double.isNaN(subsetMeans[subsetMeans.length - 1 - count])) {
            count++;
        }
        return count;
    }
}
