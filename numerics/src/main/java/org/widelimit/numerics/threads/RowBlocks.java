package org.widelimit.numerics.threads;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is done for each row alone, in blocks of rows that do not depend on the threads. */
public final class RowBlocks {

    private static final int ROWS = 128;

    private RowBlocks() {}

    /** Something done to the rows {@code from .. to - 1}, and to no others. */
    @FunctionalInterface
    public interface Task {
        void run(int from, int to);
    }

    /**
     * Does it to the rows {@code 0 .. rows - 1}; when this returns, or throws, no thread is at work on them.
     *
     * @param threads at least 1; of one, it is the caller's
     * @param task what it throws comes out as it is
     * @throws CancellationException if the calling thread is interrupted; its interrupt status is set again
     */
    public static void each(int rows, int threads, Task task) {
        if (threads == 1 || rows <= ROWS) {
            for (int from = 0; from < rows; from += ROWS) {
                runBlock(from, rows, task);
            }
            return;
        }
        List<Supplier<@Nullable Void>> blocks = new ArrayList<>();
        for (int from = 0; from < rows; from += ROWS) {
            int first = from;
            blocks.add(() -> {
                runBlock(first, rows, task);
                return null;
            });
        }
        Workers.run(blocks, threads, Workers.Unfinished.AWAITED);
    }

    private static void runBlock(int from, int rows, Task task) {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("interrupted");
        }
        task.run(from, Math.min(from + ROWS, rows));
    }
}
