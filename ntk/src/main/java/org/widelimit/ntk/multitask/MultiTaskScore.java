package org.widelimit.ntk.multitask;

import java.util.List;

/** How the literature sums up a method over tasks with different metrics. */
public final class MultiTaskScore {
    private MultiTaskScore() {}

    /** Which way a metric is better. */
    public enum Metric {
        /** An accuracy. */
        HIGHER,
        /** An error. */
        LOWER
    }

    /**
     * {@code Delta_m = 100/S sum_s (-1)^delta_s (M_s - B_s)/B_s} in per cent, delta_s = 1 where higher is better: the mean relative drop against the baseline B of single-task training, over metrics and not over tasks; negative is better than the
     * baseline. K.-K. Maninis, I. Radosavovic and I. Kokkinos, arXiv 1904.08918.
     */
    public static double drop(double[] method, double[] baseline, List<Metric> metrics) {
        if (method.length != metrics.size() || baseline.length != metrics.size() || method.length == 0) {
            throw new IllegalArgumentException("expected " + metrics.size() + " numbers for each, found "
                    + method.length + " and " + baseline.length);
        }
        double sum = 0;
        for (int s = 0; s < method.length; s++) {
            double change = (method[s] - baseline[s]) / baseline[s];
            sum += metrics.get(s) == Metric.HIGHER ? -change : change;
        }
        return 100 * sum / method.length;
    }
}
