package org.widelimit.validation.report;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of a figure as CSV with a head, one line a point or block, every digit kept, gaps empty.
 *
 * <ul>
 *   <li>series: {@code series,kind,role,x,y,lower,upper}; on a category axis x is the name; the target band, if there is one,
 *       is a last line of kind {@code band} with the target as y;
 *   <li>heat maps: {@code map,row,column,row_from,row_to,column_from,column_to,value}, rows and columns from 0, block
 *       boundaries in [0, 1].
 * </ul>
 */
public final class FigureCsv {

    private FigureCsv() {}

    /** The CSV text, lines ended by line feeds. */
    public static String toCsv(Figure figure) {
        StringWriter text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
            if (figure instanceof XyFigure xy) {
                writeSeries(csv, xy);
            } else if (figure instanceof HeatmapFigure heatmap) {
                writeMaps(csv, heatmap);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a string cannot be written to", e);
        }
        return text.toString();
    }

    private static void writeSeries(CsvWriter csv, XyFigure figure) {
        csv.writeRecord("series", "kind", "role", "x", "y", "lower", "upper");
        List<String> names = figure.xAxis().categories();
        for (Series series : figure.series()) {
            for (int i = 0; i < series.size(); i++) {
                csv.writeRecord(
                        series.name(),
                        series.kind().label(),
                        series.role().label(),
                        position(series.x().get(i), names),
                        NumberText.exact(series.y().get(i)),
                        exact(series.lower(), i),
                        exact(series.upper(), i));
            }
        }
        TargetBand band = figure.band();
        if (band != null) {
            String target = band.target() == null ? "" : NumberText.exact(band.target());
            csv.writeRecord(
                    band.name(),
                    "band",
                    "predicted",
                    "",
                    target,
                    NumberText.exact(band.lower()),
                    NumberText.exact(band.upper()));
        }
    }

    private static String position(double x, List<String> names) {
        boolean named = x >= 0 && x < names.size() && x == Math.rint(x);
        return named ? names.get((int) x) : NumberText.exact(x);
    }

    private static String exact(@Nullable Numbers numbers, int index) {
        return numbers == null ? "" : NumberText.exact(numbers.get(index));
    }

    private static void writeMaps(CsvWriter csv, HeatmapFigure figure) {
        csv.writeRecord("map", "row", "column", "row_from", "row_to", "column_from", "column_to", "value");
        for (HeatMap map : figure.maps()) {
            for (int row = 0; row < map.rows(); row++) {
                for (int column = 0; column < map.columns(); column++) {
                    csv.writeRecord(
                            map.name(),
                            Integer.toString(row),
                            Integer.toString(column),
                            edge(map.rowEdges(), row, map.rows()),
                            edge(map.rowEdges(), row + 1, map.rows()),
                            edge(map.columnEdges(), column, map.columns()),
                            edge(map.columnEdges(), column + 1, map.columns()),
                            NumberText.exact(map.values().get(row * map.columns() + column)));
                }
            }
        }
    }

    private static String edge(@Nullable Numbers edges, int index, int blocks) {
        return NumberText.exact(edges == null ? (double) index / blocks : edges.get(index));
    }
}
