package org.widelimit.numerics.linalg;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/** Tiles by EJML, from copies of the rows they need. */
final class EjmlRowProducts extends CheckedRowProducts {

    private final DMatrixRMaj x;
    private final DMatrixRMaj y;

    EjmlRowProducts(DMatrixRMaj x, DMatrixRMaj y) {
        super(x.numRows, y.numRows, x.numCols);
        this.x = x.copy();
        this.y = y == x ? this.x : y.copy();
    }

    @Override
    void fill(int row, int height, int column, int width, double[] tile) {
        DMatrixRMaj product = DMatrixRMaj.wrap(height, width, tile);
        CommonOps_DDRM.multTransB(rows(x, row, height), rows(y, column, width), product);
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
