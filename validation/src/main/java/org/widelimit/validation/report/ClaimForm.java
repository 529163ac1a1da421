package org.widelimit.validation.report;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;

/** The five forms of a claim; the form decides the statistics, the plot and the wording of the verdict. */
public enum ClaimForm {
    /** Two computations agree on every instance. */
    IDENTITY("Identity"),
    /** An inequality holds on every instance. */
    BOUND("Bound"),
    /** A quantity equals a number in the limit. */
    VALUE("Value"),
    /** An error scales as n^a. */
    RATE("Rate"),
    /** A is smaller than B. */
    ORDER("Order");

    private final String label;

    ClaimForm(String label) {
        this.label = label;
    }

    /** The name in reports, {@code Identity} to {@code Order}. */
    @JsonValue
    public String label() {
        return label;
    }

    /** Whether it speaks about every instance, so that there is no sampling error: one counterexample refutes it. */
    public boolean isAboutInstances() {
        return this == IDENTITY || this == BOUND;
    }

    /**
     * The form of that name, in any case.
     *
     * @throws IllegalArgumentException when there is none
     */
    @JsonCreator
    public static ClaimForm named(String name) {
        return Arrays.stream(values())
                .filter(form -> form.label.equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "expected a claim form (Identity, Bound, Value, Rate, Order), found \"" + name + '"'));
    }
}
