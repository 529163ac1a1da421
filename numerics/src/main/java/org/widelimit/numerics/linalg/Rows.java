package org.widelimit.numerics.linalg;

import org.ejml.data.DMatrixRMaj;

/**
 * The rows of a matrix, there or made when they are asked for, so that a matrix that is read once need never be in memory as a whole. Many threads may ask at the same time.
 */
public interface Rows {

    /** How many. */
    int count();

    /** Entries of each. */
    int length();

    /**
     * Writes a row to the first {@link #length} places of an array.
     *
     * @param row {@code 0 <= row < count()}
     */
    void copy(int row, double[] into);

    /** The rows of this matrix, as they are when they are asked for. */
    static Rows of(DMatrixRMaj matrix) {
        return new Rows() {
            @Override
            public int count() {
                return matrix.numRows;
            }

            @Override
            public int length() {
                return matrix.numCols;
            }

            @Override
            public void copy(int row, double[] into) {
                System.arraycopy(matrix.data, row * matrix.numCols, into, 0, matrix.numCols);
            }
        };
    }
}
