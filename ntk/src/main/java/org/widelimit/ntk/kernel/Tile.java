package org.widelimit.ntk.kernel;

import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;

/**
 * Entries {@code [rowFrom, rowTo) x [columnFrom, columnTo)} of a kernel.
 *
 * @param row index of the tile's row in the plan
 * @param column index of the tile's column in the plan
 */
record Tile(int row, int rowFrom, int rowTo, int column, int columnFrom, int columnTo) {

    /** One line of cache holds this many doubles. */
    private static final int LINE = 8;

    int height() {
        return rowTo - rowFrom;
    }

    int width() {
        return columnTo - columnFrom;
    }

    /** Tiles that cover a matrix, row by row. */
    static List<Tile> covering(int rows, int columns, int height, int width) {
        List<Tile> tiles = new ArrayList<>();
        for (int i = 0; i < rows; i += height) {
            for (int j = 0; j < columns; j += width) {
                tiles.add(new Tile(
                        i / height, i, Math.min(i + height, rows), j / width, j, Math.min(j + width, columns)));
            }
        }
        return tiles;
    }

    /** Those of them that reach the diagonal or the entries to its right. */
    static List<Tile> coveringUpper(int n, int height, int width) {
        return covering(n, n, height, width).stream()
                .filter(tile -> tile.columnTo > tile.rowFrom)
                .toList();
    }

    /** {@code kernel[j, i] <- kernel[i, j]} for the tile's entries to the right of the diagonal, line of cache by line of cache. */
    void mirror(DMatrixRMaj kernel) {
        for (int i = rowFrom; i < rowTo; i += LINE) {
            int rows = Math.min(i + LINE, rowTo);
            for (int j = Math.max(columnFrom, i + 1); j < columnTo; j++) {
                for (int k = i; k < Math.min(rows, j); k++) {
                    kernel.data[j * kernel.numCols + k] = kernel.data[k * kernel.numCols + j];
                }
            }
        }
    }
}
