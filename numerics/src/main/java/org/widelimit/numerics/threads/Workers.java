package org.widelimit.numerics.threads;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Independent tasks over threads. Tasks begin in their order and their results come in it, so that nothing depends on
 * the number of threads.
 */
public final class Workers {

    private Workers() {}

    /**
     * What becomes of the tasks at work when one has failed or the caller is interrupted. Their threads are interrupted either way, and tasks that have not
     * begun never do.
     */
    public enum Unfinished {
        /** They are left behind: the caller goes on at once, and they end when they notice. */
        LEFT,
        /** The caller goes on when they have ended: for tasks that use what the caller is about to close. */
        AWAITED
    }

    /**
     * The results of all tasks; unfinished ones are left behind.
     *
     * @param tasks pure; the longest first make the best use of the threads
     * @param threads at least 1
     * @throws CancellationException if the calling thread is interrupted; its interrupt status is set again
     */
    public static <T extends @Nullable Object> List<T> run(List<? extends Supplier<T>> tasks, int threads) {
        return run(tasks, threads, Unfinished.LEFT);
    }

    /**
     * The results of all tasks.
     *
     * @param tasks the longest first make the best use of the threads; what one throws comes out as it is
     * @param threads at least 1
     * @param unfinished what becomes of tasks at work if this call ends with an exception
     * @throws CancellationException if the calling thread is interrupted; its interrupt status is set again
     */
    public static <T extends @Nullable Object> List<T> run(
            List<? extends Supplier<T>> tasks, int threads, Unfinished unfinished) {
        if (threads < 1) {
            throw new IllegalArgumentException("expected at least one thread, found " + threads);
        }
        ExecutorService pool = Executors.newFixedThreadPool(threads, Workers::daemon);
        try {
            List<Future<T>> futures = new ArrayList<>();
            for (Supplier<T> task : tasks) {
                futures.add(pool.submit(task::get));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            CancellationException cancelled = new CancellationException("interrupted");
            cancelled.initCause(e);
            throw cancelled;
        } catch (ExecutionException e) {
            throw rethrown(e.getCause() == null ? e : e.getCause());
        } finally {
            // Also when one task failed: those that wait are not begun.
            pool.shutdownNow();
            if (unfinished == Unfinished.AWAITED) {
                awaitEnd(pool);
            }
        }
    }

    /** Waits for the threads of a pool that was shut down, whatever interrupts the wait; an interrupt stays visible. */
    private static void awaitEnd(ExecutorService pool) {
        boolean interrupted = false;
        try {
            while (!pool.isTerminated()) {
                try {
                    pool.awaitTermination(1, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static RuntimeException rethrown(Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException exception ? exception : new IllegalStateException(cause);
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "widelimit-worker");
        thread.setDaemon(true);
        return thread;
    }
}
