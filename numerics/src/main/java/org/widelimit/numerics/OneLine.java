package org.widelimit.numerics;

/** Foreign text for a line of output. */
public final class OneLine {

    private OneLine() {}

    /** The text with control characters, line breaks and marks of direction shown as escapes; itself without any. */
    public static String of(String text) {
        if (text.codePoints().noneMatch(OneLine::breaksLine)) {
            return text;
        }
        StringBuilder line = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            if (breaksLine(c)) {
                line.append(String.format("\\u%04x", c));
            } else {
                line.appendCodePoint(c);
            }
        });
        return line.toString();
    }

    private static boolean breaksLine(int codePoint) {
        int type = Character.getType(codePoint);
        // FORMAT holds the marks that reverse the direction of text, with which a name can pretend to be another.
        return Character.isISOControl(codePoint)
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.FORMAT
                || type == Character.SURROGATE;
    }
}
