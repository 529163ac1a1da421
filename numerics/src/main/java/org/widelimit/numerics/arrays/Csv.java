package org.widelimit.numerics.arrays;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.files.InputFiles;

/**
 * One matrix as lines of numbers: {@code .csv}, {@code .tsv}, and what NumPy's {@code savetxt} writes. Cells are
 * separated by commas, semicolons, tabs or single spaces, whichever of these the first line of data has, in this order.
 * Empty lines and lines that begin with # are passed over, and so is a first line in which no cell is a number.
 */
public final class Csv {

    private static final String SEPARATORS = ",;\t";

    /** No number has as many characters; FastCSV needs twice what it reads at once. */
    private static final int MAX_CELL = 1 << 16;

    /** Where the first line is looked for: behind comments of this many characters, and no further. */
    private static final int MAX_PREAMBLE = 1 << 16;

    private Csv() {}

    /**
     * Reads a matrix.
     *
     * @param file a text file, UTF-8
     * @return shape (lines, cells of a line), {@link ElementType#FLOAT64}
     * @throws InputException when the file does not exist, cannot be read, has no numbers, lines of different lengths or
     *     a cell that is not a number; the message names line and column
     */
    public static NdArray read(Path file) {
        long size = InputFiles.size(file);
        CsvNumbers numbers = new CsvNumbers(InputFiles.name(file), size);
        try (CsvReader<CsvNumbers> lines = CsvReader.builder()
                .fieldSeparator(separator(file))
                .commentStrategy(CommentStrategy.SKIP)
                .detectBomHeader(true)
                .allowUnclosedQuote(false)
                // Lines of another length are refused by CsvNumbers, with their number.
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .maxBufferSize(MAX_CELL)
                .build(numbers, file, StandardCharsets.UTF_8)) {
            lines.forEach(CsvNumbers::endLine);
            return numbers.toArray();
        } catch (CsvParseException e) {
            throw new InputException(InputFiles.name(file) + ": not readable as CSV: " + e.getMessage(), e);
        } catch (IOException e) {
            throw InputFiles.unreadable(file, e);
        } catch (UncheckedIOException e) {
            throw InputFiles.unreadable(file, Objects.requireNonNull(e.getCause()));
        }
    }

    private static char separator(Path file) throws IOException {
        String start;
        try (var in = Files.newInputStream(file)) {
            start = new String(in.readNBytes(MAX_PREAMBLE), StandardCharsets.UTF_8);
        }
        String first = start.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .findFirst()
                .orElse("");
        return (char) SEPARATORS
                .chars()
                .filter(separator -> first.indexOf(separator) >= 0)
                .findFirst()
                .orElse(' ');
    }
}
