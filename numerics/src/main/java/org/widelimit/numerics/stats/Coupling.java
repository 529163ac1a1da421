package org.widelimit.numerics.stats;

/** What replicate r at one scale has to do with replicate r at another. */
public enum Coupling {
    /** Nothing: other randomness at each scale. */
    INDEPENDENT,
    /**
     * They are the same random instance, seen at each scale: one initialisation at several epsilon. The fit is then
     * made for each replicate by itself, and the spread of the fits gives the interval, so what varies from instance to
     * instance but not with the scale cancels.
     */
    SHARED
}
