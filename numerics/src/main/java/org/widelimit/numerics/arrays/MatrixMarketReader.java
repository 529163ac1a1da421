package org.widelimit.numerics.arrays;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.StringTokenizer;
import org.ejml.data.DMatrixSparseTriplet;
import org.jspecify.annotations.Nullable;
import org.widelimit.numerics.InputException;

/** Reads a Matrix Market file line by line, trusting none of the sizes in it. */
final class MatrixMarketReader {

    private static final char COMMENT = '%';
    private static final String COORDINATE = "coordinate";
    private static final String PATTERN = "pattern";
    private static final String GENERAL = "general";
    private static final String SKEW = "skew-symmetric";

    /** SciPy writes unsigned-integer too, which the report of 1996 does not know. */
    private static final List<String> FIELDS = List.of("real", "double", "integer", "unsigned-integer", PATTERN);

    /** An array of ints holds two for each entry. */
    private static final long MAX_ENTRIES = ArrayLength.LARGEST / 2;

    private static final int ENTRY_BYTES = 16;

    private final TextLines lines;
    private final long fileBytes;
    private String layout = COORDINATE;
    private String field = PATTERN;
    private String symmetry = GENERAL;

    MatrixMarketReader(TextLines lines, long fileBytes) {
        this.lines = lines;
        this.fileBytes = fileBytes;
    }

    DMatrixSparseTriplet read() throws IOException {
        readBanner();
        StringTokenizer sizes = lines.nextWords(COMMENT);
        boolean coordinate = layout.equals(COORDINATE);
        if (sizes == null || sizes.countTokens() != (coordinate ? 3 : 2)) {
            throw lines.failure(
                    coordinate
                            ? "expected a line with rows, columns and number of entries, found another"
                            : "expected a line with rows and columns, found another");
        }
        int rows = size(sizes.nextToken());
        int columns = size(sizes.nextToken());
        if (!symmetry.equals(GENERAL) && rows != columns) {
            throw lines.failure(
                    "expected as many rows as columns of a " + symmetry + " matrix, found " + rows + " and " + columns);
        }
        long listed = coordinate ? whole(sizes.nextToken(), Long.MAX_VALUE) : arrayEntries(rows, columns);
        DMatrixSparseTriplet matrix = allocated(rows, columns, listed);
        if (coordinate) {
            readCoordinates(matrix, listed);
        } else {
            readArray(matrix);
        }
        if (lines.nextWords(COMMENT) != null) {
            throw lines.failure("expected " + listed + " entries, found more");
        }
        return matrix;
    }

    private void readBanner() throws IOException {
        String line = lines.next();
        StringTokenizer words = new StringTokenizer(line == null ? "" : line.toLowerCase(Locale.ROOT));
        if (words.countTokens() != 5 || !words.nextToken().equals(MatrixMarket.BANNER.toLowerCase(Locale.ROOT))) {
            throw lines.failure(
                    "expected " + MatrixMarket.BANNER + " matrix, a layout, a type and a symmetry, found another line");
        }
        require(words.nextToken(), List.of("matrix"));
        layout = require(words.nextToken(), List.of(COORDINATE, "array"));
        field = require(words.nextToken(), FIELDS);
        symmetry = require(words.nextToken(), List.of(GENERAL, "symmetric", SKEW));
        if (field.equals(PATTERN) && !(layout.equals(COORDINATE) && !symmetry.equals(SKEW))) {
            throw lines.failure("expected values in a " + symmetry + " " + layout + ", found a pattern");
        }
    }

    private String require(String found, List<String> expected) {
        if (!expected.contains(found)) {
            throw lines.failure("expected " + String.join(" or ", expected) + ", found \"" + found + '"');
        }
        return found;
    }

    /** Values that the file lists of an array: all, or those on and below the diagonal, or below it. */
    private long arrayEntries(long rows, long columns) {
        return switch (symmetry) {
            case GENERAL -> rows * columns;
            case SKEW -> rows * (rows - 1) / 2;
            default -> rows * (rows + 1) / 2;
        };
    }

    private DMatrixSparseTriplet allocated(int rows, int columns, long listed) {
        // The shortest entry is "1 1" and the end of its line, or "1" and the end of its line.
        long most = fileBytes / (layout.equals(COORDINATE) ? 4 : 2) + 1;
        if (listed > most) {
            throw lines.failure(
                    "truncated: says " + listed + " entries, of which " + fileBytes + " bytes hold " + most);
        }
        long entries = symmetry.equals(GENERAL) ? listed : 2 * listed;
        if (entries > MAX_ENTRIES
                || entries * ENTRY_BYTES > Runtime.getRuntime().maxMemory()) {
            throw tooLarge(entries);
        }
        try {
            return new DMatrixSparseTriplet(rows, columns, (int) entries);
        } catch (OutOfMemoryError e) {
            throw tooLarge(entries);
        }
    }

    private InputException tooLarge(long entries) {
        return lines.failure(String.format(
                "%d entries need %d MiB, more than the Java heap has (-Xmx sets it)",
                entries, entries * ENTRY_BYTES >> 20));
    }

    private void readCoordinates(DMatrixSparseTriplet matrix, long listed) throws IOException {
        boolean pattern = field.equals(PATTERN);
        for (long done = 0; done < listed; done++) {
            StringTokenizer words = words(done, listed, pattern ? 2 : 3);
            int row = index(words.nextToken(), matrix.numRows, "row");
            int column = index(words.nextToken(), matrix.numCols, "column");
            add(matrix, row, column, pattern ? 1 : value(words.nextToken()));
        }
    }

    private void readArray(DMatrixSparseTriplet matrix) throws IOException {
        long listed = arrayEntries(matrix.numRows, matrix.numCols);
        if (listed == 0) {
            return; // without a turn for each of what may be 2^31 columns
        }
        long done = 0;
        for (int column = 0; column < matrix.numCols; column++) {
            int first = symmetry.equals(GENERAL) ? 0 : symmetry.equals(SKEW) ? column + 1 : column;
            for (int row = first; row < matrix.numRows; row++) {
                double value = value(words(done++, listed, 1).nextToken());
                if (value != 0) {
                    add(matrix, row, column, value);
                }
            }
        }
    }

    private void add(DMatrixSparseTriplet matrix, int row, int column, double value) {
        matrix.addItem(row, column, value);
        if (symmetry.equals(GENERAL)) {
            return;
        }
        if (row != column) {
            matrix.addItem(column, row, symmetry.equals(SKEW) ? -value : value);
        } else if (symmetry.equals(SKEW)) {
            throw lines.failure("expected no diagonal in a skew-symmetric matrix, found entry " + (row + 1));
        }
    }

    private StringTokenizer words(long done, long listed, int count) throws IOException {
        StringTokenizer words = lines.nextWords(COMMENT);
        if (words == null) {
            throw lines.failure("truncated: expected " + listed + " entries, found " + done);
        }
        if (words.countTokens() != count) {
            throw lines.failure("expected " + count + " numbers, found " + words.countTokens());
        }
        return words;
    }

    private int size(String text) {
        return (int) whole(text, Integer.MAX_VALUE);
    }

    private int index(String text, int size, String what) {
        long index = whole(text, Integer.MAX_VALUE);
        if (index < 1 || index > size) {
            throw lines.failure("expected a " + what + " from 1 to " + size + ", found " + index);
        }
        return (int) index - 1;
    }

    private long whole(String text, long most) {
        @Nullable Long number = null;
        try {
            number = Long.valueOf(text);
        } catch (NumberFormatException e) {
            // Refused below with all else that is not such a number.
        }
        if (number == null || number < 0 || number > most) {
            throw lines.failure("expected a whole number from 0 to " + most + ", found \"" + text + '"');
        }
        return number;
    }

    private double value(String text) {
        try {
            return Decimals.parse(text);
        } catch (NumberFormatException e) {
            throw lines.failure("expected a number, found \"" + text + '"');
        }
    }
}
