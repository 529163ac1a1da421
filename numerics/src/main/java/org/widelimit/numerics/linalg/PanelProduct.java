package org.widelimit.numerics.linalg;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasLower;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_dgemm;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_dsyrk;

import org.bytedeco.javacpp.DoublePointer;
import org.ejml.data.DMatrixRMaj;

/**
 * Large products by OpenBLAS, in panels of rows.
 *
 * <p>The library's calls with Java arrays copy each array to fresh memory and back, and it is the system's work for
 * fresh memory that costs: a quarter of the time for square factors of 1000, three quarters for the Gram matrix of 2048
 * rows of 64. Here the right factor is copied once, and the panels of the left factor and of the result use the same
 * small memory again and again.
 */
final class PanelProduct {

    /**
     * Rows of a panel: many enough to pay for the packing of the right factor at each one. A multiple of the kernels'
     * own 192 and 256.
     */
    static final int PANEL = 768;

    /**
     * Rows of a panel of a Gram matrix. Fewer, because the left factor is there already and more would spill out of the
     * cache.
     */
    static final int GRAM_PANEL = 256;

    private PanelProduct() {}

    /** {@code C <- alpha op(A) op(B) + beta C}. */
    static void run(
            Transpose ta, Transpose tb, double alpha, DMatrixRMaj a, DMatrixRMaj b, double beta, DMatrixRMaj c) {
        int k = ta.columns(a);
        int height = Math.min(PANEL, c.numRows);
        // Rows of A^T are not contiguous, so a transposed left factor is copied whole.
        boolean whole = ta == Transpose.YES;
        try (DoublePointer right = NativeMemory.copyOf(b);
                DoublePointer left = whole ? NativeMemory.copyOf(a) : new DoublePointer((long) height * k);
                DoublePointer out = new DoublePointer((long) height * c.numCols)) {
            for (int row = 0; row < c.numRows; row += height) {
                int rows = Math.min(height, c.numRows - row);
                if (!whole) {
                    left.put(a.data, row * k, rows * k);
                }
                if (beta != 0) {
                    out.put(c.data, row * c.numCols, rows * c.numCols);
                }
                cblas_dgemm(
                        CblasRowMajor,
                        ta == Transpose.NO ? CblasNoTrans : CblasTrans,
                        tb == Transpose.NO ? CblasNoTrans : CblasTrans,
                        rows,
                        c.numCols,
                        k,
                        alpha,
                        whole ? left.getPointer(row) : left,
                        a.numCols,
                        right,
                        b.numCols,
                        beta,
                        out,
                        c.numCols);
                out.get(c.data, row * c.numCols, rows * c.numCols);
            }
        }
    }

    /** Lower triangle of {@code C <- alpha A A^T + beta C}; what is above the diagonal stays. */
    static void gram(double alpha, DMatrixRMaj a, double beta, DMatrixRMaj c) {
        int n = c.numRows;
        int k = a.numCols;
        int height = Math.min(GRAM_PANEL, n);
        try (DoublePointer factor = NativeMemory.copyOf(a);
                DoublePointer out = new DoublePointer((long) height * n)) {
            for (int row = 0; row < n; row += height) {
                int rows = Math.min(height, n - row);
                int width = row + rows;
                for (int i = 0; i < rows && beta != 0; i++) {
                    out.getPointer((long) i * width).put(c.data, (row + i) * n, width);
                }
                DoublePointer left = factor.getPointer((long) row * k);
                if (row > 0) {
                    cblas_dgemm(
                            CblasRowMajor,
                            CblasNoTrans,
                            CblasTrans,
                            rows,
                            row,
                            k,
                            alpha,
                            left,
                            k,
                            factor,
                            k,
                            beta,
                            out,
                            width);
                }
                DoublePointer corner = out.getPointer(row);
                cblas_dsyrk(CblasRowMajor, CblasLower, CblasNoTrans, rows, k, alpha, left, k, beta, corner, width);
                for (int i = 0; i < rows; i++) {
                    out.getPointer((long) i * width).get(c.data, (row + i) * n, row + i + 1);
                }
            }
        }
    }
}
