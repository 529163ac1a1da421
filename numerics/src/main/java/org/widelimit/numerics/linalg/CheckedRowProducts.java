package org.widelimit.numerics.linalg;

import java.nio.DoubleBuffer;

/** The contract of {@link RowProducts}, once for all. */
abstract class CheckedRowProducts implements RowProducts {

    /** Doubles in a buffer of native memory, which holds less than 2^31 bytes. */
    static final int MOST_IN_BUFFER = Integer.MAX_VALUE / Double.BYTES;

    private final int rows;
    private final int columns;
    private final int inner;
    private final boolean symmetric;
    private volatile boolean closed;

    CheckedRowProducts(Rows x, Rows y) {
        this.rows = x.count();
        this.columns = y.count();
        this.inner = x.length();
        this.symmetric = x == y;
    }

    /** What is done with a tile's product. */
    @FunctionalInterface
    interface ProductConsumer {

        /** Entry (i, j) is at {@code i * stride + j}. */
        void accept(DoubleBuffer product, int stride);
    }

    /** Hands over a tile that is not empty and fits, by rows; what is multiplied has at least one entry. */
    abstract void multiply(int row, int height, int column, int width, ProductConsumer use);

    /** Hands over a square tile on the diagonal that is not empty and fits, right on and above the diagonal; X and Y are one matrix, with at least one column. */
    abstract void multiplyUpper(int from, int size, ProductConsumer use);

    /** Copies a row of X that is there. */
    abstract void readLeft(int i, double[] into);

    /** Copies a row of Y that is there. */
    abstract void readRight(int j, double[] into);

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
    public final int length() {
        return inner;
    }

    @Override
    public final void tile(int row, int height, int column, int width, double[] band, BandConsumer use) {
        check(row, height, column, width, band);
        if (height == 0 || width == 0) {
            return;
        }
        if (inner == 0) {
            inBands(DoubleBuffer.allocate(height * width), width, height, width, band, use);
        } else {
            multiply(
                    row,
                    height,
                    column,
                    width,
                    (product, stride) -> inBands(product, stride, height, width, band, use));
        }
    }

    @Override
    public final void upperTriangle(int from, int size, double[] band, BandConsumer use) {
        if (!symmetric) {
            throw new IllegalStateException("expected products of the rows of one matrix, found two");
        }
        check(from, size, from, size, band);
        if (size > 0 && inner > 0) {
            multiplyUpper(from, size, (product, stride) -> inBands(product, stride, size, size, band, use));
        } else {
            tile(from, size, from, size, band, use);
        }
    }

    @Override
    public final void leftRow(int i, double[] into) {
        checkRow(i, rows, into);
        readLeft(i, into);
    }

    @Override
    public final void rightRow(int j, double[] into) {
        checkRow(j, columns, into);
        readRight(j, into);
    }

    private void checkRow(int row, int count, double[] into) {
        checkOpen();
        if (row < 0 || row >= count) {
            throw new IllegalArgumentException("expected a row of " + count + ", found row " + row);
        }
        if (into.length < inner) {
            throw new IllegalArgumentException(
                    "expected an array for a row of %d entries or more, found %d".formatted(inner, into.length));
        }
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("expected row products that are open, found closed ones");
        }
    }

    private void check(int row, int height, int column, int width, double[] band) {
        checkOpen();
        if (row < 0 || height < 0 || row > rows - height || column < 0 || width < 0 || column > columns - width) {
            throw new IllegalArgumentException(
                    "expected a tile within %d x %d, found %d rows from %d, %d columns from %d"
                            .formatted(rows, columns, height, row, width, column));
        }
        if ((long) height * width > MOST_IN_BUFFER) {
            throw new IllegalArgumentException(
                    "expected a tile of less than 2^28 entries, found %d x %d".formatted(height, width));
        }
        if (height > 0 && band.length < width) {
            throw new IllegalArgumentException(
                    "expected an array for a row of %d entries or more, found %d".formatted(width, band.length));
        }
    }

    private static void inBands(
            DoubleBuffer product, int stride, int height, int width, double[] band, BandConsumer use) {
        int most = band.length / width;
        for (int first = 0; first < height; first += most) {
            int count = Math.min(most, height - first);
            for (int i = 0; i < count; i++) {
                product.get((first + i) * stride, band, i * width, width);
            }
            use.accept(first, count);
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
