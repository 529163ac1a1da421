package org.widelimit.numerics.stats;

/**
 * The mean of independent replicates with Student's interval
 *
 * <pre>  mean +- t_{n-1}(1 - level/2) s / sqrt(n).</pre>
 *
 * <p>Exact for normal replicates. For others it is right to first order in n^-1/2: with strongly skewed replicates and
 * n below about 30 it misses more often than {@code level}, mostly on the side of the long tail;
 * {@link Average#GEOMETRIC} is then the better question.
 *
 * @param mean arithmetic mean
 * @param standardError s / sqrt(n); NaN for one replicate
 * @param count n
 */
public record MeanEstimate(double mean, double standardError, int count) {

    public MeanEstimate {
        Levels.requireFinite(mean, "mean");
        if (count < 1) {
            throw new IllegalArgumentException("expected at least one replicate, found " + count);
        }
    }

    /**
     * The estimate from replicates.
     *
     * @throws IllegalArgumentException where there is no value, or one is not finite
     */
    public static MeanEstimate of(double... values) {
        Moments moments = Moments.of(Average.ARITHMETIC.forward(values));
        return new MeanEstimate(moments.mean(), Math.sqrt(moments.variance() / moments.count()), moments.count());
    }

    /** Two-sided interval that misses with probability {@code level}; the whole line for one replicate. */
    public Interval interval(double level) {
        Levels.require(level);
        if (count == 1) {
            return Interval.EVERYTHING;
        }
        return standardError == 0
                ? Interval.point(mean)
                : Interval.around(mean, StudentT.twoSidedQuantile(level, count - 1) * standardError);
    }
}
