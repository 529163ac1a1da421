package org.widelimit.numerics.linalg;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.bytedeco.javacpp.DoublePointer;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;
import org.widelimit.numerics.threads.Workers;

/** Doubles outside the heap, which the library reads without a copy at each call. */
final class NativeMemory {

    /** Rows that a thread takes at a time. */
    private static final int BLOCK = 128;

    private NativeMemory() {}

    /** A copy of the matrix, by rows; the caller frees it. */
    static DoublePointer copyOf(DMatrixRMaj a) {
        int size = a.getNumElements();
        return new DoublePointer((long) size).put(a.data, 0, size);
    }

    /**
     * The rows one after another; the caller frees them.
     *
     * @param threads that ask for rows, each for a block of them
     * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
     */
    static DoublePointer copyOf(Rows rows, int threads) {
        DoublePointer copy = new DoublePointer((long) rows.count() * rows.length());
        try {
            if (threads == 1 || rows.count() <= BLOCK) {
                copyBlock(rows, 0, rows.count(), copy);
            } else {
                Workers.run(blocks(rows, copy), threads, Workers.Unfinished.AWAITED);
            }
        } catch (RuntimeException | Error e) {
            copy.deallocate();
            throw e;
        }
        return copy;
    }

    private static List<Supplier<@Nullable Void>> blocks(Rows rows, DoublePointer copy) {
        List<Supplier<@Nullable Void>> blocks = new ArrayList<>();
        for (int from = 0; from < rows.count(); from += BLOCK) {
            int first = from;
            blocks.add(() -> {
                copyBlock(rows, first, Math.min(first + BLOCK, rows.count()), copy);
                return null;
            });
        }
        return blocks;
    }

    private static void copyBlock(Rows rows, int from, int to, DoublePointer copy) {
        int length = rows.length();
        double[] row = new double[length];
        DoublePointer block = copy.getPointer((long) from * length);
        for (int i = from; i < to; i++) {
            rows.copy(i, row);
            block.position((long) (i - from) * length).put(row, 0, length);
        }
    }

    static void free(@Nullable DoublePointer memory) {
        if (memory != null) {
            memory.deallocate();
        }
    }
}
