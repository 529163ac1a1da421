package org.widelimit.numerics.linalg;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasUpper;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_dgemm;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_dsyrk;

import java.nio.DoubleBuffer;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
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
        super(x, y);
        this.inner = x.numCols;
        this.x = NativeMemory.copyOf(x);
        this.y = y == x ? this.x : NativeMemory.copyOf(y);
    }

    @Override
    void multiply(int row, int height, int column, int width, Consumer<DoubleBuffer> use) {
        DoublePointer product = taken(height * width);
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
        use.accept(product.asBuffer());
        scratch.add(product);
    }

    @Override
    void multiplyUpper(int from, int size, Consumer<DoubleBuffer> use) {
        DoublePointer product = taken(size * size);
        DoublePointer rows = x.getPointer((long) from * inner);
        cblas_dsyrk(CblasRowMajor, CblasUpper, CblasNoTrans, size, inner, 1, rows, inner, 0, product, size);
        use.accept(product.asBuffer());
        scratch.add(product);
    }

    private DoublePointer taken(int size) {
        DoublePointer free = scratch.poll();
        if (free != null && free.capacity() >= size) {
            return free;
        }
        NativeMemory.free(free);
        return new DoublePointer((long) size);
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
