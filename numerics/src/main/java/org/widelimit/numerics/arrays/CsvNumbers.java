package org.widelimit.numerics.arrays;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.widelimit.numerics.InputException;

/** Collects the cells of a CSV file as numbers, without a string for each line. */
final class CsvNumbers extends AbstractBaseCsvCallbackHandler<CsvNumbers> {

    private static final int MAX_COUNT = ArrayLength.LARGEST;

    private final String where;
    /** Numbers that the file can hold: a digit and what ends it. */
    private final long most;

    private double[] values = new double[0];
    private int count;
    private int lines;
    private int columns = -1;
    private int numbersInLine;
    private @Nullable String wrongCell;
    private int wrongColumn;

    CsvNumbers(String where, long fileBytes) {
        this.where = where;
        this.most = fileBytes / 2 + 1;
    }

    @Override
    protected void handleBegin(long startingLineNumber) {
        numbersInLine = 0;
        wrongCell = null;
    }

    @Override
    protected void handleField(int index, char[] buffer, int offset, int length, boolean quoted) {
        String cell = new String(buffer, offset, length).strip();
        try {
            double value = Decimals.parse(cell);
            numbersInLine++;
            if (wrongCell == null) {
                append(value);
            }
        } catch (NumberFormatException e) {
            if (wrongCell == null) {
                wrongCell = cell;
                wrongColumn = index + 1;
            }
        }
    }

    @Override
    protected CsvNumbers buildRecord() {
        return this;
    }

    /** Checks the line that was read last. */
    void endLine() {
        String at = where + ", line " + getStartingLineNumber();
        if (lines == 0 && columns < 0 && wrongCell != null && numbersInLine == 0) {
            columns = getFieldCount(); // a heading
            return;
        }
        if (wrongCell != null) {
            throw new InputException(
                    at + ", column " + wrongColumn + ": expected a number, found \"" + wrongCell + '"');
        }
        if (columns >= 0 && getFieldCount() != columns) {
            throw new InputException(at + ": expected " + columns + " cells, found " + getFieldCount());
        }
        columns = getFieldCount();
        lines++;
    }

    private void append(double value) {
        if (count == values.length) {
            long capacity = Math.min(Math.max(1024, 2L * count), Math.min(most, MAX_COUNT));
            if (capacity * Double.BYTES > Runtime.getRuntime().maxMemory()) {
                throw tooLarge(capacity);
            }
            try {
                values = Arrays.copyOf(values, (int) capacity);
            } catch (OutOfMemoryError e) {
                throw tooLarge(capacity);
            }
        }
        values[count++] = value;
    }

    private InputException tooLarge(long needed) {
        return new InputException(String.format(
                "%s: %d values need %d MiB as doubles, more than the Java heap has (-Xmx sets it)",
                where, needed, (needed * Double.BYTES) >> 20));
    }

    NdArray toArray() {
        if (lines == 0) {
            throw new InputException(where + ": expected at least one line of numbers, found none");
        }
        double[] exact = count == values.length ? values : Arrays.copyOf(values, count);
        return NdArray.trusted(ElementType.FLOAT64, new int[] {lines, columns}, exact, where);
    }
}
