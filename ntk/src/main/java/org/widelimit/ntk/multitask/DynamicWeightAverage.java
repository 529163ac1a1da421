package org.widelimit.ntk.multitask;

import java.util.Arrays;

/**
 * DWA: {@code w_i = k exp(r_i/T) / sum_j exp(r_j/T)}, {@code r_i = l_i(t-1) / l_i(t-2)}, with l(t) the mean loss in the t-th period; 1 in the first two. S. Liu, E. Johns and A. Davison, arXiv 1803.10704, equation 7,
 * where a period is an epoch.
 *
 * @param temperature T > 0
 * @param period steps, at least 1
 */
public record DynamicWeightAverage(double temperature, int period) implements TaskWeighting {
    public DynamicWeightAverage {
        if (!(temperature > 0) || period < 1) {
            throw new IllegalArgumentException(
                    "expected a temperature > 0 and a period >= 1, found " + temperature + " and " + period);
        }
    }

    /** T = 2 as in the paper, a period of 10 steps. */
    public static DynamicWeightAverage defaults() {
        return new DynamicWeightAverage(2, 10);
    }

    @Override
    public String name() {
        return "DWA";
    }

    @Override
    public Run start(int tasks) {
        return new History(tasks);
    }

    private final class History implements Run {
        private final double[] sum;
        private double[] last = {};
        private double[] weights;
        private int steps;

        History(int tasks) {
            sum = new double[tasks];
            weights = Weights.ones(tasks);
        }

        @Override
        public double[] weights(TaskStep step) {
            if (steps == period) {
                turn();
            }
            double[] losses = Weights.requirePositiveLosses(step.losses());
            for (int i = 0; i < sum.length; i++) {
                sum[i] += losses[i];
            }
            steps++;
            return weights.clone();
        }

        private void turn() {
            double[] mean = Arrays.stream(sum).map(s -> s / period).toArray();
            if (last.length > 0) {
                double[] shares = new double[mean.length];
                for (int i = 0; i < mean.length; i++) {
                    shares[i] = mean[i] / last[i] / temperature;
                }
                weights = Arrays.stream(Softmax.of(shares))
                        .map(p -> p * mean.length)
                        .toArray();
            }
            last = mean;
            Arrays.fill(sum, 0);
            steps = 0;
        }
    }
}
