package org.widelimit.validation.report;

import java.util.Objects;

/** A one-sided interval: the value is at least ({@link Side#LOWER}) or at most ({@link Side#UPPER}) the bound. */
public record OneSided(Side side, double bound) {

    /** Which end of the interval is finite. */
    public enum Side {
        /** [bound, infinity). */
        LOWER,
        /** (-infinity, bound]. */
        UPPER
    }

    public OneSided {
        Objects.requireNonNull(side, "side");
        if (!Double.isFinite(bound)) {
            throw new IllegalArgumentException("expected a finite bound, found " + bound);
        }
    }
}
