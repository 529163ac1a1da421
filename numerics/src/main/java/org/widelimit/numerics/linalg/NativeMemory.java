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

    static void free(@Nullable DoublePointer memory) {
        if (memory != null) {
            memory.deallocate();
        }
    }
}
