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

    /** Makes the calling thread the one that a signal interrupts. */
    static void install(PrintWriter err) {
        Thread worker = Thread.currentThread();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            if (FINISHED.get()) {
                                return;
                            }
                            onSignal.run();
                            worker.interrupt();
                            awaitWorker();
                            err.println("widelimit: interrupted");
                            err.flush();
                            Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
                        },
                        "interruption"));
    }

    /** What a signal does besides interrupting the command's thread. */
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

    private static void awaitWorker() {
        try {
            PUT_AWAY.await(GRACE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
