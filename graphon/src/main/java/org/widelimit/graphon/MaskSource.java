package org.widelimit.graphon;

/** What the arrays of a mask file are. */
public enum MaskSource {
    /** Masks alone: arrays of exact zeros and ones. */
    MASKS,
    /** Masks where there are some, and for other layers m_ij = 1 where the weight w_ij is not exactly 0. */
    EXACT_ZEROS
}
