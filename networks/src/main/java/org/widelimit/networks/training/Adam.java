package org.widelimit.networks.training;

/**
 * {@code m <- b1 m + (1 - b1) g}, {@code v <- b2 v + (1 - b2) g^2},
 * {@code theta <- theta - learningRate m/(1 - b1^t) / (sqrt(v/(1 - b2^t)) + epsilon)}.
 *
 * <p>D. Kingma and J. Ba, Adam: a method for stochastic optimization, arXiv 1412.6980, algorithm 1.
 *
 * @param learningRate step size, &gt; 0
 * @param beta1 decay of the mean of gradients, in [0, 1)
 * @param beta2 decay of the mean of squared gradients, in [0, 1)
 * @param epsilon &gt; 0
 */
public record Adam(double learningRate, double beta1, double beta2, double epsilon) implements Optimizer {
    public Adam {
        if (!(learningRate > 0) || Double.isInfinite(learningRate)) {
            throw new IllegalArgumentException("expected a learning rate > 0, found " + learningRate);
        }
        if (!(beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 < 1)) {
            throw new IllegalArgumentException("expected decays in [0, 1), found " + beta1 + " and " + beta2);
        }
        if (!(epsilon > 0)) {
            throw new IllegalArgumentException("expected epsilon > 0, found " + epsilon);
        }
    }

    /** The paper's defaults: 0.001, 0.9, 0.999, 1e-8. */
    public static Adam defaults() {
        return of(0.001);
    }

    /** The paper's defaults but for the learning rate. */
    public static Adam of(double learningRate) {
        return new Adam(learningRate, 0.9, 0.999, 1e-8);
    }

    @Override
    public Run start(int parameters) {
        return new State(this, parameters);
    }

    private static final class State implements Run {
        private final Adam options;
        private final double[] mean;
        private final double[] square;
        private int steps;

        State(Adam options, int parameters) {
            this.options = options;
            this.mean = new double[parameters];
            this.square = new double[parameters];
        }

        @Override
        public void step(double[] theta, double[] gradient) {
            steps++;
            double b1 = options.beta1;
            double b2 = options.beta2;
            double meanBias = 1 - Math.pow(b1, steps);
            double squareBias = 1 - Math.pow(b2, steps);
            for (int p = 0; p < theta.length; p++) {
                double g = gradient[p];
                mean[p] = b1 * mean[p] + (1 - b1) * g;
                square[p] = b2 * square[p] + (1 - b2) * g * g;
                double root = Math.sqrt(square[p] / squareBias);
                theta[p] -= options.learningRate * (mean[p] / meanBias) / (root + options.epsilon);
            }
        }
    }
}
