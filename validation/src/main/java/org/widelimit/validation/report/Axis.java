package org.widelimit.validation.report;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An axis of a figure.
 *
 * @param unit the unit, or null for a pure number
 * @param categories the names at positions 0, 1, ... of a category axis; empty for the other scales
 */
public record Axis(String label, @Nullable String unit, AxisScale scale, List<String> categories) {

    /** How positions on an axis grow with the value. */
    public enum AxisScale {
        /** Equal steps for equal differences. */
        LINEAR,
        /** Equal steps for equal ratios; values that are not positive cannot be drawn. */
        LOG,
        /** One place for each name; the value is the index of the name. */
        CATEGORY;

        @JsonValue
        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Axis {
        Texts.requireText("label", label);
        Objects.requireNonNull(scale, "scale");
        categories = categories == null ? List.of() : List.copyOf(categories);
        if ((scale == AxisScale.CATEGORY) == categories.isEmpty()) {
            throw new IllegalArgumentException("expected categories for a category axis alone, found "
                    + categories.size() + " on the " + scale.label() + " axis \"" + label + '"');
        }
    }

    /** A linear axis of a pure number. */
    public static Axis linear(String label) {
        return new Axis(label, null, AxisScale.LINEAR, List.of());
    }

    /** A logarithmic axis of a pure number. */
    public static Axis log(String label) {
        return new Axis(label, null, AxisScale.LOG, List.of());
    }

    /** An axis of names. */
    public static Axis category(String label, List<String> categories) {
        return new Axis(label, null, AxisScale.CATEGORY, categories);
    }

    /** The same axis with a unit. */
    public Axis withUnit(String newUnit) {
        return new Axis(label, newUnit, scale, categories);
    }

    /** The label and, in brackets, the unit. */
    public String text() {
        return unit == null ? label : label + " [" + unit + "]";
    }
}
