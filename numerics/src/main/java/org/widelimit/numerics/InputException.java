package org.widelimit.numerics;

/**
 * Input from outside (a file, an option, a shape) cannot be used. The message is one line for the user: where, what was
 * expected, what was found. Misuse of the API by code is an {@link IllegalArgumentException} instead.
 *
 * <p>Control characters in the message, which may come from a file name or an array name, are shown as escapes, so that a
 * hostile name cannot break the line or drive a terminal.
 */
public final class InputException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** An exception with this message. */
    public InputException(String message) {
        super(onOneLine(message));
    }

    /** An exception with this message and the exception that led to it. */
    public InputException(String message, Throwable cause) {
        super(onOneLine(message), cause);
    }

    private static String onOneLine(String message) {
        if (message.codePoints().noneMatch(InputException::breaksLine)) {
            return message;
        }
        StringBuilder line = new StringBuilder(message.length() + 16);
        message.codePoints().forEach(c -> {
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
