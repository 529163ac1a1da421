package org.widelimit.validation.report;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Series over two axes, with an optional target band across.
 *
 * @param series at least one
 */
public record XyFigure(
        String id,
        String title,
        @Nullable String caption,
        Axis xAxis,
        Axis yAxis,
        List<Series> series,
        @Nullable TargetBand band)
        implements Figure {

    public XyFigure {
        Figure.requireId(id);
        Texts.requireText("title", title);
        Objects.requireNonNull(xAxis, "xAxis");
        Objects.requireNonNull(yAxis, "yAxis");
        if (yAxis.scale() == Axis.AxisScale.CATEGORY) {
            throw new IllegalArgumentException(
                    "expected names on the x axis alone, found them on the y axis of \"" + id + '"');
        }
        series = List.copyOf(series);
        if (series.isEmpty()) {
            throw new IllegalArgumentException("expected at least one series in figure \"" + id + '"');
        }
    }

    /** A figure without caption and band. */
    public static XyFigure of(String id, String title, Axis xAxis, Axis yAxis, List<Series> series) {
        return new XyFigure(id, title, null, xAxis, yAxis, series, null);
    }

    /** The same figure with a caption. */
    public XyFigure withCaption(String newCaption) {
        return new XyFigure(id, title, newCaption, xAxis, yAxis, series, band);
    }

    /** The same figure with a target band. */
    public XyFigure withBand(TargetBand newBand) {
        return new XyFigure(id, title, caption, xAxis, yAxis, series, newBand);
    }
}
