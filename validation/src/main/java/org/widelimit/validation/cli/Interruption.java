package org.widelimit.validation.cli;

import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ctrl-C: the command at work is interrupted, gets under a second to put away what it has finished, and the process answers 3.
 *
 * <p>A signal starts the JVM's shutdown, whose hooks run beside the main thread; the hook interrupts that thread and waits for it.
 * The exit code of a shutdown can only be changed by halting, which is safe here because nothing is left to be flushed.
 */
final class Interruption {

    private static final long GRACE_MILLIS = 900;

    /** A signal belongs to the process, and so does what it does. */
    private static volatile Runnable onSignal = () -> {};

    private static final AtomicBoolean FINISHED = new AtomicBoolean();
    private static final CountDownLatch PUT_AWAY = new CountDownLatch(1);

    private Interruption() {}

    /** Makes the calling thread the one that a signal interrupts, and that it waits for. */
    static void install(PrintWriter err) {
        onSignal = Thread.currentThread()::interrupt;
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            if (FINISHED.get()) {
                                return;
                            }
                            onSignal.run();
                            if (!putAway()) {
                                err.println("widelimit: interrupted");
                                err.flush();
                            }
                            Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
                        },
                        "interruption"));
    }

    /** What a signal does instead of interrupting the command's thread: files that are open there would be closed by an interrupt. */
    static void onSignal(Runnable action) {
        onSignal = action;
    }

    /** Ends the process, unless a signal is already ending it. */
    static void exit(int exitCode) {
        PUT_AWAY.countDown();
        if (exitCode != ExitCode.INTERRUPTED) {
            FINISHED.set(true);
        }
        System.exit(exitCode);
    }

    /** Waits for the command to put away what it has finished, and to say so; false if it takes too long. */
    private static boolean putAway() {
        try {
            return PUT_AWAY.await(GRACE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
