package org.widelimit.validation.widths;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.widelimit.numerics.files.AtomicFiles;
import org.widelimit.validation.report.NumberText;

/** The study's result as files: {@code widths.json}, {@code widths.csv}. */
public final class WidthsFiles {

    /** Name of the file with all numbers. */
    public static final String JSON = "widths.json";
    /** Name of the file with one row for each layer and width. */
    public static final String CSV = "widths.csv";

    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private WidthsFiles() {}

    /** The result as a tree of JSON. */
    public static ObjectNode toJson(WidthsResult result) {
        return MAPPER.valueToTree(result);
    }

    /**
     * One line for each distance and width, {@code
     * layer,model,quantity,width,lower,upper,interval_lower,interval_upper,distances}; numbers with every digit, gaps
     * empty.
     */
    public static String toCsv(WidthsResult result) {
        StringWriter text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
            csv.writeRecord(
                    "layer",
                    "model",
                    "quantity",
                    "width",
                    "lower",
                    "upper",
                    "interval_lower",
                    "interval_upper",
                    "distances");
            for (LayerResult layer : result.layers()) {
                for (DistanceCurve curve : layer.distances()) {
                    curve.points().forEach(point -> writePoint(csv, layer.layer(), curve, point));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a string cannot be written to", e);
        }
        return text.toString();
    }

    private static void writePoint(CsvWriter csv, String layer, DistanceCurve curve, DistancePoint point) {
        csv.writeRecord(
                layer,
                curve.model().label(),
                curve.quantity().label(),
                Integer.toString(point.width()),
                NumberText.exact(point.lower()),
                NumberText.exact(point.upper()),
                exact(point.intervalLower()),
                exact(point.intervalUpper()),
                Integer.toString(point.distances()));
    }

    private static String exact(@Nullable Double value) {
        return value == null ? "" : NumberText.exact(value);
    }

    /**
     * Writes both files.
     *
     * @param folder exists
     * @throws org.widelimit.numerics.InputException when one cannot be written
     */
    public static void write(Path folder, WidthsResult result) {
        try {
            AtomicFiles.writeString(folder.resolve(JSON), MAPPER.writeValueAsString(result) + "\n");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a result of numbers and names can always be written", e);
        }
        AtomicFiles.writeString(folder.resolve(CSV), toCsv(result));
    }
}
