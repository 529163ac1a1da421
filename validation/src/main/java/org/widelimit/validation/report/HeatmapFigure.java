package org.widelimit.validation.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Heat maps side by side on one colour scale.
 *
 * @param valueLabel what a colour stands for
 * @param lower value of the first colour
 * @param upper value of the last colour
 * @param rowLabel what the rows are, from the top
 * @param columnLabel what the columns are, from the left
 * @param maps at least one, row by row of the arrangement
 * @param perRow how many maps stand beside each other
 */
public record HeatmapFigure(
        String id,
        String title,
        @Nullable String caption,
        String valueLabel,
        double lower,
        double upper,
        String rowLabel,
        String columnLabel,
        List<HeatMap> maps,
        int perRow)
        implements Figure {

    public HeatmapFigure {
        Figure.requireId(id);
        Texts.requireText("title", title);
        Texts.requireText("valueLabel", valueLabel);
        Texts.requireText("rowLabel", rowLabel);
        Texts.requireText("columnLabel", columnLabel);
        if (!Double.isFinite(lower) || !Double.isFinite(upper) || lower >= upper) {
            throw new IllegalArgumentException("expected a colour scale with finite lower < upper in figure \"" + id
                    + "\", found [" + lower + ", " + upper + "]");
        }
        maps = List.copyOf(maps);
        if (maps.isEmpty() || perRow < 1) {
            throw new IllegalArgumentException("expected at least one heat map and one per row in figure \"" + id
                    + "\", found " + maps.size() + " and " + perRow);
        }
    }

    /** Maps of densities in [0, 1], rows = output blocks, columns = input blocks. */
    public static HeatmapFigure ofDensities(String id, String title, List<HeatMap> maps, int perRow) {
        return new HeatmapFigure(id, title, null, "density", 0, 1, "output units", "input units", maps, perRow);
    }

    /** The same figure with a caption. */
    public HeatmapFigure withCaption(String newCaption) {
        return new HeatmapFigure(id, title, newCaption, valueLabel, lower, upper, rowLabel, columnLabel, maps, perRow);
    }

    /** The same figure with another colour scale. */
    public HeatmapFigure withRange(double newLower, double newUpper) {
        return new HeatmapFigure(
                id, title, caption, valueLabel, newLower, newUpper, rowLabel, columnLabel, maps, perRow);
    }
}
