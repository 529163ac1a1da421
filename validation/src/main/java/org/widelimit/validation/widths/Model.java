package org.widelimit.validation.widths;

import com.fasterxml.jackson.annotation.JsonValue;

/** Whose masks go through the estimator. */
public enum Model {
    /** The pruner's. */
    METHOD("method"),
    /** Erdos-Renyi masks of the same shapes and densities: no structure at all. */
    ERDOS_RENYI("erdosRenyi"),
    /** Random masks with the same row and column degrees: no structure beyond degrees. */
    CONFIGURATION("configuration");

    private final String label;

    Model(String label) {
        this.label = label;
    }

    /** The name in files. */
    @JsonValue
    public String label() {
        return label;
    }
}
