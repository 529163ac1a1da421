package org.widelimit.validation.widths;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Between which two estimated graphons a labelled cut distance is taken; both are of one layer and, where nothing else
 * is said, of one width.
 */
public enum Quantity {
    /** Two seeds; the mean is over all pairs. */
    BETWEEN_SEEDS("betweenSeeds"),
    /** A width and the next one of the study, same seed (the networks have nothing else in common). */
    TO_NEXT_WIDTH("toNextWidth"),
    /** The limit, where it is known. */
    TO_LIMIT("toLimit"),
    /** An Erdos-Renyi mask of the same density: structure of any kind, if it is more than between two such masks. */
    TO_ERDOS_RENYI("toErdosRenyi"),
    /** A random mask of the same degrees: structure beyond the degrees, if it is more than between two such masks. */
    TO_CONFIGURATION("toConfiguration");

    private final String label;

    Quantity(String label) {
        this.label = label;
    }

    /** The name in files. */
    @JsonValue
    public String label() {
        return label;
    }
}
