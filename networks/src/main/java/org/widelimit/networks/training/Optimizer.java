package org.widelimit.networks.training;

/**
 * A first-order method: options that say how a parameter follows its gradients.
 *
 * <p>Methods act on each parameter for itself, and leave a parameter alone whose gradients have all been exactly zero: that
 * is how masked weights stay what they are.
 */
public interface Optimizer {
    /** A fresh run for this many parameters. */
    Run start(int parameters);

    /** The state of one run; not for use from several threads. */
    interface Run {
        /** Moves {@code theta} in place by one step. */
        void step(double[] theta, double[] gradient);
    }
}
