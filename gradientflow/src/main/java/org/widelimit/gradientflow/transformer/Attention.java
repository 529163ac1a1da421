package org.widelimit.gradientflow.transformer;

/** How scores z_j become the weights p_j of the attention. */
public enum Attention {
    /** p = softmax(z) (arXiv 2510.06954, eq. 2). */
    SOFTMAX,
    /** p_j = 1/s + (z_j - mean z) / s, the first order of softmax around equal scores (the paper's second stage, eq. 46). */
    LINEARISED
}
