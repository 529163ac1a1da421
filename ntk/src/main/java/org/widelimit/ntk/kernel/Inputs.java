package org.widelimit.ntk.kernel;

import org.ejml.data.DMatrixRMaj;
import org.widelimit.numerics.InputException;

/** What every kernel asks of its inputs. */
final class Inputs {
    private Inputs() {}

    /** @throws InputException unless x has rows and columns and finite entries alone */
    static void check(DMatrixRMaj x) {
        if (x.numRows < 1 || x.numCols < 1) {
            throw new InputException(
                    "expected inputs of shape (n, d) with n, d >= 1, found (" + x.numRows + ", " + x.numCols + ")");
        }
        double[] values = x.data;
        int count = x.getNumElements();
        for (int k = 0; k < count; k++) {
            if (!Double.isFinite(values[k])) {
                throw new InputException("expected finite inputs, found " + values[k] + " in row " + k / x.numCols
                        + ", column " + k % x.numCols);
            }
        }
    }

    /** @throws InputException unless both are inputs, with the same number of columns */
    static void check(DMatrixRMaj x, DMatrixRMaj y) {
        check(x);
        check(y);
        if (x.numCols != y.numCols) {
            throw new InputException("expected both inputs with the same number of columns, found shapes (" + x.numRows
                    + ", " + x.numCols + ") and (" + y.numRows + ", " + y.numCols + ")");
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
