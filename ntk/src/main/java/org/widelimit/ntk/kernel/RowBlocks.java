package org.widelimit.ntk.kernel;

import java.util.stream.IntStream;

/** What is done for each row alone, in blocks of rows, by the threads of an execution. */
final class RowBlocks {

    private static final int ROWS = 128;

    private RowBlocks() {}

    /** Something done to the rows {@code from .. to - 1}, and to no others. */
    @FunctionalInterface
    interface Task {
        void run(int from, int to);
    }

    /** Does it to the rows {@code 0 .. rows - 1}; the listener of the execution does not hear of it. */
    static void each(int rows, Execution execution, Task task) {
        int blocks = (rows + ROWS - 1) / ROWS;
        WorkQueue.drain(
                IntStream.range(0, blocks).boxed().toList(),
                execution.withProgress(ProgressListener.NONE),
                () -> block -> task.run(block * ROWS, Math.min(rows, (block + 1) * ROWS)));
    }
}
