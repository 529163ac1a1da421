package org.widelimit.ntk.multitask;

/**
 * A method that chooses the weights w_i of {@code sum_i w_i l_i} anew at each step. What manipulates gradients is of this form too: its direction is a combination {@code sum_i w_i g_i}.
 *
 * <p>Immutable options; {@link Run} has the state. Gradients that vanish get finite weights.
 */
public interface TaskWeighting {

    /** The name that the literature knows it by. */
    String name();

    /** What the parameters of single tasks receive. */
    default HeadGradients heads() {
        return HeadGradients.WEIGHTED;
    }

    /** A fresh run for so many tasks. */
    Run start(int tasks);

    /** The state of one run; not for use from several threads. */
    @FunctionalInterface
    interface Run {

        /** w_1, ..., w_k for the next step. */
        double[] weights(TaskStep step);

        /** Whether {@link #learn} wants to be told. */
        default boolean learns() {
            return false;
        }

        /** The losses on the same examples before and after the step. */
        default void learn(double[] before, double[] after) {}
    }
}
