package org.widelimit.ntk.multitask;

/**
 * FAMO: with z = softmax(xi) the step {@code sum_i w_i g_i}, {@code w_i = c z_i / l_i}, c = 1 / sum_j (z_j / l_j), and after it
 *
 * <pre>{@code   xi <- xi - rate (delta + decay xi),    delta_j = z_j (r_j - sum_i z_i r_i),    r_i = log l_i(before) - log l_i(after):}</pre>
 *
 * tasks that got on less than the others get more. One backward pass a step. B. Liu et al., FAMO: Fast Adaptive Multitask Optimization, arXiv 2306.03792, algorithm 1.
 *
 * @param rate of xi, > 0
 * @param decay gamma >= 0
 */
public record Famo(double rate, double decay) implements TaskWeighting {
    public Famo {
        if (!(rate > 0) || !(decay >= 0)) {
            throw new IllegalArgumentException("expected a rate > 0 and a decay >= 0, found " + rate + " and " + decay);
        }
    }

    /** Rate 0.025, decay 0.001. */
    public static Famo defaults() {
        return new Famo(0.025, 0.001);
    }

    @Override
    public String name() {
        return "FAMO";
    }

    @Override
    public Run start(int tasks) {
        return new Logits(tasks);
    }

    private final class Logits implements Run {
        private final double[] xi;

        Logits(int tasks) {
            xi = new double[tasks];
        }

        @Override
        public double[] weights(TaskStep step) {
            double[] w = Softmax.of(xi);
            double[] losses = Weights.requirePositiveLosses(step.losses());
            double sum = 0;
            for (int i = 0; i < w.length; i++) {
                w[i] /= losses[i];
                sum += w[i];
            }
            for (int i = 0; i < w.length; i++) {
                w[i] /= sum;
            }
            return w;
        }

        @Override
        public boolean learns() {
            return true;
        }

        @Override
        public void learn(double[] before, double[] after) {
            double[] from = Weights.requirePositiveLosses(before);
            double[] to = Weights.requirePositiveLosses(after);
            double[] z = Softmax.of(xi);
            double[] r = new double[z.length];
            double mean = 0;
            for (int i = 0; i < z.length; i++) {
                r[i] = Math.log(from[i]) - Math.log(to[i]);
                mean += z[i] * r[i];
            }
            for (int j = 0; j < z.length; j++) {
                xi[j] -= rate * (z[j] * (r[j] - mean) + decay * xi[j]);
            }
        }
    }
}
