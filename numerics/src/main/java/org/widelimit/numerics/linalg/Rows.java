package org.widelimit.numerics.linalg;

import java.util.Objects;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.numerics.threads.RowBlocks;

/**
 * The rows of a matrix, there or made when they are asked for, so that a matrix that is read once need never be in memory as a whole.
 *
 * @param count how many, at least 0
 * @param length entries of each, at least 0
 * @param source many threads may ask it at the same time
 */
public record Rows(int count, int length, Source source) {

    /** Where rows come from. */
    @FunctionalInterface
    public interface Source {

        /** Writes row {@code 0 <= row < count} to the first places of an array. */
        void copy(int row, double[] into);
    }

    /** What becomes of row i. Called by many threads at once, for different rows. */
    @FunctionalInterface
    interface Use {
        void accept(int i, double[] row);
    }

    public Rows {
        Objects.requireNonNull(source);
        if (count < 0 || length < 0) {
            throw new IllegalArgumentException("expected count and length >= 0, found " + count + " and " + length);
        }
    }

    /** The rows of this matrix, as they are when they are asked for. */
    public static Rows of(DMatrixRMaj matrix) {
        return new Rows(
                matrix.numRows,
                matrix.numCols,
                (row, into) -> System.arraycopy(matrix.data, row * matrix.numCols, into, 0, matrix.numCols));
    }

    /** Asks for every row once and hands it over, in an array that is used again. */
    void each(int threads, Use use) {
        RowBlocks.each(count, threads, (from, to) -> {
            double[] row = new double[length];
            for (int i = from; i < to; i++) {
                source.copy(i, row);
                use.accept(i, row);
            }
        });
    }
}
