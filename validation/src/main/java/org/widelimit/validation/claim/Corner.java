package org.widelimit.validation.claim;

/**
 * The corners of the space of inputs, where identities and bounds break first. Half of all instances are drawn in one
 * of them.
 */
public enum Corner {
    /** Entries of size 1e-8. */
    TINY,
    /** Entries of size 1e8. */
    HUGE,
    /** Rank one, and the smallest dimensions. */
    DEGENERATE,
    /** All rows equal. */
    EQUAL,
    /** Rows that are opposite to each other in turn. */
    OPPOSITE,
    /** Nothing special. */
    GENERIC;

    private static final int PERIOD = 2 * (values().length - 1);

    static Corner of(int index) {
        int place = index % PERIOD;
        return place < GENERIC.ordinal() ? values()[place] : GENERIC;
    }
}
