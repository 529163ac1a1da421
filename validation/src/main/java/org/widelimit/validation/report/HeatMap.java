package org.widelimit.validation.report;

import java.util.Objects;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * One matrix of a heat map figure; for a graphon rows are output blocks and columns are input blocks.
 *
 * @param note a few words under the name, or null
 * @param values row-major, rows x columns
 * @param rowEdges rows + 1 strictly increasing block boundaries from 0 to 1, or null for equal blocks
 * @param columnEdges columns + 1 boundaries, or null for equal blocks
 */
public record HeatMap(
        String name,
        @Nullable String note,
        int rows,
        int columns,
        Numbers values,
        @Nullable Numbers rowEdges,
        @Nullable Numbers columnEdges) {

    public HeatMap {
        Texts.requireText("name", name);
        Objects.requireNonNull(values, "values");
        if (rows < 1 || columns < 1 || values.size() != (long) rows * columns) {
            throw new IllegalArgumentException("expected " + rows + " x " + columns + " values in heat map \"" + name
                    + "\", found " + values.size());
        }
        requireEdges(name, "rowEdges", rows, rowEdges);
        requireEdges(name, "columnEdges", columns, columnEdges);
    }

    private static void requireEdges(String name, String field, int blocks, @Nullable Numbers edges) {
        if (edges == null) {
            return;
        }
        boolean ordered = edges.size() == blocks + 1 && edges.get(0) == 0 && edges.get(blocks) == 1;
        for (int i = 0; ordered && i < blocks; i++) {
            ordered = edges.get(i) < edges.get(i + 1);
        }
        if (!ordered) {
            throw new IllegalArgumentException("expected " + (blocks + 1) + " increasing edges from 0 to 1 in \""
                    + field + "\" of heat map \"" + name + "\", found " + edges);
        }
    }

    /** A matrix with equal blocks. */
    public static HeatMap of(String name, DMatrixRMaj matrix) {
        double[] values = new double[matrix.getNumElements()];
        System.arraycopy(matrix.data, 0, values, 0, values.length);
        return new HeatMap(name, null, matrix.numRows, matrix.numCols, Numbers.of(values), null, null);
    }

    /** The same map with a note. */
    public HeatMap withNote(String newNote) {
        return new HeatMap(name, newNote, rows, columns, values, rowEdges, columnEdges);
    }

    /** The same map with unequal blocks. */
    public HeatMap withEdges(double[] newRowEdges, double[] newColumnEdges) {
        return new HeatMap(name, note, rows, columns, values, Numbers.of(newRowEdges), Numbers.of(newColumnEdges));
    }

    /** Share of a row in [0, 1]. */
    double rowMeasure(int row) {
        return rowEdges == null ? 1.0 / rows : rowEdges.get(row + 1) - rowEdges.get(row);
    }

    /** Share of a column in [0, 1]. */
    double columnMeasure(int column) {
        return columnEdges == null ? 1.0 / columns : columnEdges.get(column + 1) - columnEdges.get(column);
    }
}
