package org.widelimit.networks.training;

/**
 * {@code v <- momentum v + g}, {@code theta <- theta - learningRate v}: (stochastic) gradient descent with heavy-ball momentum.
 *
 * @param learningRate step size, &gt; 0
 * @param momentum in [0, 1); 0 is plain gradient descent
 */
public record Sgd(double learningRate, double momentum) implements Optimizer {
    public Sgd {
        if (!(learningRate > 0) || Double.isInfinite(learningRate)) {
            throw new IllegalArgumentException("expected a learning rate > 0, found " + learningRate);
        }
        if (!(momentum >= 0 && momentum < 1)) {
            throw new IllegalArgumentException("expected a momentum in [0, 1), found " + momentum);
        }
    }

    /** Without momentum. */
    public static Sgd of(double learningRate) {
        return new Sgd(learningRate, 0);
    }

    @Override
    public Run start(int parameters) {
        double[] velocity = new double[parameters];
        return (theta, gradient) -> {
            for (int p = 0; p < theta.length; p++) {
                velocity[p] = momentum * velocity[p] + gradient[p];
                theta[p] -= learningRate * velocity[p];
            }
        };
    }
}
