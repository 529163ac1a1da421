package org.widelimit.numerics.linalg;

import java.util.Arrays;

/** The contract of {@link RowProducts}, once for all. */
abstract class CheckedRowProducts implements RowProducts {

    private final int rows;
    private final int columns;
    private final int inner;
    private volatile boolean closed;

    CheckedRowProducts(int rows, int columns, int inner) {
        this.rows = rows;
        this.columns = columns;
        this.inner = inner;
    }

    /** Fills a tile that is not empty and fits; the rows have at least one entry. */
    abstract void fill(int row, int height, int column, int width, double[] tile);

    /** Frees what is held; called once. */
    abstract void free();

    @Override
    public final int rows() {
        return rows;
    }

    @Override
    public final int columns() {
        return columns;
    }

    @Override
    public final void tile(int row, int height, int column, int width, double[] tile) {
        if (closed) {
            throw new IllegalStateException("expected row products that are open, found closed ones");
        }
        if (row < 0 || height < 0 || row > rows - height || column < 0 || width < 0 || column > columns - width) {
            throw new IllegalArgumentException(
                    "expected a tile within %d x %d, found %d rows from %d, %d columns from %d"
                            .formatted(rows, columns, height, row, width, column));
        }
        long size = (long) height * width;
        if (tile.length < size) {
            throw new IllegalArgumentException(
                    "expected an array of at least %d entries for the tile, found %d".formatted(size, tile.length));
        }
        if (size == 0) {
            return;
        }
        if (inner == 0) {
            Arrays.fill(tile, 0, (int) size, 0);
        } else {
            fill(row, height, column, width, tile);
        }
    }

    @Override
    public final void close() {
        if (!closed) {
            closed = true;
            free();
        }
    }
}
