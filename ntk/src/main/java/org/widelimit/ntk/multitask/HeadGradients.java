package org.widelimit.ntk.multitask;

/** What the parameters of a task's own head receive; it concerns no other task. */
public enum HeadGradients {
    /** {@code w_i dl_i/dtheta}, as for a weighted sum of losses. */
    WEIGHTED,
    /** {@code dl_i/dtheta}: methods that change the gradient of shared parameters alone. */
    PLAIN
}
