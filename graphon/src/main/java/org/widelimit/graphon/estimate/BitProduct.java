package org.widelimit.graphon.estimate;

import org.ejml.data.DMatrixRMaj;
import org.widelimit.graphon.Mask;

/**
 * Products Y = M X of a mask with a thin matrix, from the packed bits. The sums of all 256 subsets of eight rows of X
 * are tabled, and each byte of M is one look-up (Arlazarov, Dinic, Kronrod and Faradzhev, On economical construction of
 * the transitive closure of a directed graph, 1970): m n / 8 additions of rows and no unpacking.
 */
final class BitProduct {

    private static final int BYTE = 8;
    private static final int SUBSETS = 256;

    private final int rows;
    private final int columns;
    private final int bytes;
    private final byte[] packed;

    private BitProduct(int rows, int columns, int bytes, byte[] packed) {
        this.rows = rows;
        this.columns = columns;
        this.bytes = bytes;
        this.packed = packed;
    }

    static BitProduct of(Mask mask) {
        int bytes = (mask.columns() + BYTE - 1) / BYTE;
        byte[] packed = new byte[Math.multiplyExact(mask.rows(), bytes)];
        for (int i = 0; i < mask.rows(); i++) {
            long[] row = mask.rowBits(i);
            for (int k = 0; k < bytes; k++) {
                // By groups of columns, so that one table serves all rows while it is in the cache.
                packed[k * mask.rows() + i] = (byte) (row[k / BYTE] >>> BYTE * (k % BYTE));
            }
        }
        return new BitProduct(mask.rows(), mask.columns(), bytes, packed);
    }

    /**
     * M X as a new matrix.
     *
     * @param x as many rows as the mask has columns
     */
    DMatrixRMaj times(DMatrixRMaj x) {
        int width = x.numCols;
        DMatrixRMaj product = new DMatrixRMaj(rows, width);
        double[] table = new double[SUBSETS * width];
        for (int k = 0; k < bytes; k++) {
            fill(table, x, k * BYTE, Math.min(BYTE, columns - k * BYTE));
            add(table, k * rows, width, product.data);
        }
        return product;
    }

    /** Row s of the table is the sum of the rows from + b of x over the bits b of s. */
    private static void fill(double[] table, DMatrixRMaj x, int from, int count) {
        int width = x.numCols;
        for (int b = 0; b < count; b++) {
            int size = 1 << b;
            for (int s = 0; s < size; s++) {
                for (int c = 0; c < width; c++) {
                    table[(size + s) * width + c] = table[s * width + c] + x.data[(from + b) * width + c];
                }
            }
        }
    }

    private void add(double[] table, int from, int width, double[] sums) {
        for (int i = 0; i < rows; i++) {
            int entry = (packed[from + i] & 0xFF) * width;
            int to = i * width;
            for (int c = 0; c < width; c++) {
                sums[to + c] += table[entry + c];
            }
        }
    }
}
