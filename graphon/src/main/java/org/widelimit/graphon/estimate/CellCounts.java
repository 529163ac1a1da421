package org.widelimit.graphon.estimate;

import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.graphon.Mask;
import org.widelimit.graphon.StepGraphon;

/**
 * Kept entries and positions in the cells of a grid of blocks, over one or more masks; the diagonal of a graph does not
 * count.
 *
 * @param graph whether each entry off the diagonal stands for the one that mirrors it as well
 * @param columns number of column blocks; cell (a, b) is at a columns + b
 * @param kept kept entries of each cell
 * @param positions positions of each cell
 */
record CellCounts(boolean graph, int columns, long[] kept, long[] positions) {

    static CellCounts of(List<Mask> masks, boolean graph, UnitBlocks rows, UnitBlocks columns) {
        long[] kept = new long[rows.count() * columns.count()];
        for (Mask mask : masks) {
            addKept(mask, rows, columns, kept);
        }
        long[] positions = new long[kept.length];
        int[] rowSizes = rows.sizes();
        int[] columnSizes = columns.sizes();
        for (int a = 0; a < rowSizes.length; a++) {
            for (int b = 0; b < columnSizes.length; b++) {
                long diagonal = graph && a == b ? rowSizes[a] : 0;
                positions[a * columnSizes.length + b] = masks.size() * ((long) rowSizes[a] * columnSizes[b] - diagonal);
            }
        }
        return new CellCounts(graph, columnSizes.length, kept, positions);
    }

    /** Of the positions that another mask marks, and not of all. */
    static CellCounts of(List<Mask> masks, Mask marked, boolean graph, UnitBlocks rows, UnitBlocks columns) {
        long[] kept = new long[rows.count() * columns.count()];
        long[] positions = new long[kept.length];
        for (Mask mask : masks) {
            addKept(mask, rows, columns, kept);
        }
        addKept(marked, rows, columns, positions);
        for (int cell = 0; cell < positions.length; cell++) {
            positions[cell] *= masks.size();
        }
        return new CellCounts(graph, columns.count(), kept, positions);
    }

    private static void addKept(Mask mask, UnitBlocks rows, UnitBlocks columns, long[] kept) {
        int[] blockOfColumn = columns.blockOfUnit();
        int count = columns.count();
        int[] entries = new int[mask.columns()];
        for (int i = 0; i < mask.rows(); i++) {
            int from = rows.blockOfUnit()[i] * count;
            int inRow = mask.keptColumns(i, entries);
            for (int k = 0; k < inRow; k++) {
                kept[from + blockOfColumn[entries[k]]]++;
            }
        }
    }

    /** The same without what the other has. */
    CellCounts without(CellCounts other) {
        long[] fewerKept = new long[kept.length];
        long[] fewerPositions = new long[kept.length];
        for (int cell = 0; cell < kept.length; cell++) {
            fewerKept[cell] = kept[cell] - other.kept[cell];
            fewerPositions[cell] = positions[cell] - other.positions[cell];
        }
        return new CellCounts(graph, columns, fewerKept, fewerPositions);
    }

    double density() {
        double sum = 0;
        double all = 0;
        for (int cell = 0; cell < kept.length; cell++) {
            sum += kept[cell];
            all += positions[cell];
        }
        return all == 0 ? 0 : sum / all;
    }

    /** The means of the cells; the density where a cell has no position. */
    double[] means() {
        double density = density();
        double[] means = new double[kept.length];
        for (int cell = 0; cell < means.length; cell++) {
            means[cell] = positions[cell] == 0 ? density : kept[cell] / (double) positions[cell];
        }
        return means;
    }

    StepGraphon graphon(UnitBlocks rows, UnitBlocks columnBlocks) {
        DMatrixRMaj means = new DMatrixRMaj(rows.count(), columns);
        means.setData(means());
        return StepGraphon.of(means, null, rows.edges(), columnBlocks.edges());
    }

    /** Sum of (m - H)^2 over these positions, with H given. */
    double squaredError(double[] means) {
        double sum = 0;
        for (int cell = 0; cell < kept.length; cell++) {
            double h = means[cell];
            sum += kept[cell] * (1 - h) * (1 - h) + (positions[cell] - kept[cell]) * h * h;
        }
        return sum;
    }

    /**
     * Sum of (m - H)^2 over the positions, with H the mean of the cell's other positions: for k kept of n it is k (n -
     * k) n / (n - 1)^2. A position alone in its cell is compared with the density. In a graph an entry and its mirror
     * image are one position.
     */
    double leaveOneOutError() {
        double density = density();
        double sum = 0;
        for (int cell = 0; cell < kept.length; cell++) {
            int share = graph && cell / columns == cell % columns ? 2 : 1;
            double n = (double) positions[cell] / share;
            double k = (double) kept[cell] / share;
            double error = n > 1
                    ? k * (n - k) * n / ((n - 1) * (n - 1))
                    : k * (1 - density) * (1 - density) + (n - k) * density * density;
            sum += share * error;
        }
        return sum;
    }

    double total() {
        double all = 0;
        for (long count : positions) {
            all += count;
        }
        return all;
    }
}
