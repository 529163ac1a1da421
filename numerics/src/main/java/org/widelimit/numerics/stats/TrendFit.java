package org.widelimit.numerics.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.widelimit.numerics.random.RandomStream;

/**
 * A line (or a constant) through y_k = h(mean of the replicates at scale k), with the dropping rule.
 *
 * <p><b>Weights.</b> 1 / v_k with each scale's variance drawn towards the pooled one, as by {@value #PRIOR_FREEDOM} extra replicates. They decide
 * how good the fit is, never how good it is said to be: the standard error uses the coefficients as they are and each scale's own variance. For
 * normal replicates the weights are independent of the means.
 *
 * <p><b>Lack of fit.</b> A Welch t-test of the first term that the form leaves out ({@link Contrasts#nextTerm}). While it rejects, more than three scales
 * are left and fewer than {@code maxDropped} are gone, the scale farthest from the limit is dropped. If it still rejects, every interval is widened on both
 * sides by what dropping one more scale would change.
 */
final class TrendFit {

    static final int PRIOR_FREEDOM = 4;

    private static final int MIN_KEPT = 3;

    /** Below this share of the largest |y| a spread or a curvature is rounding. */
    private static final double ROUNDING = 1e-12;

    /** Which coefficient is wanted. */
    enum Wanted {
        SLOPE,
        INTERCEPT
    }

    private final double @Nullable [] x;
    private final List<double[]> groups;
    private final DoubleUnaryOperator h;
    private final DoubleUnaryOperator derivative;
    private final Wanted wanted;
    private final FitOptions options;

    /**
     * @param x regressors in order towards the limit, or null for a constant
     * @param groups replicates on the scale of the mean, one array for each scale
     */
    TrendFit(
            double @Nullable [] x,
            List<double[]> groups,
            DoubleUnaryOperator h,
            DoubleUnaryOperator derivative,
            Wanted wanted,
            FitOptions options) {
        this.x = x;
        this.groups = groups;
        this.h = h;
        this.derivative = derivative;
        this.wanted = wanted;
        this.options = options;
    }

    /** The fit after dropping. */
    record Result(Estimate estimate, double slope, double intercept, double lackOfFitP, int dropped) {}

    Result fit(RandomStream stream) {
        int dropped = 0;
        double p = lackOfFit(0);
        while (p < options.lackOfFitLevel() && dropped < options.maxDropped() && groups.size() - dropped > MIN_KEPT) {
            dropped++;
            p = lackOfFit(dropped);
        }
        Estimate estimate = estimate(coefficients(dropped, wanted), dropped, stream);
        if (p < options.lackOfFitLevel()) {
            double next = value(coefficients(dropped + 1, wanted), dropped + 1);
            estimate = estimate.widenedBy(Math.abs(estimate.value() - next));
        }
        double slope = x == null ? 0 : value(coefficients(dropped, Wanted.SLOPE), dropped);
        double intercept = value(coefficients(dropped, Wanted.INTERCEPT), dropped);
        return new Result(estimate, slope, intercept, p, dropped);
    }

    private Estimate estimate(double[] c, int from, RandomStream stream) {
        if (options.coupling() == Coupling.SHARED) {
            return Estimate.of(List.of(perReplicate(c, from)), v -> v, v -> 1, new double[] {1}, stream);
        }
        return Estimate.of(groups.subList(from, groups.size()), h, derivative, c, stream);
    }

    private double value(double[] c, int from) {
        double sum = 0;
        for (int k = 0; k < c.length; k++) {
            sum += c[k] * h.applyAsDouble(Moments.of(groups.get(from + k)).mean());
        }
        return sum;
    }

    /** The contrast of each replicate by itself; the scale of the mean is then the scale of y. */
    private double[] perReplicate(double[] c, int from) {
        double[] z = new double[groups.get(0).length];
        for (int k = 0; k < c.length; k++) {
            double[] group = groups.get(from + k);
            for (int r = 0; r < z.length; r++) {
                z[r] += c[k] * group[r];
            }
        }
        return z;
    }

    private double[] coefficients(int from, Wanted which) {
        double[] regressors = regressors(from);
        double[] weights = weights(from);
        return which == Wanted.SLOPE && regressors != null
                ? Contrasts.slope(regressors, weights)
                : Contrasts.intercept(regressors, weights);
    }

    private double @Nullable [] regressors(int from) {
        return x == null ? null : Arrays.copyOfRange(x, from, x.length);
    }

    private double[] weights(int from) {
        int scales = groups.size() - from;
        double[] weights = new double[scales];
        if (options.coupling() == Coupling.SHARED) {
            Arrays.fill(weights, 1);
            return weights;
        }
        List<Moments> moments = new ArrayList<>();
        double pooled = 0;
        double freedom = 0;
        double largest = 0;
        for (int k = 0; k < scales; k++) {
            Moments m = Moments.of(groups.get(from + k));
            moments.add(m);
            pooled += (m.count() - 1) * spread(m);
            freedom += m.count() - 1;
            largest = Math.max(largest, Math.abs(h.applyAsDouble(m.mean())));
        }
        pooled /= freedom;
        double floor = Math.max(Double.MIN_NORMAL, square(ROUNDING * largest));
        for (int k = 0; k < scales; k++) {
            Moments m = moments.get(k);
            double own = (m.count() - 1) * spread(m) + PRIOR_FREEDOM * pooled;
            weights[k] = m.count() / Math.max(floor, own / (m.count() - 1 + PRIOR_FREEDOM));
        }
        double total = Contrasts.sum(weights);
        for (int k = 0; k < scales; k++) {
            weights[k] /= total;
        }
        return weights;
    }

    private double lackOfFit(int from) {
        int scales = groups.size() - from;
        double[] c = Contrasts.nextTerm(regressors(from), scales);
        double curvature = value(c, from);
        double largest = 0;
        double variance = 0;
        double fourth = 0;
        for (int k = 0; k < scales; k++) {
            Moments m = Moments.of(groups.get(from + k));
            largest = Math.max(largest, Math.abs(h.applyAsDouble(m.mean())));
            double part = c[k] * c[k] * spread(m) / m.count();
            variance += part;
            fourth += part * part / (m.count() - 1);
        }
        double freedom = variance * variance / fourth;
        if (options.coupling() == Coupling.SHARED) {
            Moments m = Moments.of(perReplicate(c, from));
            variance = m.variance() / m.count();
            freedom = m.count() - 1;
        }
        if (Math.abs(curvature) <= ROUNDING * largest) {
            return 1;
        }
        return variance == 0 ? 0 : StudentT.twoSidedTail(curvature / Math.sqrt(variance), freedom);
    }

    /** Variance of one replicate on the scale of y. */
    private double spread(Moments m) {
        return square(derivative.applyAsDouble(m.mean())) * m.variance();
    }

    private static double square(double value) {
        return value * value;
    }
}
