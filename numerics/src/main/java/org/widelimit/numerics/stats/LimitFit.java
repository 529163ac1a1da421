package org.widelimit.numerics.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.widelimit.numerics.random.RandomStream;

/**
 * The limit v of a quantity that was measured at several scales: least squares of the averages m_k on x_k = n_k^-p,
 * each scale weighing as much as it has replicates,
 *
 * <pre>  m_k = v + b x_k,</pre>
 *
 * and v with its interval, so that what is not known of the bias b is part of the interval. Without {@link Bias} it is
 * the mean over the scales. With a range of exponents the interval is the hull over those that the lack-of-fit test
 * lets pass (over all, if none passes).
 *
 * <p>Assumes independent replicates with finite variance and the stated form of the bias; a curve that remains after
 * dropping widens the interval ({@link FitOptions}).
 */
public final class LimitFit {

    /** One size is no limit, and two show no trend. */
    public static final int MIN_SCALES = 3;

    private final List<TrendFit.Result> fits;
    private final TrendFit.Result best;
    private final Average average;
    private final double level;
    private final double exponent;
    private final List<ScalePoint> points;

    private LimitFit(
            List<TrendFit.Result> fits,
            TrendFit.Result best,
            double exponent,
            FitOptions options,
            List<ScalePoint> points) {
        this.fits = fits;
        this.best = best;
        this.exponent = exponent;
        this.average = options.average();
        this.level = options.level();
        this.points = points;
    }

    /**
     * Fits the limit.
     *
     * @param scales at least 3, positive, in order towards the limit
     * @param values for each scale at least two replicates
     * @throws IllegalArgumentException where scales or values are not as asked for
     */
    public static LimitFit fit(
            double[] scales, List<double[]> values, Bias bias, FitOptions options, RandomStream bootstrap) {
        Scales.require(scales, values, MIN_SCALES, options.coupling());
        List<double[]> transformed = Scales.transformed(values, options.average());
        List<TrendFit.Result> passing = new ArrayList<>();
        List<TrendFit.Result> failing = new ArrayList<>();
        TrendFit.Result best = null;
        double bestExponent = 0;
        for (double exponent : bias.exponents()) {
            double[] x = bias.isNone() ? null : Bias.regressors(scales, exponent);
            TrendFit.Result fit =
                    new TrendFit(x, transformed, m -> m, m -> 1, TrendFit.Wanted.INTERCEPT, options).fit(bootstrap);
            (fit.lackOfFitP() < options.lackOfFitLevel() ? failing : passing).add(fit);
            if (best == null || fit.lackOfFitP() > best.lackOfFitP()) {
                best = fit;
                bestExponent = exponent;
            }
        }
        if (best == null) {
            throw new IllegalStateException("a bias without exponents");
        }
        return new LimitFit(
                List.copyOf(passing.isEmpty() ? failing : passing),
                best,
                bestExponent,
                options,
                Scales.points(scales, transformed, options.average(), options.level(), best.dropped()));
    }

    /**
     * The limit of values without randomness, each with a bound on its numerical error: v and v' by least squares with
     * equal weights, v' without the farthest scale, and the interval
     *
     * <pre>  v' +- ( sum_k |c'_k| e_k + |v' - v| ).</pre>
     *
     * <p>The last term stands for the terms of the bias beyond the first, and covers them where they fall at least by
     * half from scale to scale. This is an error estimate and not a confidence interval; it assumes that the stated
     * numerical errors hold.
     *
     * @param errors for each scale the largest possible numerical error of its value, >= 0
     */
    public static Interval deterministic(double[] scales, double[] values, double[] errors, Bias bias) {
        Scales.requireMonotone(scales, MIN_SCALES);
        if (values.length != scales.length || errors.length != scales.length) {
            throw new IllegalArgumentException("expected " + scales.length + " values and errors, found "
                    + values.length + " and " + errors.length);
        }
        Interval hull = null;
        for (double exponent : bias.exponents()) {
            double[] x = bias.isNone() ? null : Bias.regressors(scales, exponent);
            Interval one = deterministic(x, values, errors);
            hull = hull == null ? one : hull.hull(one);
        }
        return hull == null ? Interval.EVERYTHING : hull;
    }

    private static Interval deterministic(double @Nullable [] x, double[] values, double[] errors) {
        int n = values.length;
        for (int k = 0; k < n; k++) {
            Levels.requireFinite(values[k], "values");
            if (!(errors[k] >= 0 && errors[k] < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("expected numerical errors >= 0, found " + errors[k]);
            }
        }
        double[] equal = new double[n];
        Arrays.fill(equal, 1);
        double all = Contrasts.dot(Contrasts.intercept(x, equal), values);
        double[] nearX = x == null ? null : Arrays.copyOfRange(x, 1, n);
        double[] c = Contrasts.intercept(nearX, Arrays.copyOfRange(equal, 1, n));
        double limit = 0;
        double margin = 0;
        for (int k = 1; k < n; k++) {
            limit += c[k - 1] * values[k];
            margin += Math.abs(c[k - 1]) * errors[k];
        }
        return Interval.around(limit, margin + Math.abs(limit - all));
    }

    /** The limit v. */
    public double limit() {
        return average.backward(best.estimate().value());
    }

    /** Interval of the limit at the level of the fit. */
    public Interval interval() {
        return interval(level);
    }

    /** Interval of the limit at another level, from the same resamples. */
    public Interval interval(double otherLevel) {
        Interval hull = fits.get(0).estimate().interval(otherLevel);
        for (TrendFit.Result fit : fits) {
            hull = hull.hull(fit.estimate().interval(otherLevel));
        }
        return Scales.backward(hull, average);
    }

    /** The exponent that fits best, 0 without bias. */
    public double exponent() {
        return exponent;
    }

    /** p-value of the trend that the fit leaves. */
    public double lackOfFitP() {
        return best.lackOfFitP();
    }

    /** How many of the farthest scales were dropped. */
    public int dropped() {
        return best.dropped();
    }

    /** All scales, dropped ones included, in their order. */
    public List<ScalePoint> points() {
        return points;
    }

    /** What the fit says about one of its scales, by index. */
    public double predict(int scaleIndex) {
        double[] scales = points.stream().mapToDouble(ScalePoint::scale).toArray();
        double x = exponent == 0 ? 0 : Bias.regressors(scales, exponent)[scaleIndex];
        return average.backward(best.intercept() + best.slope() * x);
    }
}
