package org.widelimit.ntk.kernel;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.widelimit.numerics.threads.Workers;

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
            Supplier<@Nullable Void> untilEmpty = () -> {
                queue.work(workers.get());
                return null;
            };
            // Awaited, because they use memory that the caller is about to free; each stops at its next piece.
            Workers.run(Collections.nCopies(threads, untilEmpty), threads, Workers.Unfinished.AWAITED);
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
}
