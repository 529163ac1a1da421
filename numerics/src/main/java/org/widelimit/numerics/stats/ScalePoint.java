package org.widelimit.numerics.stats;

/**
 * The replicates of one scale in short.
 *
 * @param scale value of the scale knob
 * @param average the average that was fitted
 * @param interval Student's interval of that average by itself, transformed back from the scale of the mean
 * @param replicates how many
 * @param fitted whether the fit used the scale, or dropped it for lack of fit
 */
public record ScalePoint(double scale, double average, Interval interval, int replicates, Use fitted) {

    /** Part of a scale in a fit. */
    public enum Use {
        /** The fit used it. */
        FITTED,
        /** Left out, because a line through it and the others does not fit. */
        DROPPED
    }
}
