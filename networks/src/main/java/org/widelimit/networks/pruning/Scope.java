package org.widelimit.networks.pruning;

/** Over which weights one threshold is taken. */
public enum Scope {
    /** All prunable layers together: the layers' densities differ. */
    GLOBAL,

    /** Each prunable layer for itself: every layer gets the same density. */
    LAYER
}
