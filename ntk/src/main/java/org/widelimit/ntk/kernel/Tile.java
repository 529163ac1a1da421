package org.widelimit.ntk.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.widelimit.numerics.linalg.RowProducts;

/** Entries {@code [rowFrom, rowTo) x [columnFrom, columnTo)} of a kernel. */
record Tile(int rowFrom, int rowTo, int columnFrom, int columnTo) {

    int height() {
        return rowTo - rowFrom;
    }

    int width() {
        return columnTo - columnFrom;
    }

    /**
     * {@code X_rows Y_columns^T} in bands of a few of its rows, each a tile itself; below the diagonal of a symmetric matrix the entries may be anything.
     *
     * @param symmetric whether X and Y are one
     * @param band one band's entries after another, by rows without gaps
     */
    void inBands(RowProducts products, boolean symmetric, double[] band, Consumer<Tile> use) {
        RowProducts.BandConsumer ofRows =
                (first, count) -> use.accept(new Tile(rowFrom + first, rowFrom + first + count, columnFrom, columnTo));
        if (symmetric && rowFrom == columnFrom && rowTo == columnTo) {
            products.upperTriangle(rowFrom, height(), band, ofRows);
        } else {
            products.tile(rowFrom, height(), columnFrom, width(), band, ofRows);
        }
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

    /** Squares that cover the diagonal and what is to its right. Those on the diagonal, with half of the work, come last, so that threads end at about the same time. */
    static List<Tile> squaresOfUpper(int n, int side) {
        List<Tile> tiles = new ArrayList<>();
        for (int i = 0; i < n; i += side) {
            addRow(tiles, i, Math.min(i + side, n), Math.min(i + side, n), n, side);
        }
        for (int i = 0; i < n; i += side) {
            addRow(tiles, i, Math.min(i + side, n), i, Math.min(i + side, n), side);
        }
        return tiles;
    }

    private static void addRow(List<Tile> tiles, int rowFrom, int rowTo, int from, int to, int width) {
        for (int j = from; j < to; j += width) {
            tiles.add(new Tile(rowFrom, rowTo, j, Math.min(j + width, to)));
        }
    }
}
