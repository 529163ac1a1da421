package org.widelimit.validation.report;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/** How much work a verification may take; a claim is decided at its smallest scale or above, never below. */
public enum Scale {
    /** About ten seconds a claim. */
    QUICK,
    /** Minutes a claim. */
    STANDARD,
    /** As long as it takes. */
    FULL;

    /** The name on the command line and in reports: {@code quick}, {@code standard}, {@code full}. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The scale of that name, in any case.
     *
     * @throws IllegalArgumentException when there is none
     */
    @JsonCreator
    public static Scale named(String name) {
        return Arrays.stream(values())
                .filter(scale -> scale.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "expected a scale (quick, standard, full), found \"" + name + '"'));
    }
}
