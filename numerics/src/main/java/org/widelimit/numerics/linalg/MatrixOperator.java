package org.widelimit.numerics.linalg;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;

/**
 * A matrix in memory. In Java and not by a backend: one pass over the matrix, where a copy to native memory would be a
 * second.
 */
record MatrixOperator(DMatrixRMaj matrix) implements LinearOperator {

    @Override
    public int rows() {
        return matrix.numRows;
    }

    @Override
    public int columns() {
        return matrix.numCols;
    }

    @Override
    public void apply(double[] x, double[] y) {
        Vectors.checkLengths(columns(), x, rows(), y);
        for (int i = 0; i < matrix.numRows; i++) {
            y[i] = Vectors.dot(matrix.data, i * matrix.numCols, x);
        }
    }

    @Override
    public void applyTranspose(double[] x, double[] y) {
        Vectors.checkLengths(rows(), x, columns(), y);
        Arrays.fill(y, 0);
        for (int i = 0; i < matrix.numRows; i++) {
            Vectors.addMultiple(x[i], matrix.data, i * matrix.numCols, y);
        }
    }
}
