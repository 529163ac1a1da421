package org.widelimit.validation.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.widelimit.numerics.InputException;

/**
 * What a command that fails says, in one line, and what it answers.
 *
 * @param err where it says it
 * @param arguments of the command line as they stand, because parsing may have failed: with {@code --verbose} a stack trace follows
 */
record Failures(PrintWriter err, List<String> arguments) {

    private static final long MEBIBYTE = 1 << 20;

    /** Options that cannot be used. */
    int unusable(Throwable e) {
        String message = e.getMessage() == null ? e.toString() : e.getMessage();
        return say(message.strip().replaceAll("\\s*\\R\\s*", "; "), e, ExitCode.UNUSABLE_INPUT);
    }

    /** A command that ended with this. */
    int failed(Throwable e) {
        if (e instanceof InputException) {
            return unusable(e);
        }
        OutOfMemoryError full = outOfMemory(e);
        if (full != null) {
            return say(tooLarge(full), e, ExitCode.UNUSABLE_INPUT);
        }
        if (e instanceof CancellationException || e instanceof InterruptedException) {
            return say("interrupted", e, ExitCode.INTERRUPTED);
        }
        return say("internal error: " + e + " (--verbose shows where)", e, ExitCode.NOT_AS_EXPECTED);
    }

    /** What ran out of memory, on this thread or on another whose failure this one passes on. */
    private static @Nullable OutOfMemoryError outOfMemory(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof OutOfMemoryError full) {
                return full;
            }
        }
        return null;
    }

    private static String tooLarge(OutOfMemoryError full) {
        String found = String.valueOf(full.getMessage());
        if (found.contains("native thread")) {
            return "expected threads that this machine can give (--threads N takes fewer), found: " + found;
        }
        return "expected this command to fit into the heap of "
                + Runtime.getRuntime().maxMemory() / MEBIBYTE + " MiB (JAVA_OPTS=-Xmx... gives more), found: " + found;
    }

    private int say(String line, Throwable e, int exitCode) {
        err.println("widelimit: " + line);
        if (arguments.contains("--verbose")) {
            e.printStackTrace(err);
        }
        return exitCode;
    }
}
