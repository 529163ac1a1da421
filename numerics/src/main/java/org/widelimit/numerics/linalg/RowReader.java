package org.widelimit.numerics.linalg;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.widelimit.numerics.threads.Workers;

/** Asks for all rows of a matrix, once each, by several threads. */
final class RowReader {

    /** Rows that a thread takes at a time. */
    private static final int BLOCK = 128;

    private RowReader() {}

    /** What becomes of a row. Called by many threads at once, for different rows. */
    @FunctionalInterface
    interface Use {
        void accept(int i, double[] row);
    }

    /** Hands each row over, in an array that is used again. */
    static void read(Rows rows, int threads, Use use) {
        if (threads == 1 || rows.count() <= BLOCK) {
            readBlock(rows, 0, rows.count(), use);
            return;
        }
        List<Supplier<@Nullable Void>> blocks = new ArrayList<>();
        for (int from = 0; from < rows.count(); from += BLOCK) {
            int first = from;
            blocks.add(() -> {
                readBlock(rows, first, Math.min(first + BLOCK, rows.count()), use);
                return null;
            });
        }
        // Awaited, because what they write to may be freed.
        Workers.run(blocks, threads, Workers.Unfinished.AWAITED);
    }

    private static void readBlock(Rows rows, int from, int to, Use use) {
        double[] row = new double[rows.length()];
        for (int i = from; i < to; i++) {
            rows.copy(i, row);
            use.accept(i, row);
        }
    }
}
