package org.widelimit.ntk.spectrum;

import org.ejml.data.DMatrixRMaj;
import org.widelimit.numerics.InputException;

/**
 * {@code A(K, Y) = <K, Y Y^T>_F / (|K|_F |Y Y^T|_F)} in [0, 1] for a positive semi-definite K (N. Cristianini, J. Shawe-Taylor, A. Elisseeff, J. Kandola,
 * On kernel-target alignment, 2001). 1 where K is a multiple of Y Y^T.
 */
public final class Alignment {
    private Alignment() {}

    /**
     * The alignment of a kernel with targets.
     *
     * @param kernel (n, n)
     * @param targets Y, (n, outputs), not zero
     * @throws InputException if the shapes do not fit, or one of the two is zero
     */
    public static double of(DMatrixRMaj kernel, DMatrixRMaj targets) {
        int n = kernel.numRows;
        if (kernel.numCols != n || targets.numRows != n) {
            throw new InputException("expected a kernel of shape (n, n) and targets of shape (n, outputs), found (" + n
                    + ", " + kernel.numCols + ") and (" + targets.numRows + ", " + targets.numCols + ")");
        }
        double inner = 0;
        double kernelSquare = 0;
        double targetSquare = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double product = 0;
                for (int k = 0; k < targets.numCols; k++) {
                    product += targets.unsafe_get(i, k) * targets.unsafe_get(j, k);
                }
                double entry = kernel.unsafe_get(i, j);
                inner += entry * product;
                kernelSquare += entry * entry;
                targetSquare += product * product;
            }
        }
        if (!(kernelSquare > 0) || !(targetSquare > 0)) {
            throw new InputException("expected a kernel and targets that are not zero");
        }
        return inner / Math.sqrt(kernelSquare) / Math.sqrt(targetSquare);
    }

    /**
     * The alignment of {@code C K C} with {@code C Y}, {@code C = I - 1 1^T / n} (C. Cortes, M. Mohri, A. Rostamizadeh, JMLR 13, 2012): what is left when both are
     * centred, so that a common constant counts for nothing.
     */
    public static double centred(DMatrixRMaj kernel, DMatrixRMaj targets) {
        DMatrixRMaj k = kernel.copy();
        centreColumns(k);
        centreRows(k);
        DMatrixRMaj y = targets.copy();
        centreColumns(y);
        return of(k, y);
    }

    private static void centreColumns(DMatrixRMaj a) {
        for (int j = 0; j < a.numCols; j++) {
            double mean = 0;
            for (int i = 0; i < a.numRows; i++) {
                mean += a.unsafe_get(i, j) / a.numRows;
            }
            for (int i = 0; i < a.numRows; i++) {
                a.unsafe_set(i, j, a.unsafe_get(i, j) - mean);
            }
        }
    }

    private static void centreRows(DMatrixRMaj a) {
        for (int i = 0; i < a.numRows; i++) {
            double mean = 0;
            for (int j = 0; j < a.numCols; j++) {
                mean += a.unsafe_get(i, j) / a.numCols;
            }
            for (int j = 0; j < a.numCols; j++) {
                a.unsafe_set(i, j, a.unsafe_get(i, j) - mean);
            }
        }
    }
}
