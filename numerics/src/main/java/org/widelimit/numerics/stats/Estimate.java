package org.widelimit.numerics.stats;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.widelimit.numerics.random.RandomStream;

/**
 * A linear contrast of group means with an interval at any level. With y_k = h(mean of group k), variance
 * v_k = h'(mean_k)^2 s_k^2 / n_k and fixed coefficients c_k,
 *
 * <pre>  b = sum_k c_k y_k,   se^2 = sum_k c_k^2 v_k,   nu = se^4 / sum_k (c_k^2 v_k)^2 / (n_k - 1)   (Welch-Satterthwaite)</pre>
 *
 * <p>The interval is the hull of two: Student's {@code b +- t_nu se}, and the studentised bootstrap over replicates
 * within groups, {@code [b - q(1 - level/2) se, b - q(level/2) se]} with q the quantiles of (b* - b) / se*. The first
 * is right for normal replicates however few, the second catches skewness; the hull misses no more often than either.
 * Beyond the reach of the resamples (fewer than ten of them in the tail) a bootstrap quantile is continued in
 * proportion to Student's.
 *
 * <p>Assumes independent replicates with finite variance. With fewer than about eight replicates a group and heavy
 * tails the miss rate exceeds the level.
 */
final class Estimate {

    private static final int TAIL_RESAMPLES = 10;

    private final double value;
    private final double standardError;
    private final double degreesOfFreedom;
    private final double widening;
    private final double[] pivots;

    private Estimate(double value, double standardError, double degreesOfFreedom, double widening, double[] pivots) {
        this.value = value;
        this.standardError = standardError;
        this.degreesOfFreedom = degreesOfFreedom;
        this.widening = widening;
        this.pivots = pivots;
    }

    /** The contrast {@code sum_k coefficients[k] h(mean of groups[k])}. */
    static Estimate of(
            List<double[]> groups,
            DoubleUnaryOperator h,
            DoubleUnaryOperator derivative,
            double[] coefficients,
            int resamples,
            RandomStream stream) {
        double value = 0;
        double variance = 0;
        double fourth = 0;
        double freedom = 0;
        for (int k = 0; k < coefficients.length; k++) {
            Moments moments = Moments.of(groups.get(k));
            if (moments.count() < 2) {
                throw new IllegalArgumentException("expected at least two replicates in each group, found 1");
            }
            double d = coefficients[k] * derivative.applyAsDouble(moments.mean());
            double part = d * d * moments.variance() / moments.count();
            value += coefficients[k] * h.applyAsDouble(moments.mean());
            variance += part;
            fourth += part * part / (moments.count() - 1);
            freedom += moments.count() - 1;
        }
        if (variance == 0) {
            return new Estimate(value, 0, freedom, 0, new double[0]);
        }
        double[] pivots = new BootstrapPivots(groups, h, derivative, coefficients).sorted(value, resamples, stream);
        return new Estimate(value, Math.sqrt(variance), variance * variance / fourth, 0, pivots);
    }

    /** The same estimate, every interval wider by a margin on both sides: a bias that the replicates do not show. */
    Estimate widenedBy(double margin) {
        return new Estimate(value, standardError, degreesOfFreedom, widening + margin, pivots);
    }

    double value() {
        return value;
    }

    double standardError() {
        return standardError;
    }

    Interval interval(double level) {
        Levels.require(level);
        if (standardError == 0) {
            return Interval.point(value).widenedBy(widening);
        }
        double t = StudentT.twoSidedQuantile(level, degreesOfFreedom);
        double upperPivot = Math.max(t, tailPivot(level, true));
        double lowerPivot = Math.min(-t, tailPivot(level, false));
        return new Interval(value - upperPivot * standardError, value - lowerPivot * standardError).widenedBy(widening);
    }

    /** The pivot with level/2 of the resamples beyond it, rounded outwards. */
    private double tailPivot(double level, boolean upper) {
        double inTail = level / 2 * (pivots.length + 1);
        double stretch = 1;
        if (inTail < TAIL_RESAMPLES) {
            double reachable = 2.0 * TAIL_RESAMPLES / (pivots.length + 1);
            stretch = StudentT.twoSidedQuantile(level, degreesOfFreedom)
                    / StudentT.twoSidedQuantile(reachable, degreesOfFreedom);
            inTail = TAIL_RESAMPLES;
        }
        int rank = (int) Math.floor(inTail);
        return stretch * (upper ? pivots[pivots.length - rank] : pivots[rank - 1]);
    }
}
