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

    /**
     * {@code J_i J_i^T}, (chunks, chunks): row j of J_i is the gradient by the shared parameters of l_i on chunk j, a mean over its examples. The examples are cut in their order into chunks of
     * ceil(B / chunks), the last of them smaller; 1 chunk gives G_ii.
     */
    DMatrixRMaj chunkGram(int task, int chunks);

    /**
     * The same of the gradients by the shared representation that the heads are fed with; no pass through the trunk.
     *
     * @throws UnsupportedOperationException where there is none
     */
    DMatrixRMaj representationGram(int task, int chunks, Representation representation);

    /** {@code sum_i w_i g_i} for the shared parameters, and {@link HeadGradients} for those of one task; all parameters. */
    double[] gradient(double[] weights, HeadGradients heads);

    /** Backward passes through the shared parameters on the whole batch so far: the cost of what was asked. */
    double backwardPasses();
}
