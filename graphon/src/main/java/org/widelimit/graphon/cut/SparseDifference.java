package org.widelimit.graphon.cut;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.DMatrixSparseCSC;
import org.ejml.data.DMatrixSparseTriplet;
import org.widelimit.graphon.Mask;
import org.widelimit.graphon.StepGraphon;
import org.widelimit.numerics.InputException;

/**
 * A matrix a_ij = s_ij - W((i + 1/2) / rows, (j + 1/2) / columns): sparse minus constant on blocks, in memory O(entries
 * other than 0 + rows + columns + blocks). The difference is never formed, so no entry of it is rounded. Immutable.
 */
public final class SparseDifference {

    private final SparseSide byRows;
    private final SparseSide byColumns;

    private SparseDifference(SparseSide byRows) {
        this.byRows = byRows;
        this.byColumns = byRows.transposed();
    }

    /**
     * A sparse matrix, nothing subtracted.
     *
     * @throws InputException if an entry is not finite, or stored twice
     */
    public static SparseDifference of(DMatrixSparseCSC sparse) {
        int entries = sparse.col_idx[sparse.numCols];
        SparseSide columns = new SparseSide(
                Arrays.copyOf(sparse.col_idx, sparse.numCols + 1),
                Arrays.copyOf(sparse.nz_rows, entries),
                Arrays.copyOf(sparse.nz_values, entries),
                new int[sparse.numCols],
                new int[sparse.numRows],
                new DMatrixRMaj(1, 1));
        SparseSide rows = columns.transposed();
        requireUsable(rows.start(), rows.index(), rows.value(), sparse.numCols);
        return new SparseDifference(rows);
    }

    /**
     * A sparse matrix from its entries in any order, nothing subtracted.
     *
     * @throws InputException if an entry is not finite, or given twice
     */
    public static SparseDifference of(DMatrixSparseTriplet entries) {
        int count = entries.nz_length;
        int[] start = new int[entries.numRows + 1];
        for (int at = 0; at < count; at++) {
            start[entries.nz_rowcol.data[2 * at] + 1]++;
        }
        for (int i = 0; i < entries.numRows; i++) {
            start[i + 1] += start[i];
        }
        int[] next = start.clone();
        int[] index = new int[count];
        double[] value = new double[count];
        for (int at = 0; at < count; at++) {
            int to = next[entries.nz_rowcol.data[2 * at]]++;
            index[to] = entries.nz_rowcol.data[2 * at + 1];
            value[to] = entries.nz_value.data[at];
        }
        requireUsable(start, index, value, entries.numCols);
        return new SparseDifference(new SparseSide(
                start, index, value, new int[entries.numRows], new int[entries.numCols], new DMatrixRMaj(1, 1)));
    }

    private static void requireUsable(int[] start, int[] index, double[] value, int columns) {
        int[] lastRow = new int[columns];
        for (int i = 0; i + 1 < start.length; i++) {
            for (int at = start[i]; at < start[i + 1]; at++) {
                if (!Double.isFinite(value[at])) {
                    throw new InputException(
                            "expected finite entries, found " + value[at] + " at entry (" + i + ", " + index[at] + ")");
                }
                if (lastRow[index[at]] == i + 1) {
                    throw new InputException(
                            "expected each entry once, found entry (" + i + ", " + index[at] + ") twice");
                }
                lastRow[index[at]] = i + 1;
            }
        }
    }

    /** The zeros and ones of a mask. */
    public static SparseDifference of(Mask mask) {
        int[] start = new int[mask.rows() + 1];
        int[] degrees = mask.rowDegrees();
        for (int i = 0; i < degrees.length; i++) {
            start[i + 1] = Math.addExact(start[i], degrees[i]);
        }
        int[] index = new int[start[mask.rows()]];
        double[] value = new double[index.length];
        Arrays.fill(value, 1);
        int at = 0;
        for (int i = 0; i < mask.rows(); i++) {
            for (int j = 0; j < mask.columns(); j++) {
                if (mask.kept(i, j)) {
                    index[at++] = j;
                }
            }
        }
        int[] rowBlocks = new int[mask.rows()];
        return new SparseDifference(
                new SparseSide(start, index, value, rowBlocks, new int[mask.columns()], new DMatrixRMaj(1, 1)));
    }

    /** This sparse matrix minus a step graphon, instead of what was subtracted before. */
    public SparseDifference minus(StepGraphon graphon) {
        int[] rowBlocks = blocks(graphon.rowEdges(), rows());
        int[] columnBlocks = blocks(graphon.columnEdges(), columns());
        return new SparseDifference(new SparseSide(
                byRows.start(), byRows.index(), byRows.value(), rowBlocks, columnBlocks, graphon.density()));
    }

    /** This sparse matrix minus a constant in [0, 1], instead of what was subtracted before. */
    public SparseDifference minus(double density) {
        return minus(StepGraphon.constant(density));
    }

    /** m of m x n. */
    public int rows() {
        return byRows.rows();
    }

    /** n of m x n. */
    public int columns() {
        return byRows.columns();
    }

    /** Number of stored entries. */
    public int entries() {
        return byRows.index().length;
    }

    /** The matrix written out, rows x columns doubles. */
    public DMatrixRMaj toMatrix() {
        DMatrixRMaj matrix = new DMatrixRMaj(rows(), columns());
        for (int i = 0; i < rows(); i++) {
            byRows.addRow(i, 1, matrix.data, i * columns());
        }
        return matrix;
    }

    SparseSide byRows() {
        return byRows;
    }

    SparseSide byColumns() {
        return byColumns;
    }

    SparseDifference transposed() {
        return new SparseDifference(byColumns);
    }

    /** The largest absolute value of S and of W. */
    double largest() {
        double largest = 0;
        for (double value : byRows.value()) {
            largest = Math.max(largest, Math.abs(value));
        }
        for (double value : byRows.blocks().data) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    /** 2^k times this; exact but for what underflows. */
    SparseDifference scaled(int k) {
        DMatrixRMaj blocks = byRows.blocks().copy();
        for (int at = 0; at < blocks.data.length; at++) {
            blocks.data[at] = Math.scalb(blocks.data[at], k);
        }
        double[] values =
                Arrays.stream(byRows.value()).map(x -> Math.scalb(x, k)).toArray();
        return new SparseDifference(
                new SparseSide(byRows.start(), byRows.index(), values, byRows.own(), byRows.other(), blocks));
    }

    private static int[] blocks(double[] edges, int units) {
        int[] blocks = new int[units];
        for (int i = 0; i < units; i++) {
            int place = Arrays.binarySearch(edges, (i + 0.5) / units);
            blocks[i] = Math.min(place >= 0 ? place : -place - 2, edges.length - 2);
        }
        return blocks;
    }
}
