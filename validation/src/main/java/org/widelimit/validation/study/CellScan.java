package org.widelimit.validation.study;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.widelimit.numerics.InputException;
import org.widelimit.validation.claim.CellResult;

/**
 * What the file of a store holds. A line is whole when it ends in a newline and its checksum is right; what a killed run
 * or a power cut left at the end is damaged, however long it is. In memory are the cells and one line.
 *
 * @param key the parts of the key in the first line, or null where it is damaged or there is none
 * @param cells those before the first damaged line, in the order in which they finished
 * @param end offset in bytes of the end of the last of them
 * @param damagedLine the number of the first line that holds no cell; 0 if all do
 * @param wholeAfterDamage whether a line after that one holds a cell, so that no torn end explains it
 */
record CellScan(
        @Nullable Map<String, String> key,
        List<CellResult> cells,
        long end,
        int damagedLine,
        boolean wholeAfterDamage) {

    /** Bytes of the longest line that is written or kept in memory, newline not included: far more than any cell has. */
    static final int LONGEST_LINE = 1 << 24;

    /** Reads the file of a store from its beginning. The stream is left open. */
    static CellScan of(InputStream file) throws IOException {
        CellLines lines = new CellLines();
        Input input = new Input(file);
        Map<String, String> key =
                input.next() ? input.line().flatMap(lines::key).orElse(null) : null;
        List<CellResult> cells = new ArrayList<>();
        if (key == null) {
            return new CellScan(null, cells, 0, 0, false);
        }
        long end = input.offset;
        int damaged = 0;
        for (int number = 2; input.next(); number++) {
            Optional<CellResult> cell = input.line().flatMap(line -> cell(lines, line));
            if (cell.isEmpty()) {
                damaged = damaged == 0 ? number : damaged;
            } else if (damaged > 0) {
                return new CellScan(key, cells, end, damaged, true);
            } else {
                cells.add(cell.get());
                end = input.offset;
            }
        }
        return new CellScan(key, cells, end, damaged, false);
    }

    private static Optional<CellResult> cell(CellLines lines, String line) {
        try {
            return lines.cell(line);
        } catch (IllegalArgumentException e) {
            // Its checksum is right, but no run wrote it: a cell with a knob below 0, or without a number.
            return Optional.empty();
        }
    }

    /** What one says of a file without a key. */
    static InputException noStore(Path file) {
        return new InputException("expected the cells of a study in " + file + ", found another kind of file");
    }

    /** Lines with the offsets of their ends, which a reader of characters does not know. */
    private static final class Input {

        private final InputStream bytes;
        private @Nullable String line;
        private long offset;

        Input(InputStream bytes) {
            this.bytes = new BufferedInputStream(bytes, 1 << 16);
        }

        /** Goes to the next line; false at the end of the file. */
        boolean next() throws IOException {
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            long length = 0;
            int next = bytes.read();
            for (; next >= 0 && next != '\n'; next = bytes.read()) {
                if (length < LONGEST_LINE) {
                    text.write(next);
                }
                length++;
            }
            boolean ended = next >= 0;
            offset += length + (ended ? 1 : 0);
            line = ended && length <= LONGEST_LINE ? text.toString(StandardCharsets.UTF_8) : null;
            return ended || length > 0;
        }

        /** The line without its newline; empty if it has none, or is too long. */
        Optional<String> line() {
            return Optional.ofNullable(line);
        }
    }
}
