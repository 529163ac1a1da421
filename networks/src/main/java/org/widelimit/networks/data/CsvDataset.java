package org.widelimit.networks.data;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.graphon.MaskFiles;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.files.InputFiles;

/** Comma-separated numbers, one example per line, the class last. */
final class CsvDataset {
    /** An array's header, two references to objects and the number of a line, about. */
    private static final long ROW_BYTES = 64;

    private final String source;
    private final long heap;
    private final List<double[]> rows = new ArrayList<>();
    private final List<Long> lines = new ArrayList<>();
    private int columns = -1;

    private CsvDataset(String source, long heap) {
        this.source = source;
        this.heap = heap;
    }

    static Dataset read(Path file) {
        InputFiles.size(file);
        try (InputStream in = DatasetFiles.open(file)) {
            return parse(in, InputFiles.name(file), MaskFiles.sha256(file));
        } catch (IOException e) {
            throw InputFiles.unreadable(file, e);
        } catch (UncheckedIOException e) {
            throw InputFiles.unreadable(file, Objects.requireNonNull(e.getCause()));
        }
    }

    static Dataset parse(InputStream in, String source, String sha256) throws IOException {
        return parse(in, source, sha256, Runtime.getRuntime().maxMemory());
    }

    /** The same, in so many bytes of heap. */
    static Dataset parse(InputStream in, String source, String sha256, long heap) throws IOException {
        CsvDataset reader = new CsvDataset(source, heap);
        try (CsvReader<CsvRecord> csv = CsvReader.builder()
                .detectBomHeader(true)
                // Lines of another length are refused here, with their line number.
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(in, StandardCharsets.UTF_8)) {
            for (CsvRecord line : csv) {
                reader.accept(line);
            }
        } catch (CsvParseException e) {
            throw new InputException(source + ": not readable as CSV: " + e.getMessage(), e);
        }
        return reader.toDataset(sha256);
    }

    private void accept(CsvRecord line) {
        boolean first = columns < 0;
        if (first) {
            columns = line.getFieldCount();
            if (columns < 2) {
                throw new InputException(source + ": expected at least one input and a class, found " + columns
                        + " column in line " + line.getStartingLineNumber());
            }
        }
        if (line.getFieldCount() != columns) {
            throw new InputException(source + ": expected " + columns + " cells, found " + line.getFieldCount()
                    + " in line " + line.getStartingLineNumber());
        }
        if (first && isHeader(line)) {
            return;
        }
        double[] values = row();
        for (int j = 0; j < columns; j++) {
            values[j] = number(line, j);
        }
        rows.add(values);
        lines.add(line.getStartingLineNumber());
    }

    /** Room for one more row, while there is any: a compressed file may unpack to a thousand times its length. */
    private double[] row() {
        long bytes = (rows.size() + 1L) * (columns * (long) Double.BYTES + ROW_BYTES);
        if (bytes > heap) {
            throw tooLarge(bytes);
        }
        try {
            return new double[columns];
        } catch (OutOfMemoryError e) {
            throw tooLarge(bytes);
        }
    }

    private InputException tooLarge(long bytes) {
        return new InputException(String.format(
                "%s: the numbers up to row %d need %d MiB, more than the Java heap has (-Xmx sets it)",
                source, rows.size() + 1, bytes >> 20));
    }

    private boolean isHeader(CsvRecord line) {
        String last = line.getField(columns - 1);
        return (!isNumber(last) && !last.isBlank()) || line.getFields().stream().noneMatch(CsvDataset::isNumber);
    }

    private static boolean isNumber(String cell) {
        try {
            Double.parseDouble(cell.strip());
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private double number(CsvRecord line, int j) {
        String cell = line.getField(j);
        double value = isNumber(cell) ? Double.parseDouble(cell.strip()) : Double.NaN;
        if (!Double.isFinite(value)) {
            throw new InputException(source + ": expected a finite number, found \"" + cell + "\" in line "
                    + line.getStartingLineNumber() + ", column " + (j + 1));
        }
        return value;
    }

    private Dataset toDataset(String sha256) {
        if (rows.isEmpty()) {
            throw new InputException(source + ": expected at least one example, found none");
        }
        int features = columns - 1;
        if ((long) rows.size() * features > Integer.MAX_VALUE) {
            throw new InputException(source + ": expected at most " + Integer.MAX_VALUE + " input values, found "
                    + (long) rows.size() * features);
        }
        DMatrixRMaj inputs = matrix(features);
        double[] classes = new double[rows.size()];
        for (int e = 0; e < rows.size(); e++) {
            System.arraycopy(rows.get(e), 0, inputs.data, e * features, features);
            classes[e] = rows.get(e)[features];
        }
        Labels labels =
                Labels.encode(classes, e -> "in line " + lines.get(e) + ", column " + columns + " of " + source);
        return new Dataset(source, sha256, inputs, labels.indices(), labels.classes());
    }

    private DMatrixRMaj matrix(int features) {
        try {
            return new DMatrixRMaj(rows.size(), features);
        } catch (OutOfMemoryError e) {
            throw tooLarge(2L * rows.size() * columns * Double.BYTES);
        }
    }
}
