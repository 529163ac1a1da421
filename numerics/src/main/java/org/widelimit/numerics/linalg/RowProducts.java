package org.widelimit.numerics.linalg;

/**
 * {@code X Y^T}, computed in tiles as they are asked for: entry (i, j) is the inner product of row i of X and row j of
 * Y. For functions of a Gram matrix that is too large to hold, or that should meet its tile while it is in cache.
 *
 * <p>X and Y were copied when this was made (OpenBLAS: to native memory, which {@link #close} frees). Many threads may
 * ask for tiles at the same time. The last bits of an entry may depend on where its tile begins and ends, and on
 * nothing else.
 */
public interface RowProducts extends AutoCloseable {

    /** Rows of X. */
    int rows();

    /** Rows of Y. */
    int columns();

    /** Entries of a row of X, and of Y. */
    int length();

    /** What is done with some rows of a tile while they are in cache. */
    @FunctionalInterface
    interface BandConsumer {

        /**
         * The array holds rows {@code first, ..., first + count - 1} of the tile, counted from the tile's own first row.
         */
        void accept(int first, int count);
    }

    /**
     * The tile of rows {@code row, ..., row + height - 1} and columns {@code column, ..., column + width - 1}, in bands
     * of as many of its rows as the array holds: a product of large tiles is fast, and what is done with its entries is fast on few.
     *
     * @param band at least {@code width} long; overwritten with one band after another, by rows without gaps
     * @param use called after each
     * @throws IllegalArgumentException if the tile reaches outside or has 2^28 entries or more, or the array is too short
     * @throws IllegalStateException after {@link #close}
     */
    void tile(int row, int height, int column, int width, double[] band, BandConsumer use);

    /**
     * The tile of rows and columns {@code from, ..., from + size - 1} where X and Y are one matrix: it is symmetric, and only what is on and above its diagonal is computed, at half of the cost.
     *
     * @param band at least {@code size} long; overwritten with one band after another, by rows without gaps: below the diagonal with anything
     * @param use called after each
     * @throws IllegalArgumentException if the tile reaches outside or the array is too short
     * @throws IllegalStateException after {@link #close}, and if X and Y were not the same object
     */
    void upperTriangle(int from, int size, double[] band, BandConsumer use);

    /**
     * Row i of X as it was copied.
     *
     * @param into overwritten from its beginning, as long as a row or longer
     * @throws IllegalArgumentException if there is no such row or the array is too short
     * @throws IllegalStateException after {@link #close}
     */
    void leftRow(int i, double[] into);

    /** Row j of Y as it was copied; otherwise as {@link #leftRow}. */
    void rightRow(int j, double[] into);

    /** Frees the copies. No tile may be under way. */
    @Override
    void close();
}
