package org.widelimit.gradientflow.transformer;

import org.ejml.data.DMatrixRMaj;
import org.widelimit.numerics.linalg.DenseBackends;
import org.widelimit.numerics.linalg.Transpose;

/**
 * Products into matrices that are there, without an allocation. Small ones are computed in blocks of 2 x 4 sums, which stay in registers while
 * they run over the inner index: rows of 16 numbers are too short for vector instructions to pay and for a call into native code.
 */
final class SmallProduct {
    private static final int ROWS = 2;
    private static final int COLUMNS = 4;
    /** Multiplications from which a call into native code is worth its price. */
    private static final long NATIVE_FROM = 32L * 32 * 32;

    private SmallProduct() {}

    /** C = op(A) op(B); C is neither of them. */
    static void multiply(Transpose ta, Transpose tb, DMatrixRMaj a, DMatrixRMaj b, DMatrixRMaj c) {
        int inner = ta == Transpose.NO ? a.numCols : a.numRows;
        if ((long) c.numRows * c.numCols * inner >= NATIVE_FROM) {
            DenseBackends.preferred().gemm(ta, tb, 1, a, b, 0, c);
            return;
        }
        Factor left = Factor.of(ta, a);
        Factor right = Factor.of(tb, b);
        for (int i = 0; i < c.numRows; i += ROWS) {
            for (int j = 0; j < c.numCols; j += COLUMNS) {
                if (i + ROWS <= c.numRows && j + COLUMNS <= c.numCols) {
                    block(left, right, c, i, j, inner);
                } else {
                    edge(left, right, c, i, j, inner);
                }
            }
        }
    }

    /** Where the entries of op(A) are. */
    private record Factor(double[] data, int rowStride, int columnStride) {
        static Factor of(Transpose transpose, DMatrixRMaj a) {
            return transpose == Transpose.NO ? new Factor(a.data, a.numCols, 1) : new Factor(a.data, 1, a.numCols);
        }
    }

    private static void block(Factor left, Factor right, DMatrixRMaj c, int i, int j, int inner) {
        double[] a = left.data;
        double[] b = right.data;
        int across = right.columnStride;
        int upper = i * left.rowStride;
        int lower = upper + left.rowStride;
        int at = j * across;
        double u0 = 0;
        double u1 = 0;
        double u2 = 0;
        double u3 = 0;
        double l0 = 0;
        double l1 = 0;
        double l2 = 0;
        double l3 = 0;
        for (int k = 0; k < inner; k++) {
            double b0 = b[at];
            double b1 = b[at + across];
            double b2 = b[at + 2 * across];
            double b3 = b[at + 3 * across];
            double x = a[upper];
            u0 += x * b0;
            u1 += x * b1;
            u2 += x * b2;
            u3 += x * b3;
            x = a[lower];
            l0 += x * b0;
            l1 += x * b1;
            l2 += x * b2;
            l3 += x * b3;
            upper += left.columnStride;
            lower += left.columnStride;
            at += right.rowStride;
        }
        int out = i * c.numCols + j;
        c.data[out] = u0;
        c.data[out + 1] = u1;
        c.data[out + 2] = u2;
        c.data[out + 3] = u3;
        out += c.numCols;
        c.data[out] = l0;
        c.data[out + 1] = l1;
        c.data[out + 2] = l2;
        c.data[out + 3] = l3;
    }

    private static void edge(Factor left, Factor right, DMatrixRMaj c, int i, int j, int inner) {
        for (int row = i; row < Math.min(i + ROWS, c.numRows); row++) {
            for (int column = j; column < Math.min(j + COLUMNS, c.numCols); column++) {
                double sum = 0;
                for (int k = 0; k < inner; k++) {
                    sum += left.data[row * left.rowStride + k * left.columnStride]
                            * right.data[k * right.rowStride + column * right.columnStride];
                }
                c.data[row * c.numCols + column] = sum;
            }
        }
    }
}
