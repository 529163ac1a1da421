package org.widelimit.ntk.multitask;

import org.ejml.data.DMatrixRMaj;

/**
 * k losses at one point theta, and what a weighting may want to know there. What is not asked for is not computed: asking for gradients takes k backward passes, asking for losses none.
 *
 * <p>"Shared" are the parameters that more than one task has; Gram matrices are over these alone.
 */
public interface TaskStep {

    /** k. */
    int tasks();

    /** l_i: the mean over the examples of each task's loss. */
    double[] losses();

    /** {@code G_ij = <g_i, g_j>}, (k, k): the Gram matrix of the gradients g_i of l_i by the shared parameters. */
    DMatrixRMaj gram();

    /** {@code sum_i w_i g_i} for the shared parameters, and {@link HeadGradients} for those of one task; all parameters. */
    double[] gradient(double[] weights, HeadGradients heads);

    /** Backward passes through the shared parameters on the whole batch so far: the cost of what was asked. */
    double backwardPasses();
}
