package org.widelimit.numerics.stats;

import java.util.List;
import java.util.Objects;
import org.widelimit.numerics.random.RandomStream;

/**
 * The exponent a of an error that scales as e(n) = C n^a: least squares of log e_k on log n_k, where e_k is the chosen
 * {@link Average} of the replicates at scale n_k, and each scale weighs as much as it has replicates.
 *
 * <p>The interval is that of a studentised bootstrap over replicates within scales, joined with Welch's t interval; the
 * farthest scales are dropped by a rule fixed beforehand ({@link FitOptions}) and a curve that remains widens the
 * interval. Assumes independent replicates with finite variance of the averaged quantity. With {@link Coupling#SHARED}
 * each replicate has its own slope, and the interval is that of their mean.
 */
public final class RateFit {

    /** Fewer scales cannot show that a line is a line. */
    public static final int MIN_SCALES = 4;

    private final Estimate estimate;
    private final double intercept;
    private final Interval slopeInterval;
    private final double lackOfFitP;
    private final int dropped;
    private final List<ScalePoint> points;

    private RateFit(TrendFit.Result fit, double level, List<ScalePoint> points) {
        this.estimate = fit.estimate();
        this.intercept = fit.intercept();
        this.slopeInterval = estimate.interval(level);
        this.lackOfFitP = fit.lackOfFitP();
        this.dropped = fit.dropped();
        this.points = points;
    }

    /**
     * Fits with {@link FitOptions#atLevel}.
     *
     * @param scales at least 4, positive, in order towards the limit (growing widths, or shrinking epsilon)
     * @param errors for each scale at least two positive replicates
     * @param level probability that {@link #slopeInterval()} misses
     * @param bootstrap draws the resamples
     * @throws IllegalArgumentException where scales or errors are not as asked for
     */
    public static RateFit fit(double[] scales, List<double[]> errors, double level, RandomStream bootstrap) {
        return fit(scales, errors, FitOptions.atLevel(level), bootstrap);
    }

    /**
     * Fits with options of one's own. Shared replicates are fitted one by one, in logarithms, so their average is the
     * geometric one.
     *
     * @throws IllegalArgumentException where scales, errors or options are not as asked for
     */
    public static RateFit fit(double[] scales, List<double[]> errors, FitOptions options, RandomStream bootstrap) {
        Scales.require(scales, errors, MIN_SCALES, options.coupling());
        Average average = options.average();
        if (options.coupling() == Coupling.SHARED && average != Average.GEOMETRIC) {
            throw new IllegalArgumentException(
                    "expected the GEOMETRIC average for shared replicates of a rate, found " + average);
        }
        double[] x = new double[scales.length];
        for (int k = 0; k < x.length; k++) {
            x[k] = Math.log(scales[k]);
            requirePositive(errors.get(k), scales[k]);
        }
        List<double[]> transformed = Scales.transformed(errors, average);
        TrendFit.Result fit = new TrendFit(
                        x,
                        transformed,
                        average::logOf,
                        average::logDerivative,
                        TrendFit.Wanted.SLOPE,
                        Objects.requireNonNull(options))
                .fit(bootstrap);
        return new RateFit(
                fit, options.level(), Scales.points(scales, transformed, average, options.level(), fit.dropped()));
    }

    private static void requirePositive(double[] errors, double scale) {
        for (double error : errors) {
            if (!(error > 0)) {
                throw new IllegalArgumentException("expected positive errors at scale " + scale + ", found " + error);
            }
        }
    }

    /** The exponent a. */
    public double slope() {
        return estimate.value();
    }

    /** Standard error of the exponent, from the replicates. */
    public double slopeStandardError() {
        return estimate.standardError();
    }

    /** log C. */
    public double intercept() {
        return intercept;
    }

    /** Interval of the exponent at the level of the fit. */
    public Interval slopeInterval() {
        return slopeInterval;
    }

    /** Interval of the exponent at another level, from the same resamples. */
    public Interval slopeInterval(double level) {
        return estimate.interval(level);
    }

    /** p-value of the curvature that is left; 1 when there is none beyond rounding. */
    public double lackOfFitP() {
        return lackOfFitP;
    }

    /** How many of the farthest scales were dropped. */
    public int dropped() {
        return dropped;
    }

    /** All scales, dropped ones included, in their order. */
    public List<ScalePoint> points() {
        return points;
    }

    /** C n^a. */
    public double predict(double scale) {
        return Math.exp(intercept + slope() * Math.log(scale));
    }
}
