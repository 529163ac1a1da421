package org.widelimit.ntk.empirical;

/** What becomes of the kernels {@code Theta^k} of several outputs k = 1 .. K; kernels between different outputs are not computed. */
public enum OutputReduction {
    /** {@code (1/K) sum_k Theta^k}: what tends to the kernel of the limit. */
    MEAN,

    /** {@code sum_k Theta^k}, the trace over outputs. */
    SUM
}
