package org.widelimit.validation.claim;

import java.util.Locale;
import java.util.Objects;

/**
 * Where a statement comes from.
 *
 * @param paper the paper as one cites it: arXiv 2510.17515
 * @param place theorem, equation or section
 * @param origin whether the statement stands there, or follows from it
 */
public record Source(String paper, String place, Origin origin) {

    /** How a statement is related to its source. */
    public enum Origin {
        /** The paper prints it so. */
        PRINTED,
        /** It is derived from what the paper says. */
        DERIVED;

        /** {@code printed} or {@code derived}. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Source {
        Objects.requireNonNull(origin, "origin");
        if (paper.isBlank() || place.isBlank()) {
            throw new IllegalArgumentException(
                    "expected paper and place of a source, found \"" + paper + "\" and \"" + place + '"');
        }
    }

    /** Paper and place in one line. */
    public String text() {
        return paper + ", " + place;
    }
}
