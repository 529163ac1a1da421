package org.widelimit.ntk.kernel;

import java.util.ArrayList;
import java.util.List;

/**
 * Entries {@code [rowFrom, rowTo) x [columnFrom, columnTo)} of a kernel.
 *
 * @param row index of the tile's row in the plan
 * @param column index of the tile's column in the plan
 */
record Tile(int row, int rowFrom, int rowTo, int column, int columnFrom, int columnTo) {

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
}
