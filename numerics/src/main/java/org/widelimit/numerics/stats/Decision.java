package org.widelimit.numerics.stats;

/** What an interval says about a set of accepted values. Absence of evidence is INCONCLUSIVE, never SUPPORTED. */
public enum Decision {
    /** Every value in the interval is accepted. */
    SUPPORTED,
    /** No value in the interval is accepted. */
    REFUTED,
    /** Some are and some are not. */
    INCONCLUSIVE
}
