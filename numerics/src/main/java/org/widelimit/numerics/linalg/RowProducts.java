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

    /**
     * The tile of rows {@code row, ..., row + height - 1} and columns {@code column, ..., column + width - 1}.
     *
     * @param tile at least {@code height width} long; its first entries are overwritten with the tile, by rows without
     *     gaps
     * @throws IllegalArgumentException if the tile reaches outside or the array is too short
     * @throws IllegalStateException after {@link #close}
     */
    void tile(int row, int height, int column, int width, double[] tile);

    /** Frees the copies. No tile may be under way. */
    @Override
    void close();
}
