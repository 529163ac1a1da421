package org.widelimit.validation.report;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Points (x_i, y_i), i = 0, 1, ..., with optional intervals [lower_i, upper_i] around y_i: error bars on markers, a shaded
 * band along a line.
 *
 * @param role what the points are, which decides colour and stroke
 * @param lower lower ends, or null; given together with {@code upper}
 * @param upper upper ends, or null
 */
public record Series(
        String name,
        Kind kind,
        Role role,
        Numbers x,
        Numbers y,
        @Nullable Numbers lower,
        @Nullable Numbers upper) {

    /** How a series is drawn. */
    public enum Kind {
        /** Points joined by a line. */
        LINE,
        /** Points by themselves. */
        SCATTER,
        /** Bars from zero. */
        BAR;

        @JsonValue
        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What a series shows. */
    public enum Role {
        /** What was measured. */
        MEASURED,
        /** What the claim, or the theory, says. */
        PREDICTED,
        /** What the rival statement says. */
        FALSEHOOD,
        /** What the corrected form says. */
        CONTROL,
        /** What carries no signal: a null model, a reference line. */
        REFERENCE;

        @JsonValue
        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Series {
        Texts.requireText("name", name);
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(x, "x");
        Objects.requireNonNull(y, "y");
        requireSize(name, "y", x, y);
        if ((lower == null) != (upper == null)) {
            throw new IllegalArgumentException("expected both ends of the intervals of series \"" + name + '"');
        }
        if (lower != null && upper != null) {
            requireSize(name, "lower", x, lower);
            requireSize(name, "upper", x, upper);
        }
    }

    private static void requireSize(String name, String field, Numbers x, Numbers found) {
        if (found.size() != x.size()) {
            throw new IllegalArgumentException("expected " + x.size() + " values in \"" + field + "\" of series \""
                    + name + "\", found " + found.size());
        }
    }

    /** Markers. */
    public static Series scatter(String name, Role role, double[] x, double[] y) {
        return new Series(name, Kind.SCATTER, role, Numbers.of(x), Numbers.of(y), null, null);
    }

    /** A line through the points. */
    public static Series line(String name, Role role, double[] x, double[] y) {
        return new Series(name, Kind.LINE, role, Numbers.of(x), Numbers.of(y), null, null);
    }

    /** Bars from zero. */
    public static Series bar(String name, Role role, double[] x, double[] y) {
        return new Series(name, Kind.BAR, role, Numbers.of(x), Numbers.of(y), null, null);
    }

    /** The same points with intervals around y. */
    public Series withIntervals(double[] newLower, double[] newUpper) {
        return new Series(name, kind, role, x, y, Numbers.of(newLower), Numbers.of(newUpper));
    }

    /** How many points, gaps included. */
    public int size() {
        return x.size();
    }
}
