package org.widelimit.ntk.kernel;

/** What the graphon of a layer stands for. */
public enum Variant {
    /**
     * The limit density of masks: a kept weight has variance 1 and is trained, a pruned one is zero and is not. The weights' gradient
     * is masked, so every layer's share of the NTK carries {@code W_l}.
     */
    MASKED,

    /**
     * A profile of initial variances, {@code w_ij ~ N(0, V(u_i, u_j))}, with every weight trained: the model of P1 (arXiv 2510.17515), section 5. The
     * layer's share of the NTK is {@code (int B^l)(int Sigma^(l-1))}.
     */
    VARIANCE_PROFILE
}
