package org.widelimit.numerics.stats;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.widelimit.numerics.random.RandomStream;

/** Studentised bootstrap of a contrast of group means: replicates are drawn with replacement within each group. */
final class BootstrapPivots {

    private final List<double[]> groups;
    private final DoubleUnaryOperator h;
    private final DoubleUnaryOperator derivative;
    private final double[] coefficients;

    BootstrapPivots(
            List<double[]> groups, DoubleUnaryOperator h, DoubleUnaryOperator derivative, double[] coefficients) {
        this.groups = groups;
        this.h = h;
        this.derivative = derivative;
        this.coefficients = coefficients;
    }

    /** (b* - b) / se* of each resample, ascending. */
    double[] sorted(double estimate, int resamples, RandomStream stream) {
        double[] pivots = new double[resamples];
        for (int i = 0; i < resamples; i++) {
            pivots[i] = pivot(estimate, stream);
        }
        Arrays.sort(pivots);
        return pivots;
    }

    private double pivot(double estimate, RandomStream stream) {
        double value = 0;
        double variance = 0;
        for (int k = 0; k < coefficients.length; k++) {
            double[] group = groups.get(k);
            int n = group.length;
            double origin = group[0];
            double sum = 0;
            double squares = 0;
            long bits = 0;
            for (int i = 0; i < n; i++) {
                // Two members from each long, by the high half of a 32 x 32 bit product: even to n / 2^32.
                bits = i % 2 == 0 ? stream.nextLong() : bits << Integer.SIZE;
                int drawn = (int) ((bits >>> Integer.SIZE) * n >>> Integer.SIZE);
                // Measured from a member of the group: the squares then do not cancel against a large mean.
                double d = group[drawn] - origin;
                sum += d;
                squares += d * d;
            }
            double mean = origin + sum / n;
            double d = coefficients[k] * derivative.applyAsDouble(mean);
            value += coefficients[k] * h.applyAsDouble(mean);
            variance += d * d * Math.max(0, squares - sum * sum / n) / (n - 1) / n;
        }
        double shift = value - estimate;
        if (variance > 0) {
            return shift / Math.sqrt(variance);
        }
        // All draws of every group were equal: no spread at all, so any shift is infinitely many standard errors.
        return shift == 0 ? 0 : Math.copySign(Double.POSITIVE_INFINITY, shift);
    }
}
