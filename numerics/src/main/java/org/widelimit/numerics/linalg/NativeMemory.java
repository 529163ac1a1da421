package org.widelimit.numerics.linalg;

import org.bytedeco.javacpp.DoublePointer;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;

/** Doubles outside the heap, which the library reads without a copy at each call. */
final class NativeMemory {

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
        int length = rows.length();
        DoublePointer copy = new DoublePointer((long) rows.count() * length);
        try {
            rows.each(threads, (i, row) -> copy.getPointer((long) i * length).put(row, 0, length));
        } catch (RuntimeException | Error e) {
            copy.deallocate();
            throw e;
        }
        return copy;
    }

    static void free(@Nullable DoublePointer memory) {
        if (memory != null) {
            memory.deallocate();
        }
    }
}
