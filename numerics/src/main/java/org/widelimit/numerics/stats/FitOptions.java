package org.widelimit.numerics.stats;

import java.util.Objects;

/**
 * How a trend over scales is fitted. All of it is fixed before the data are seen.
 *
 * @param level probability that the interval misses, in (0, 1)
 * @param average which mean of the replicates is fitted
 * @param coupling whether replicate r is the same instance at every scale
 * @param lackOfFitLevel the scale farthest from the limit is dropped when the lack-of-fit test has a p-value below this
 * @param maxDropped how often that may happen, 0 to 2
 * @param resamples of the bootstrap, at least 999
 */
public record FitOptions(
        double level, Average average, Coupling coupling, double lackOfFitLevel, int maxDropped, int resamples) {

    /** A false alarm costs one scale, a curve that goes unnoticed costs a biased slope. */
    private static final double LACK_OF_FIT_LEVEL = 0.01;

    private static final int MAX_DROPPED = 2;

    /** Enough for fifteen in each tail at a third of one percent. */
    static final int RESAMPLES = 9_999;

    private static final int MIN_RESAMPLES = 999;

    public FitOptions {
        Levels.require(level);
        Objects.requireNonNull(average, "average");
        Objects.requireNonNull(coupling, "coupling");
        Levels.require(lackOfFitLevel);
        if (maxDropped < 0 || maxDropped > MAX_DROPPED) {
            throw new IllegalArgumentException(
                    "expected to drop at most 0 to " + MAX_DROPPED + " scales, found " + maxDropped);
        }
        if (resamples < MIN_RESAMPLES) {
            throw new IllegalArgumentException("expected at least " + MIN_RESAMPLES + " resamples, found " + resamples);
        }
    }

    /**
     * Arithmetic mean, independent replicates, a lack-of-fit test at 1 %, at most two scales dropped, 9,999 resamples.
     */
    public static FitOptions atLevel(double level) {
        return new FitOptions(
                level, Average.ARITHMETIC, Coupling.INDEPENDENT, LACK_OF_FIT_LEVEL, MAX_DROPPED, RESAMPLES);
    }

    /** The same with another average. */
    public FitOptions with(Average newAverage) {
        return new FitOptions(level, newAverage, coupling, lackOfFitLevel, maxDropped, resamples);
    }

    /** The same with another coupling. */
    public FitOptions with(Coupling newCoupling) {
        return new FitOptions(level, average, newCoupling, lackOfFitLevel, maxDropped, resamples);
    }

    /** The same with another bound on the number of dropped scales. */
    public FitOptions droppingAtMost(int scales) {
        return new FitOptions(level, average, coupling, lackOfFitLevel, scales, resamples);
    }

    /** The same with another number of bootstrap resamples. */
    public FitOptions resampling(int times) {
        return new FitOptions(level, average, coupling, lackOfFitLevel, maxDropped, times);
    }
}
