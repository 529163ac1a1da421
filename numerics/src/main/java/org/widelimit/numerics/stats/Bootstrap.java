package org.widelimit.numerics.stats;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.widelimit.numerics.random.RandomStream;

/**
 * Intervals by resampling replicates with replacement (Efron and Tibshirani, An Introduction to the Bootstrap, 1993).
 */
public final class Bootstrap {

    private Bootstrap() {}

    /**
     * The percentile interval of any statistic: the level/2 and 1 - level/2 quantiles of its value on resamples.
     *
     * <p>Assumes independent replicates and a statistic that is smooth in their distribution. It is too short by a
     * factor of about sqrt(1 - 1/n) and ignores skewness: with n below about 50 it misses more often than
     * {@code level}. For means use {@link #studentisedMean}.
     *
     * @param values at least two replicates
     * @param resamples at least 10 / level, so that five lie in each tail
     */
    public static Interval percentile(
            double[] values, ToDoubleFunction<double[]> statistic, double level, int resamples, RandomStream stream) {
        Levels.require(level);
        requireEnough(values);
        if (resamples * level < 10) {
            throw new IllegalArgumentException(
                    "expected at least " + (int) Math.ceil(10 / level) + " resamples, found " + resamples);
        }
        double[] statistics = new double[resamples];
        double[] resample = new double[values.length];
        for (int b = 0; b < resamples; b++) {
            for (int i = 0; i < resample.length; i++) {
                resample[i] = values[stream.nextInt(values.length)];
            }
            statistics[b] = statistic.applyAsDouble(resample);
        }
        Arrays.sort(statistics);
        int rank = (int) Math.floor(level / 2 * (resamples + 1));
        return new Interval(statistics[rank - 1], statistics[resamples - rank]);
    }

    /**
     * Interval of the mean: the hull of Student's and the studentised bootstrap interval (9,999 resamples). Covers
     * skewed replicates better than Student's alone.
     *
     * @param values at least two replicates
     */
    public static Interval studentisedMean(double[] values, double level, RandomStream stream) {
        requireEnough(values);
        return Estimate.of(
                        List.of(Average.ARITHMETIC.forward(values)),
                        m -> m,
                        m -> 1,
                        new double[] {1},
                        FitOptions.RESAMPLES,
                        stream)
                .interval(level);
    }

    private static void requireEnough(double[] values) {
        if (values.length < 2) {
            throw new IllegalArgumentException("expected at least two replicates, found " + values.length);
        }
    }
}
