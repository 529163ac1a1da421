package org.widelimit.numerics.linalg;

import java.nio.DoubleBuffer;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/** Tiles by EJML, from copies of the rows they need. */
final class EjmlRowProducts extends CheckedRowProducts {

    private final DMatrixRMaj x;
    private final DMatrixRMaj y;

    EjmlRowProducts(Rows x, Rows y, int threads) {
        super(x, y);
        this.x = copyOf(x, threads);
        this.y = y == x ? this.x : copyOf(y, threads);
    }

    private static DMatrixRMaj copyOf(Rows rows, int threads) {
        int length = rows.length();
        DMatrixRMaj copy = new DMatrixRMaj(rows.count(), length);
        rows.each(threads, (i, row) -> System.arraycopy(row, 0, copy.data, i * length, length));
        return copy;
    }

    @Override
    void multiply(int row, int height, int column, int width, ProductConsumer use) {
        DMatrixRMaj product = new DMatrixRMaj(height, width);
        CommonOps_DDRM.multTransB(rows(x, row, height), rows(y, column, width), product);
        use.accept(DoubleBuffer.wrap(product.data), width);
    }

    /** EJML has no product of some rows of a matrix with themselves. */
    @Override
    void multiplyUpper(int from, int size, ProductConsumer use) {
        multiply(from, size, from, size, use);
    }

    @Override
    void readLeft(int i, double[] into) {
        System.arraycopy(x.data, i * x.numCols, into, 0, x.numCols);
    }

    @Override
    void readRight(int j, double[] into) {
        System.arraycopy(y.data, j * y.numCols, into, 0, y.numCols);
    }

    @Override
    void free() {
        // The garbage collector does.
    }

    private static DMatrixRMaj rows(DMatrixRMaj from, int first, int count) {
        DMatrixRMaj some = new DMatrixRMaj(count, from.numCols);
        System.arraycopy(from.data, first * from.numCols, some.data, 0, some.getNumElements());
        return some;
    }
}
