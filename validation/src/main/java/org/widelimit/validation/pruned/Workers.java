package org.widelimit.validation.pruned;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** Independent tasks over threads. Tasks begin in their order and their results come in it, so that nothing depends on the number of threads. */
public final class Workers {

    private Workers() {}

    /**
     * The results of all tasks.
     *
     * @param tasks pure; the longest first make the best use of the threads
     * @param threads at least 1
     * @throws CancellationException if the calling thread is interrupted; its interrupt status is set again
     */
    public static <T> List<T> run(List<? extends Supplier<T>> tasks, int threads) {
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
            // Also when one task failed: those that wait are not begun, and nobody waits for those at work.
            pool.shutdownNow();
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
