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
    private final String source;
    private final List<double[]> rows = new ArrayList<>();
    private final List<Long> lines = new ArrayList<>();
    private int columns = -1;

    private CsvDataset(String source) {
        this.source = source;
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
        CsvDataset reader = new CsvDataset(source);
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
        double[] values = new double[columns];
        for (int j = 0; j < columns; j++) {
            values[j] = number(line, j);
        }
        rows.add(values);
        lines.add(line.getStartingLineNumber());
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
        DMatrixRMaj inputs = new DMatrixRMaj(rows.size(), features);
        double[] classes = new double[rows.size()];
        for (int e = 0; e < rows.size(); e++) {
            System.arraycopy(rows.get(e), 0, inputs.data, e * features, features);
            classes[e] = rows.get(e)[features];
        }
        Labels labels =
                Labels.encode(classes, e -> "in line " + lines.get(e) + ", column " + columns + " of " + source);
        return new Dataset(source, sha256, inputs, labels.indices(), labels.classes());
    }
}
