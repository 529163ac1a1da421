package org.widelimit.ntk.dynamics;

import org.ejml.data.DMatrixRMaj;
import org.widelimit.numerics.InputException;

/** What all of training asks of its matrices. */
final class Shapes {
    private Shapes() {}

    /** @throws InputException unless the kernel is (N, N) and the targets are (N, O) with N, O >= 1, and finite */
    static void checkTraining(DMatrixRMaj kernel, DMatrixRMaj targets) {
        if (kernel.numRows < 1) {
            throw new InputException("kernel: expected shape (N, N) with N >= 1, found " + shape(kernel));
        }
        require("kernel", kernel.numRows, kernel.numRows, kernel);
        if (targets.numCols < 1) {
            throw new InputException("targets: expected at least one output, found shape " + shape(targets));
        }
        require("targets", kernel.numRows, targets.numCols, targets);
        requireFinite("targets", targets);
    }

    static void require(String what, int rows, int columns, DMatrixRMaj matrix) {
        if (matrix.numRows != rows || matrix.numCols != columns) {
            throw new InputException(what + ": expected shape (" + rows + ", " + columns + "), found " + shape(matrix));
        }
    }

    static void requireColumns(String what, int columns, DMatrixRMaj matrix) {
        if (matrix.numCols != columns) {
            throw new InputException(what + ": expected " + columns + " columns, found shape " + shape(matrix));
        }
    }

    static void requireFinite(String what, DMatrixRMaj matrix) {
        for (int k = 0; k < matrix.getNumElements(); k++) {
            if (!Double.isFinite(matrix.data[k])) {
                throw new InputException(what + ": expected finite numbers, found " + matrix.data[k] + " in row "
                        + k / matrix.numCols + ", column " + k % matrix.numCols);
            }
        }
    }

    private static String shape(DMatrixRMaj matrix) {
        return "(" + matrix.numRows + ", " + matrix.numCols + ")";
    }
}
