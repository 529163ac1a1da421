package org.widelimit.numerics.linalg;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_dgemm;

import java.util.concurrent.ConcurrentLinkedQueue;
import org.bytedeco.javacpp.DoublePointer;
import org.ejml.data.DMatrixRMaj;

/** Tiles by OpenBLAS, from copies of X and Y in native memory: a tile copies nothing but itself. */
final class OpenBlasRowProducts extends CheckedRowProducts {

    private final int inner;
    private final DoublePointer x;
    private final DoublePointer y;

    /** Native tiles that no thread is using; fresh memory for each tile would cost as much as the copy. */
    private final ConcurrentLinkedQueue<DoublePointer> scratch = new ConcurrentLinkedQueue<>();

    OpenBlasRowProducts(DMatrixRMaj x, DMatrixRMaj y) {
        super(x.numRows, y.numRows, x.numCols);
        this.inner = x.numCols;
        this.x = NativeMemory.copyOf(x);
        this.y = y == x ? this.x : NativeMemory.copyOf(y);
    }

    @Override
    void fill(int row, int height, int column, int width, double[] tile) {
        int size = height * width;
        DoublePointer product = scratch.poll();
        if (product == null || product.capacity() < size) {
            NativeMemory.free(product);
            product = new DoublePointer((long) size);
        }
        cblas_dgemm(
                CblasRowMajor,
                CblasNoTrans,
                CblasTrans,
                height,
                width,
                inner,
                1,
                x.getPointer((long) row * inner),
                inner,
                y.getPointer((long) column * inner),
                inner,
                0,
                product,
                width);
        product.get(tile, 0, size);
        scratch.add(product);
    }

    @Override
    void free() {
        // Where y is x, the second call finds nothing left to free.
        x.deallocate();
        y.deallocate();
        scratch.forEach(NativeMemory::free);
        scratch.clear();
    }
}
