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
        super(OneLine.of(message));
    }

    /** An exception with this message and the exception that led to it. */
    public InputException(String message, Throwable cause) {
        super(OneLine.of(message), cause);
    }

    /** This refusal with the place that whoever called knows: a file, an option, an array. */
    public InputException at(Object where) {
        return new InputException(where + ": " + getMessage(), this);
    }
}
