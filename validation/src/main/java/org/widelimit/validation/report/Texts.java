package org.widelimit.validation.report;

import org.jspecify.annotations.Nullable;

/** Checks that the records of the model share. */
final class Texts {

    private Texts() {}

    static String requireText(String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(
                    "expected a text in \"" + field + "\", found " + (value == null ? "nothing" : "a blank one"));
        }
        return value;
    }

    /** JSON has no token for NaN and the infinities, so the model has none either: they are "no number". */
    static @Nullable Double finiteOrNull(@Nullable Double value) {
        return value != null && Double.isFinite(value) ? value : null;
    }
}
