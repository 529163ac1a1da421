package org.widelimit.ntk.kernel;

import org.ejml.data.DMatrixRMaj;
import org.widelimit.numerics.InputException;

/** What every kernel asks of its inputs. */
final class Inputs {
    private Inputs() {}

    /** @throws InputException unless x has rows and columns and finite entries alone */
    static void check(DMatrixRMaj x) {
        checkShape(x);
        for (int i = 0; i < x.numRows; i++) {
            checkFinite(x, i);
        }
    }

    /** @throws InputException unless both are inputs, with the same number of columns */
    static void check(DMatrixRMaj x, DMatrixRMaj y) {
        checkShapes(x, y);
        check(x);
        check(y);
    }

    /** @throws InputException unless x has rows and columns */
    static void checkShape(DMatrixRMaj x) {
        if (x.numRows < 1 || x.numCols < 1) {
            throw new InputException(
                    "expected inputs of shape (n, d) with n, d >= 1, found (" + x.numRows + ", " + x.numCols + ")");
        }
    }

    /** @throws InputException unless both have rows and columns, and as many columns as each other */
    static void checkShapes(DMatrixRMaj x, DMatrixRMaj y) {
        checkShape(x);
        checkShape(y);
        if (x.numCols != y.numCols) {
            throw new InputException("expected both inputs with the same number of columns, found shapes (" + x.numRows
                    + ", " + x.numCols + ") and (" + y.numRows + ", " + y.numCols + ")");
        }
    }

    /** @throws InputException unless this row has finite entries alone */
    static void checkFinite(DMatrixRMaj x, int row) {
        double[] values = x.data;
        int from = row * x.numCols;
        for (int k = 0; k < x.numCols; k++) {
            if (!Double.isFinite(values[from + k])) {
                throw new InputException(
                        "expected finite inputs, found " + values[from + k] + " in row " + row + ", column " + k);
            }
        }
    }

    /** @throws InputException unless this variance of a pre-activation is finite */
    static double finite(double variance, int row) {
        if (Double.isNaN(variance) || Double.isInfinite(variance)) {
            throw new InputException("expected inputs whose kernel is finite, found an overflow in row " + row);
        }
        return variance;
    }
}
