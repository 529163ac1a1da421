package org.widelimit.validation.widths;

import com.fasterxml.jackson.annotation.JsonValue;

/** What is known of the graphon that a method's masks of a layer between hidden layers converge to. */
public enum Limit {
    /** The constant that was asked for: Random keeps every weight with the same probability. */
    ASKED_DENSITY("constant, the density asked for"),
    /**
     * The constant that is the layer's density: Magnitude's scores are independent and of one law within a layer, but
     * the threshold is shared with others.
     */
    LAYER_DENSITY("constant, the layer's density"),
    /** Nothing that the study could compare with. */
    UNKNOWN("unknown");

    private final String label;

    Limit(String label) {
        this.label = label;
    }

    /** The name in files. */
    @JsonValue
    public String label() {
        return label;
    }

    /** The limit of a pruner's masks, by its name. */
    static Limit of(String method) {
        return switch (method) {
            case "random" -> ASKED_DENSITY;
            case "magnitude" -> LAYER_DENSITY;
            default -> UNKNOWN;
        };
    }
}
