package org.widelimit.validation.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A figure as data; every figure has a CSV file with all its numbers. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = XyFigure.class, name = "xy"),
    @JsonSubTypes.Type(value = HeatmapFigure.class, name = "heatmap")
})
public sealed interface Figure permits XyFigure, HeatmapFigure {

    /** A name that is unique in its report and fit for a file: letters, digits, dot, dash, underscore. */
    String id();

    /** What is shown, in a line. */
    String title();

    /** What to see in it, or null. */
    @Nullable
    String caption();

    /** Path of its CSV file relative to the report's folder: {@code figures/<id>.csv}. */
    @JsonIgnore
    default String path() {
        return "figures/" + id() + ".csv";
    }

    /** The figure's id that belongs to a claim's id: {@code graphon/C5} gives {@code graphon-C5}. */
    static String idOf(String claimId) {
        return claimId.replaceAll("[^A-Za-z0-9._-]", "-");
    }

    /** Refuses a name that is no plain file name: an id becomes a path. */
    static void requireId(@Nullable String id) {
        if (id == null || !FileName.PATTERN.matcher(id).matches()) {
            throw new IllegalArgumentException(
                    "expected a figure id of letters, digits, '.', '-' and '_' that starts with a letter or digit, found \""
                            + id + '"');
        }
    }

    /** Holds the pattern, which an interface cannot keep to itself. */
    final class FileName {
        private static final Pattern PATTERN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,120}");

        private FileName() {}
    }
}
