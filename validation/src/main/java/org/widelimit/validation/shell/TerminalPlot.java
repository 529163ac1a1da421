package org.widelimit.validation.shell;

import java.util.Arrays;
import java.util.Locale;
import org.widelimit.validation.report.Axis;
import org.widelimit.validation.report.Series;
import org.widelimit.validation.report.XyFigure;

/** Series as characters on a grid of 72 x 20, one mark for each series, with the ends of the axes and a legend. */
final class TerminalPlot {

    private static final int WIDTH = 72;
    private static final int HEIGHT = 20;
    private static final String MARKS = "o+x*#@%&";

    private final XyFigure figure;
    private final char[][] grid = new char[HEIGHT][WIDTH];
    private final Range x;
    private final Range y;

    private TerminalPlot(XyFigure figure) {
        this.figure = figure;
        this.x = new Range(figure.xAxis());
        this.y = new Range(figure.yAxis());
        for (char[] row : grid) {
            Arrays.fill(row, ' ');
        }
    }

    static String of(XyFigure figure) {
        TerminalPlot plot = new TerminalPlot(figure);
        plot.measure();
        plot.draw();
        return plot.text();
    }

    /** The values along one axis, as positions from 0 to 1. */
    private static final class Range {

        private final boolean log;
        private double lowest = Double.POSITIVE_INFINITY;
        private double highest = Double.NEGATIVE_INFINITY;

        Range(Axis axis) {
            log = axis.scale() == Axis.AxisScale.LOG;
        }

        boolean holds(double value) {
            return Double.isFinite(value) && (!log || value > 0);
        }

        void include(double value) {
            lowest = Math.min(lowest, value);
            highest = Math.max(highest, value);
        }

        double position(double value) {
            double span = scaled(highest) - scaled(lowest);
            return span > 0 ? (scaled(value) - scaled(lowest)) / span : 0.5;
        }

        private double scaled(double value) {
            return log ? Math.log(value) : value;
        }
    }

    private boolean isDrawn(Series series, int point) {
        return x.holds(series.x().get(point)) && y.holds(series.y().get(point));
    }

    private void measure() {
        for (Series series : figure.series()) {
            for (int i = 0; i < series.size(); i++) {
                if (isDrawn(series, i)) {
                    x.include(series.x().get(i));
                    y.include(series.y().get(i));
                }
            }
        }
    }

    /** The first series is drawn last, so that what was measured stays visible. */
    private void draw() {
        for (int s = figure.series().size() - 1; s >= 0; s--) {
            Series series = figure.series().get(s);
            for (int i = 0; i < series.size(); i++) {
                if (isDrawn(series, i)) {
                    int column = (int) Math.round(x.position(series.x().get(i)) * (WIDTH - 1));
                    int row =
                            HEIGHT - 1 - (int) Math.round(y.position(series.y().get(i)) * (HEIGHT - 1));
                    grid[row][column] = mark(s);
                }
            }
        }
    }

    private static char mark(int series) {
        return MARKS.charAt(series % MARKS.length());
    }

    private String text() {
        StringBuilder text = new StringBuilder(figure.title()).append('\n');
        for (int row = 0; row < HEIGHT; row++) {
            String end = row == 0 ? number(y.highest) : row == HEIGHT - 1 ? number(y.lowest) : "";
            text.append(String.format("%10s |", end)).append(grid[row]).append('\n');
        }
        text.append(" ".repeat(11)).append('+').append("-".repeat(WIDTH)).append('\n');
        String left = number(x.lowest);
        text.append(" ".repeat(12))
                .append(left)
                .append(String.format("%" + (WIDTH - left.length()) + "s", number(x.highest)))
                .append('\n');
        text.append("across: ")
                .append(figure.xAxis().label())
                .append(", up: ")
                .append(figure.yAxis().label());
        text.append('\n');
        for (int s = 0; s < figure.series().size(); s++) {
            text.append("  ")
                    .append(mark(s))
                    .append("  ")
                    .append(figure.series().get(s).name())
                    .append('\n');
        }
        return text.toString();
    }

    private static String number(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.4g", value) : "-";
    }
}
