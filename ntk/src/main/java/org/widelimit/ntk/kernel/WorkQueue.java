package org.widelimit.ntk.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Tiles, or other pieces of work, in a queue, and workers that take from it. The numbers of a piece do not depend on which worker takes it. */
final class WorkQueue<T> {
    private final List<T> pieces;
    private final ProgressListener progress;
    private final AtomicInteger next = new AtomicInteger();
    private final Object reporting = new Object();
    private int done;

    private WorkQueue(List<T> pieces, ProgressListener progress) {
        this.pieces = pieces;
        this.progress = progress;
    }

    /**
     * Gives every piece to a worker.
     *
     * @param workers makes one worker, with memory of its own, for each thread
     * @throws CancellationException if the calling thread is interrupted; its interrupt status is set again
     */
    static <T> void drain(List<T> pieces, Execution execution, Supplier<Consumer<T>> workers) {
        WorkQueue<T> queue = new WorkQueue<>(pieces, execution.progress());
        int threads = Math.min(execution.threads(), pieces.size());
        if (threads <= 1) {
            queue.work(workers.get());
        } else {
            queue.workOn(threads, workers);
        }
    }

    private void work(Consumer<T> worker) {
        for (int k = next.getAndIncrement(); k < pieces.size(); k = next.getAndIncrement()) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("interrupted");
            }
            worker.accept(pieces.get(k));
            synchronized (reporting) {
                done++;
                progress.completed(done, pieces.size());
            }
        }
    }

    private void workOn(int threads, Supplier<Consumer<T>> workers) {
        ExecutorService pool = Executors.newFixedThreadPool(threads, WorkQueue::daemon);
        try {
            List<Future<?>> futures = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                futures.add(pool.submit(() -> work(workers.get())));
            }
            for (Future<?> future : futures) {
                future.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            CancellationException cancelled = new CancellationException("interrupted");
            cancelled.initCause(e);
            throw cancelled;
        } catch (ExecutionException e) {
            throw rethrown(e.getCause() == null ? e : e.getCause());
        } finally {
            // Also when one worker failed: the others stop at their next piece, and are waited for, because they use
            // memory that
            // the caller is about to free.
            pool.shutdownNow();
            awaitEnd(pool);
        }
    }

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

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "widelimit-kernel");
        thread.setDaemon(true);
        return thread;
    }
}
