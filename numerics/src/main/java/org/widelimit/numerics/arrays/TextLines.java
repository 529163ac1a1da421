package org.widelimit.numerics.arrays;

import java.io.IOException;
import java.io.InputStream;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;
import org.widelimit.numerics.InputException;

/** The lines of a text file, none of them long: a file without a line break does not become one string. */
final class TextLines {

    /** The format of Matrix Market allows 1024. */
    private static final int MAX_LENGTH = 4096;

    private final InputStream in;
    private final String where;
    private long number;

    /**
     * @param in the text, buffered
     * @param where names the file in messages
     */
    TextLines(InputStream in, String where) {
        this.in = in;
        this.where = where;
    }

    /** The next line without its end, or null after the last. */
    @Nullable
    String next() throws IOException {
        int c = in.read();
        if (c < 0) {
            return null;
        }
        number++;
        StringBuilder line = new StringBuilder();
        for (; c >= 0 && c != '\n'; c = in.read()) {
            if (line.length() == MAX_LENGTH) {
                throw failure("expected at most " + MAX_LENGTH + " characters in a line, found more");
            }
            line.append((char) c);
        }
        return line.toString();
    }

    /** The words of the next line that has some and is no comment, or null after the last. */
    @Nullable
    StringTokenizer nextWords(char comment) throws IOException {
        for (String line = next(); line != null; line = next()) {
            String text = line.strip();
            if (!text.isEmpty() && text.charAt(0) != comment) {
                return new StringTokenizer(text);
            }
        }
        return null;
    }

    /** An exception that names file and line. */
    InputException failure(String what) {
        return new InputException(where + ", line " + number + ": " + what);
    }
}
