package org.widelimit.graphon.cut;

import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;

/**
 * A matrix S - W by its rows: S by its entries other than 0, W constant on blocks and never written out.
 *
 * @param start where the entries of each row begin, one more than there are rows
 * @param index columns of the entries
 * @param value the entries
 * @param own block of each row
 * @param other block of each column
 * @param blocks W, row blocks x column blocks
 */
record SparseSide(int[] start, int[] index, double[] value, int[] own, int[] other, DMatrixRMaj blocks) {

    /** So many columns are summed up at a time: a sum then has this many terms and no more than that of partial sums. */
    private static final int CHUNK = 128;

    private static final int PARALLEL_ROWS = 512;

    int rows() {
        return own.length;
    }

    int columns() {
        return other.length;
    }

    /** So many additions and products make up an entry of a product with a vector at most. */
    double chain() {
        int longest = 0;
        for (int i = 0; i < rows(); i++) {
            longest = Math.max(longest, start[i + 1] - start[i]);
        }
        return (double) longest + CHUNK + (columns() - 1) / CHUNK + blocks.numCols + 8.0;
    }

    /** y &lt;- (S - W) x, rows x width; each entry is summed in an order that does not depend on the threads. */
    void times(double[] x, double[] y, int width) {
        double[] base = base(x, width);
        int chunks = (rows() - 1) / PARALLEL_ROWS + 1;
        IntStream range = IntStream.range(0, chunks);
        (chunks > 1 ? range.parallel() : range).forEach(chunk -> {
            int end = Math.min(rows(), (chunk + 1) * PARALLEL_ROWS);
            for (int i = chunk * PARALLEL_ROWS; i < end; i++) {
                timesRow(i, x, y, base, width);
            }
        });
    }

    private void timesRow(int i, double[] x, double[] y, double[] base, int width) {
        int to = i * width;
        System.arraycopy(base, own[i] * width, y, to, width);
        for (int at = start[i]; at < start[i + 1]; at++) {
            int from = index[at] * width;
            double factor = value[at];
            for (int k = 0; k < width; k++) {
                y[to + k] += factor * x[from + k];
            }
        }
    }

    /** -W x for one row of each block. */
    private double[] base(double[] x, int width) {
        double[] sums = new double[blocks.numCols * width];
        double[] part = new double[sums.length];
        for (int begin = 0; begin < columns(); begin += CHUNK) {
            int end = Math.min(begin + CHUNK, columns());
            java.util.Arrays.fill(part, 0);
            for (int j = begin; j < end; j++) {
                for (int k = 0; k < width; k++) {
                    part[other[j] * width + k] += x[j * width + k];
                }
            }
            for (int k = 0; k < sums.length; k++) {
                sums[k] += part[k];
            }
        }
        double[] base = new double[blocks.numRows * width];
        for (int a = 0; a < blocks.numRows; a++) {
            for (int b = 0; b < blocks.numCols; b++) {
                double w = blocks.unsafe_get(a, b);
                for (int k = 0; k < width; k++) {
                    base[a * width + k] -= w * sums[b * width + k];
                }
            }
        }
        return base;
    }

    /** target &lt;- target + factor (row i). */
    void addRow(int i, double factor, double[] target, int offset) {
        int row = own[i] * blocks.numCols;
        for (int j = 0; j < other.length; j++) {
            target[offset + j] -= factor * blocks.data[row + other[j]];
        }
        for (int at = start[i]; at < start[i + 1]; at++) {
            target[offset + index[at]] += factor * value[at];
        }
    }

    /** |S| + |W|, entry by entry at least |S - W|; as -(-|W|), so that it is of this kind. */
    SparseSide absolute() {
        DMatrixRMaj negative = blocks.copy();
        for (int k = 0; k < negative.data.length; k++) {
            negative.data[k] = -Math.abs(negative.data[k]);
        }
        double[] sizes = java.util.Arrays.stream(value).map(Math::abs).toArray();
        return new SparseSide(start, index, sizes, own, other, negative);
    }

    /** The columns as rows. */
    SparseSide transposed() {
        int[] begin = new int[columns() + 1];
        for (int j : index) {
            begin[j + 1]++;
        }
        for (int j = 0; j < columns(); j++) {
            begin[j + 1] += begin[j];
        }
        int[] next = begin.clone();
        int[] rowOf = new int[index.length];
        double[] entries = new double[index.length];
        for (int i = 0; i < rows(); i++) {
            for (int at = start[i]; at < start[i + 1]; at++) {
                int to = next[index[at]]++;
                rowOf[to] = i;
                entries[to] = value[at];
            }
        }
        DMatrixRMaj turned = new DMatrixRMaj(blocks.numCols, blocks.numRows);
        for (int a = 0; a < blocks.numRows; a++) {
            for (int b = 0; b < blocks.numCols; b++) {
                turned.unsafe_set(b, a, blocks.unsafe_get(a, b));
            }
        }
        return new SparseSide(begin, rowOf, entries, other, own, turned);
    }
}
