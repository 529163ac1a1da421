package org.widelimit.gradientflow.transformer;

import org.ejml.data.DMatrixRMaj;
import org.widelimit.numerics.kernel.ArrayKernel;
import org.widelimit.numerics.kernel.ArrayKernels;
import org.widelimit.numerics.kernel.Products;
import org.widelimit.numerics.linalg.DenseBackends;
import org.widelimit.numerics.linalg.Transpose;

/** Products into matrices that are there: small ones by the array kernel, which needs no call into native code; large ones by the native library. */
final class SmallProduct {
    /** Multiplications from which a call into native code is worth its price. */
    private static final long NATIVE_FROM = 32L * 32 * 32;

    private static final ArrayKernel KERNEL = ArrayKernels.preferred();

    private SmallProduct() {}

    /** C = op(A) B; C is neither of them. */
    static void multiply(Transpose ta, DMatrixRMaj a, DMatrixRMaj b, DMatrixRMaj c) {
        if ((long) c.numRows * c.numCols * b.numRows >= NATIVE_FROM) {
            DenseBackends.preferred().gemm(ta, Transpose.NO, 1, a, b, 0, c);
        } else {
            KERNEL.multiply(Products.one(ta, c.numRows, b.numRows, c.numCols), a.data, b.data, c.data);
        }
    }

    /** B = A^T. */
    static void transpose(DMatrixRMaj a, DMatrixRMaj b) {
        double[] from = a.data;
        double[] to = b.data;
        for (int i = 0; i < a.numRows; i++) {
            int row = i * a.numCols;
            for (int j = 0; j < a.numCols; j++) {
                to[j * a.numRows + i] = from[row + j];
            }
        }
    }
}
