package org.widelimit.ntk.kernel;

import java.util.ArrayList;
import java.util.List;

/** Entries {@code [rowFrom, rowTo) x [columnFrom, columnTo)} of a kernel. */
record Tile(int rowFrom, int rowTo, int columnFrom, int columnTo) {

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
            addRow(tiles, i, Math.min(i + height, rows), 0, columns, width);
        }
        return tiles;
    }

    /** Tiles that cover the diagonal and what is to its right; those of a row begin at the diagonal, so little below it is computed. */
    static List<Tile> coveringUpper(int n, int height, int width) {
        List<Tile> tiles = new ArrayList<>();
        for (int i = 0; i < n; i += height) {
            addRow(tiles, i, Math.min(i + height, n), i, n, width);
        }
        return tiles;
    }

    private static void addRow(List<Tile> tiles, int rowFrom, int rowTo, int from, int to, int width) {
        for (int j = from; j < to; j += width) {
            tiles.add(new Tile(rowFrom, rowTo, j, Math.min(j + width, to)));
        }
    }
}
