package org.widelimit.ntk.empirical;

/** Whether the derivatives with respect to pruned weights count. */
public enum PrunedGradients {
    /** Pruned weights are not trained: {@code df/dw = s m b h}. */
    EXCLUDED,

    /** All weights are trained, the pruned ones from zero: {@code df/dw = s b h} whatever the mask is. */
    INCLUDED
}
