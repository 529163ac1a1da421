package org.widelimit.graphon.estimate;

import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;
import org.widelimit.graphon.Mask;
import org.widelimit.graphon.StepGraphon;

/** Means of m and of m w^2 in the cells of a grid, over the positions that count; NaN in a cell without any. */
record CellMeans(DMatrixRMaj kept, @Nullable DMatrixRMaj squares) {

    /** With weights of the shape of the mask; null for no squares. */
    static CellMeans of(Half half, @Nullable DMatrixRMaj weights, UnitBlocks rows, UnitBlocks columns) {
        CellCounts counts = half.counts(rows, columns);
        DMatrixRMaj kept = new DMatrixRMaj(rows.count(), columns.count());
        for (int cell = 0; cell < kept.data.length; cell++) {
            kept.data[cell] = (double) counts.kept()[cell] / counts.positions()[cell];
        }
        return new CellMeans(
                kept, weights == null ? null : squares(half.kept(), weights, rows, columns, counts.positions()));
    }

    private static DMatrixRMaj squares(
            Mask kept, DMatrixRMaj weights, UnitBlocks rows, UnitBlocks columns, long[] positions) {
        DMatrixRMaj squares = new DMatrixRMaj(rows.count(), columns.count());
        int[] entries = new int[kept.columns()];
        for (int i = 0; i < kept.rows(); i++) {
            int row = rows.blockOfUnit()[i] * columns.count();
            int count = kept.keptColumns(i, entries);
            for (int c = 0; c < count; c++) {
                double weight = weights.get(i, entries[c]);
                squares.data[row + columns.blockOfUnit()[entries[c]]] += weight * weight;
            }
        }
        for (int cell = 0; cell < positions.length; cell++) {
            squares.data[cell] /= positions[cell];
        }
        return squares;
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
