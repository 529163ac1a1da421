package org.widelimit.benchmarks;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.blas_set_num_threads;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_dgemm;

import org.bytedeco.javacpp.DoublePointer;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.numerics.linalg.DenseBackends;

/** {@code C <- X X^T}, all n^2 entries by one dgemm of OpenBLAS with so many threads of its own, from native memory to native memory that was there before: the yardstick of kernels, {@code 2 n^2 d} floating-point operations. */
final class GramYardstick implements AutoCloseable {

    private final int n;
    private final int d;
    private final int threads;
    private final DoublePointer x;
    private final DoublePointer c;

    GramYardstick(DMatrixRMaj inputs, int threads) {
        n = inputs.numRows;
        d = inputs.numCols;
        this.threads = threads;
        // Loads the library and sets it to one thread, before this sets another number.
        DenseBackends.named("openblas");
        x = new DoublePointer((long) n * d).put(inputs.data, 0, n * d);
        c = new DoublePointer((long) n * n);
    }

    /**
     * The product; afterwards the library is back at one thread, as our side needs it. Its other threads go on looking for work for some 20 ms before they sleep: a
     * measurement of something else should wait so long.
     */
    double run() {
        blas_set_num_threads(threads);
        cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasTrans, n, n, d, 1, x, d, x, d, 0, c, n);
        blas_set_num_threads(1);
        return c.get(0);
    }

    @Override
    public void close() {
        x.deallocate();
        c.deallocate();
    }
}
