package org.widelimit.ntk.kernel;

import org.ejml.data.DMatrixRMaj;

/**
 * Where the entries of a kernel go as they are computed: to a matrix, to a file larger than the memory ({@code NpyMatrixFile::put}), or nowhere.
 *
 * <p>Every entry comes once. Called by all computing threads at the same time, for different entries.
 */
@FunctionalInterface
public interface KernelSink {

    /** A kernel that nobody asked for. */
    KernelSink NONE = (row, column, values, offset, count) -> {};

    /**
     * {@code kernel[row, column + k] = values[offset + k]} for {@code 0 <= k < count}.
     *
     * @param values used again after the call
     */
    void put(int row, int column, double[] values, int offset, int count);

    /** Into this matrix, of the shape of the kernel. */
    static KernelSink into(DMatrixRMaj matrix) {
        return (row, column, values, offset, count) ->
                System.arraycopy(values, offset, matrix.data, row * matrix.numCols + column, count);
    }
}
