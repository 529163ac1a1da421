package org.widelimit.ntk.multitask;

import java.util.Arrays;

/**
 * UW: {@code w_i = exp(-s_i)/2} with log-variances s_i that descend the gradient of
 *
 * <pre>{@code   sum_i exp(-s_i)/2 l_i + s_i/2:    s_i <- s_i - rate (1 - exp(-s_i) l_i)/2}</pre>
 *
 * from 0; they rest where {@code exp(-s_i) l_i = 1}. A. Kendall, Y. Gal and R. Cipolla, arXiv 1705.07115, equation 7.
 *
 * @param rate of the log-variances, > 0
 */
public record UncertaintyWeighting(double rate) implements TaskWeighting {
    /** A step moves s by no more than this, so that losses far above 1 cannot throw it beyond their logarithm. */
    private static final double LONGEST_STEP = 1;

    public UncertaintyWeighting {
        if (!(rate > 0)) {
            throw new IllegalArgumentException("expected a rate > 0, found " + rate);
        }
    }

    /** A rate of 0.05. */
    public static UncertaintyWeighting defaults() {
        return new UncertaintyWeighting(0.05);
    }

    @Override
    public String name() {
        return "UW";
    }

    @Override
    public Run start(int tasks) {
        double[] s = new double[tasks];
        return step -> {
            double[] weights = Arrays.stream(s).map(x -> Math.exp(-x) / 2).toArray();
            double[] losses = Weights.requirePositiveLosses(step.losses());
            for (int i = 0; i < tasks; i++) {
                double move = rate * (2 * weights[i] * losses[i] - 1) / 2;
                s[i] += Math.max(-LONGEST_STEP, Math.min(LONGEST_STEP, move));
            }
            return weights;
        };
    }
}
