package org.widelimit.numerics.linalg;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasUpper;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_dgemm;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_dsyrk;

import java.nio.DoubleBuffer;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.bytedeco.javacpp.DoublePointer;

/** Tiles by OpenBLAS, from copies of X and Y in native memory: a tile copies nothing but itself. */
final class OpenBlasRowProducts extends CheckedRowProducts {

    /** Doubles in a line of cache. */
    private static final int LINE = 8;

    private final int inner;
    private final DoublePointer x;
    private final DoublePointer y;
    private final DoubleBuffer left;
    private final DoubleBuffer right;

    /** Native tiles that no thread is using; fresh memory for each tile would cost as much as the copy. */
    private final ConcurrentLinkedQueue<DoublePointer> scratch = new ConcurrentLinkedQueue<>();

    OpenBlasRowProducts(Rows x, Rows y, int threads) {
        super(x, y);
        this.inner = x.length();
        this.x = NativeMemory.copyOf(x, threads);
        try {
            this.y = y == x ? this.x : NativeMemory.copyOf(y, threads);
        } catch (RuntimeException | Error e) {
            this.x.deallocate();
            throw e;
        }
        this.left = this.x.asBuffer();
        this.right = this.y.asBuffer();
    }

    @Override
    void multiply(int row, int height, int column, int width, ProductConsumer use) {
        int stride = stride(height, width);
        DoublePointer product = taken(height * stride);
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
                stride);
        handOver(product, stride, use);
    }

    @Override
    void multiplyUpper(int from, int size, ProductConsumer use) {
        int stride = stride(size, size);
        DoublePointer product = taken(size * stride);
        DoublePointer rows = x.getPointer((long) from * inner);
        cblas_dsyrk(CblasRowMajor, CblasUpper, CblasNoTrans, size, inner, 1, rows, inner, 0, product, stride);
        handOver(product, stride, use);
    }

    /** An odd number of lines of cache: with rows a power of two apart, the rows of a block would compete for the same few places in the cache. */
    private static int stride(int height, int width) {
        long padded = LINE * ((width + LINE - 1L) / LINE | 1);
        return height * padded <= MOST_IN_BUFFER ? (int) padded : width;
    }

    private void handOver(DoublePointer product, int stride, ProductConsumer use) {
        try {
            use.accept(product.asBuffer(), stride);
        } finally {
            scratch.add(product);
        }
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
    void readLeft(int i, double[] into) {
        read(x, left, i, into);
    }

    @Override
    void readRight(int j, double[] into) {
        read(y, right, j, into);
    }

    /** A view of a pointer ends at 2^31 bytes; what lies beyond is read through a pointer of its own, which takes longer. */
    private void read(DoublePointer matrix, DoubleBuffer view, int row, double[] into) {
        long from = (long) row * inner;
        if (from + inner <= view.capacity()) {
            view.get((int) from, into, 0, inner);
        } else {
            matrix.getPointer(from).get(into, 0, inner);
        }
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
