package org.widelimit.graphon.estimate;

import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;
import org.widelimit.graphon.EntryPredicate;
import org.widelimit.graphon.Mask;
import org.widelimit.graphon.StepGraphon;

/** Means of m and of m w^2 in the cells of a grid, over the positions that count; NaN in a cell without any. */
record CellMeans(DMatrixRMaj kept, @Nullable DMatrixRMaj squares) {

    static CellMeans of(
            Mask mask, @Nullable DMatrixRMaj weights, UnitBlocks rows, UnitBlocks columns, EntryPredicate counted) {
        DMatrixRMaj kept = new DMatrixRMaj(rows.count(), columns.count());
        DMatrixRMaj squares = weights == null ? null : new DMatrixRMaj(rows.count(), columns.count());
        long[] positions = new long[kept.getNumElements()];
        for (int i = 0; i < mask.rows(); i++) {
            int row = rows.blockOfUnit()[i] * columns.count();
            long[] bits = mask.rowBits(i);
            for (int j = 0; j < mask.columns(); j++) {
                if (counted.test(i, j)) {
                    int cell = row + columns.blockOfUnit()[j];
                    long entry = bits[j / Long.SIZE] >>> j & 1;
                    positions[cell]++;
                    kept.data[cell] += entry;
                    if (entry != 0 && squares != null && weights != null) {
                        squares.data[cell] += weights.get(i, j) * weights.get(i, j);
                    }
                }
            }
        }
        for (int cell = 0; cell < positions.length; cell++) {
            kept.data[cell] /= positions[cell];
            if (squares != null) {
                squares.data[cell] /= positions[cell];
            }
        }
        return new CellMeans(kept, squares);
    }

    /** The step graphon with these means. */
    StepGraphon graphon(UnitBlocks rows, UnitBlocks columns) {
        return StepGraphon.of(kept, squares, rows.edges(), columns.edges());
    }

    /**
     * The mean of two folds. A cell that is empty in one has the mean of the other; one that is empty in both, that of
     * the layer.
     */
    static CellMeans average(CellMeans first, CellMeans second, CellMeans layer) {
        DMatrixRMaj squares = null;
        if (first.squares != null && second.squares != null && layer.squares != null) {
            squares = average(first.squares, second.squares, layer.squares.get(0, 0));
        }
        return new CellMeans(average(first.kept, second.kept, layer.kept.get(0, 0)), squares);
    }

    private static DMatrixRMaj average(DMatrixRMaj first, DMatrixRMaj second, double layer) {
        DMatrixRMaj mean = new DMatrixRMaj(first.numRows, first.numCols);
        for (int cell = 0; cell < mean.getNumElements(); cell++) {
            double one = first.data[cell];
            double other = second.data[cell];
            if (Double.isNaN(one)) {
                mean.data[cell] = Double.isNaN(other) ? layer : other;
            } else {
                mean.data[cell] = Double.isNaN(other) ? one : (one + other) / 2;
            }
        }
        return mean;
    }
}
