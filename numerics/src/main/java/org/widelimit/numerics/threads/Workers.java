package org.widelimit.numerics.threads;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Independent tasks over threads. Tasks begin in their order and their results come in it, so that nothing depends on
 * the number of threads. What is {@link Inherited} in the calling thread is so in theirs.
 */
public final class Workers {

    private static final long IDLE_SECONDS = 5;

    /** Kept for a while: starting a thread takes about half a millisecond on a virtual machine, as long as some of the work. */
    private static final ExecutorService THREADS = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), Workers::daemon);

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
        List<FutureTask<T>> futures = new ArrayList<>();
        for (Supplier<T> task : tasks) {
            futures.add(new FutureTask<>(task::get));
        }
        CountDownLatch atWork = new CountDownLatch(Math.min(threads, futures.size()));
        AtomicInteger next = new AtomicInteger();
        try {
            start(futures, next, atWork);
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                // A task that has ended is handed over without a look at the interrupt.
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
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
            next.set(futures.size());
            futures.forEach(future -> future.cancel(true));
            if (unfinished == Unfinished.AWAITED) {
                awaitEnd(atWork);
            }
        }
    }

    /** Lets as many threads as the latch counts take one task after another; it counts those that have not ended. */
    private static void start(List<? extends Runnable> tasks, AtomicInteger next, CountDownLatch atWork) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        Map<Inherited<?>, Object> inherited = Inherited.all();
        long threads = atWork.getCount();
        long started = 0;
        try {
            for (; started < threads; started++) {
                THREADS.execute(() -> {
                    try {
                        Thread.currentThread().setContextClassLoader(loader);
                        Inherited.adopt(inherited);
                        for (int k = next.getAndIncrement(); k < tasks.size(); k = next.getAndIncrement()) {
                            // What interrupted the task before is not meant for this one.
                            Thread.interrupted();
                            tasks.get(k).run();
                        }
                    } finally {
                        Inherited.forget();
                        Thread.currentThread().setContextClassLoader(null);
                        atWork.countDown();
                    }
                });
            }
        } finally {
            // The system may have no thread left to give: nobody is to wait for those that never were.
            for (; started < threads; started++) {
                atWork.countDown();
            }
        }
    }

    /** Waits for the threads at work, whatever interrupts the wait; an interrupt stays visible. */
    private static void awaitEnd(CountDownLatch atWork) {
        boolean interrupted = false;
        try {
            while (atWork.getCount() > 0) {
                try {
                    atWork.await(1, TimeUnit.SECONDS);
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
        // Without what the thread of the first caller hands down: others will use it.
        Thread thread = new Thread(null, work, "widelimit-worker", 0, false);
        thread.setDaemon(true);
        return thread;
    }
}
