package org.widelimit.validation.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What a figure shows, in words made from its data: for readers who do not see it. */
final class FigureText {

    private static final int LISTED_POINTS = 8;

    private FigureText() {}

    /** One paragraph for each series or heat map, after one on the axes. */
    static List<String> describe(Figure figure) {
        List<String> paragraphs = new ArrayList<>();
        if (figure instanceof XyFigure xy) {
            paragraphs.add("Horizontal axis: " + axis(xy.xAxis()) + ". Vertical axis: " + axis(xy.yAxis()) + ".");
            xy.series().forEach(series -> paragraphs.add(describe(series, xy.xAxis())));
            TargetBand band = xy.band();
            if (band != null) {
                paragraphs.add("Band “" + band.name() + "” from " + NumberText.display(band.lower()) + " to "
                        + NumberText.display(band.upper()) + ".");
            }
        } else if (figure instanceof HeatmapFigure heatmap) {
            paragraphs.add("Heat maps of the " + heatmap.valueLabel() + "; rows: " + heatmap.rowLabel() + ", columns: "
                    + heatmap.columnLabel() + ".");
            heatmap.maps().forEach(map -> paragraphs.add(describe(map)));
        }
        return paragraphs;
    }

    private static String axis(Axis axis) {
        return switch (axis.scale()) {
            case LINEAR -> axis.text();
            case LOG -> axis.text() + " (logarithmic)";
            case CATEGORY -> axis.text() + " (" + String.join(", ", axis.categories()) + ")";
        };
    }

    private static String describe(Series series, Axis xAxis) {
        List<Integer> drawn = new ArrayList<>();
        for (int i = 0; i < series.size(); i++) {
            if (!Double.isNaN(series.x().get(i)) && !Double.isNaN(series.y().get(i))) {
                drawn.add(i);
            }
        }
        String head = "“" + series.name() + "” (" + series.role().label() + "): ";
        if (drawn.isEmpty()) {
            return head + "no points.";
        }
        if (drawn.size() <= LISTED_POINTS) {
            return head + drawn.stream().map(i -> point(series, xAxis, i)).collect(Collectors.joining(", ")) + ".";
        }
        double lowest = drawn.stream().mapToDouble(i -> series.y().get(i)).min().orElseThrow();
        double highest =
                drawn.stream().mapToDouble(i -> series.y().get(i)).max().orElseThrow();
        return head + drawn.size() + " points from " + point(series, xAxis, drawn.get(0)) + " to "
                + point(series, xAxis, drawn.get(drawn.size() - 1)) + ", between " + NumberText.display(lowest)
                + " and "
                + NumberText.display(highest) + ".";
    }

    private static String point(Series series, Axis xAxis, int index) {
        double x = series.x().get(index);
        List<String> names = xAxis.categories();
        String place = x >= 0 && x < names.size() ? names.get((int) x) : NumberText.display(x);
        String interval = series.lower() == null || series.upper() == null
                ? ""
                : " [" + NumberText.display(series.lower().get(index)) + ", "
                        + NumberText.display(series.upper().get(index)) + "]";
        return place + ": " + NumberText.display(series.y().get(index)) + interval;
    }

    private static String describe(HeatMap map) {
        double sum = 0;
        double area = 0;
        double lowest = Double.POSITIVE_INFINITY;
        double highest = Double.NEGATIVE_INFINITY;
        for (int row = 0; row < map.rows(); row++) {
            for (int column = 0; column < map.columns(); column++) {
                double value = map.values().get(row * map.columns() + column);
                if (!Double.isNaN(value)) {
                    double block = map.rowMeasure(row) * map.columnMeasure(column);
                    sum += block * value;
                    area += block;
                    lowest = Math.min(lowest, value);
                    highest = Math.max(highest, value);
                }
            }
        }
        String head = "“" + map.name() + "”, " + map.rows() + " × " + map.columns() + " blocks: ";
        return area == 0
                ? head + "no values."
                : head + "mean " + NumberText.display(sum / area, 3) + ", from " + NumberText.display(lowest, 3)
                        + " to " + NumberText.display(highest, 3) + ".";
    }
}
