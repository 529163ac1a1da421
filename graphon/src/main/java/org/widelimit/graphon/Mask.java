package org.widelimit.graphon;

import java.util.Arrays;
import java.util.Objects;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.DMatrixSparseTriplet;
import org.widelimit.numerics.InputException;

/**
 * A pruning mask m in {0, 1}^(rows x columns) of one weight layer, the biadjacency matrix of a bipartite graph.
 *
 * <p>Rows are the layer's outputs and columns its inputs, the order in which weights are stored. Entries are packed,
 * one bit each. Immutable.
 */
public final class Mask {

    private static final int WORD = 64;

    private final String name;
    private final String provenance;
    private final int rows;
    private final int columns;
    private final int stride;
    private final long[] bits;

    private Mask(String name, String provenance, int rows, int columns, long[] bits) {
        this.name = name;
        this.provenance = provenance;
        this.rows = rows;
        this.columns = columns;
        this.stride = stride(columns);
        this.bits = bits;
    }

    /**
     * The mask with m_ij = 1 where the condition holds. The condition is asked once for each entry, row by row.
     *
     * @param name name of the layer
     * @param rows number of outputs, at least 1
     * @param columns number of inputs, at least 1
     * @throws IllegalArgumentException if the shape is empty
     */
    public static Mask of(String name, int rows, int columns, EntryPredicate kept) {
        return ofWords(name, rows, columns, EntryWords.where(kept));
    }

    /** The mask of these words, each asked for once, row by row. */
    static Mask ofWords(String name, int rows, int columns, EntryWords words) {
        Objects.requireNonNull(name, "name");
        requireShape(rows, columns);
        long[] bits = new long[Math.multiplyExact(rows, stride(columns))];
        int word = 0;
        for (int i = 0; i < rows; i++) {
            for (int from = 0; from < columns; from += WORD) {
                bits[word++] = words.word(i, from, Math.min(from + WORD, columns));
            }
        }
        return new Mask(name, "", rows, columns, bits);
    }

    /**
     * The mask that keeps the weights whose score is above a threshold; NaN is not.
     *
     * @param name name of the layer
     * @param scores of shape (outputs, inputs), neither 0
     */
    public static Mask above(String name, DMatrixRMaj scores, double threshold) {
        return ofWords(name, scores.numRows, scores.numCols, EntryWords.above(threshold, scores));
    }

    /**
     * The mask with these entries, which have to be exactly 0 or 1.
     *
     * @throws InputException if an entry is anything else; the message names the layer, the entry and its value
     */
    public static Mask from(String name, DMatrixRMaj zeroOne) {
        return of(name, zeroOne.numRows, zeroOne.numCols, (i, j) -> {
            double value = zeroOne.unsafe_get(i, j);
            requireZeroOne(name, value, i, j);
            return value == 1;
        });
    }

    /**
     * The mask with the entries of a sparse matrix, which have to be exactly 0 or 1, and 0 elsewhere.
     *
     * @throws InputException if an entry is anything else or is there twice; the message names the layer and the entry
     * @throws IllegalArgumentException if the shape is empty
     */
    public static Mask from(String name, DMatrixSparseTriplet zeroOne) {
        requireShape(zeroOne.numRows, zeroOne.numCols);
        int stride = stride(zeroOne.numCols);
        long[] bits = new long[Math.multiplyExact(zeroOne.numRows, stride)];
        long[] seen = new long[bits.length];
        for (int k = 0; k < zeroOne.nz_length; k++) {
            int i = zeroOne.nz_rowcol.data[2 * k];
            int j = zeroOne.nz_rowcol.data[2 * k + 1];
            double value = zeroOne.nz_value.data[k];
            int word = i * stride + j / WORD;
            if ((seen[word] >>> j & 1) != 0) {
                throw new InputException(
                        "layer \"" + name + "\": expected each entry once, found (" + i + ", " + j + ") twice");
            }
            requireZeroOne(name, value, i, j);
            seen[word] |= 1L << j;
            bits[word] |= (long) value << j;
        }
        return new Mask(name, "", zeroOne.numRows, zeroOne.numCols, bits);
    }

    /** The mask that keeps every weight. */
    public static Mask dense(String name, int rows, int columns) {
        return ofWords(name, rows, columns, EntryWords.all());
    }

    /** Name of the layer. */
    public String name() {
        return name;
    }

    /** Where the mask comes from (a file and its array, a pruner and its seed), or empty when nobody said. */
    public String provenance() {
        return provenance;
    }

    /** Number of outputs. */
    public int rows() {
        return rows;
    }

    /** Number of inputs. */
    public int columns() {
        return columns;
    }

    /** Whether weight (i, j) is kept. */
    public boolean kept(int i, int j) {
        if (i < 0 || i >= rows || j < 0 || j >= columns) {
            throw new IndexOutOfBoundsException(
                    "entry (" + i + ", " + j + ") of a mask of shape (" + rows + ", " + columns + ")");
        }
        return (bits[i * stride + j / WORD] >>> j & 1) != 0;
    }

    /**
     * The entries of row i, packed: entry j is bit j mod 64 of word floor(j / 64), and bits beyond the last column are
     * 0. An array of the caller's own.
     */
    public long[] rowBits(int i) {
        return Arrays.copyOfRange(bits, i * stride, (i + 1) * stride);
    }

    /**
     * Writes the columns of row i that are kept, ascending, to the first places of an array, and answers with their number.
     *
     * @param into as long as there are columns
     */
    public int keptColumns(int i, int[] into) {
        int count = 0;
        for (int w = 0; w < stride; w++) {
            for (long left = bits[i * stride + w]; left != 0; left &= left - 1) {
                into[count++] = w * WORD + Long.numberOfTrailingZeros(left);
            }
        }
        return count;
    }

    /** Number of kept weights. */
    public long keptCount() {
        long count = 0;
        for (long word : bits) {
            count += Long.bitCount(word);
        }
        return count;
    }

    /** Kept fraction c = (number of kept weights) / (rows columns). */
    public double density() {
        return keptCount() / ((double) rows * columns);
    }

    /** Row degrees sum_j m_ij, the in-degrees of the outputs. */
    public int[] rowDegrees() {
        int[] degrees = new int[rows];
        for (int i = 0; i < rows; i++) {
            for (int w = i * stride; w < (i + 1) * stride; w++) {
                degrees[i] += Long.bitCount(bits[w]);
            }
        }
        return degrees;
    }

    /** Column degrees sum_i m_ij, the out-degrees of the inputs. */
    public int[] columnDegrees() {
        int[] degrees = new int[columns];
        int[] kept = new int[columns];
        for (int i = 0; i < rows; i++) {
            int count = keptColumns(i, kept);
            for (int c = 0; c < count; c++) {
                degrees[kept[c]]++;
            }
        }
        return degrees;
    }

    /**
     * Kept fractions of K x L blocks of neighbouring units, in the mask's own order. Of the n outputs block k holds
     * numbers floor(k n / K) to floor((k + 1) n / K) - 1, and of the inputs likewise, so that sizes differ by 1 at most.
     *
     * @param rowBlocks K, from 1 to the number of outputs
     * @param columnBlocks L, from 1 to the number of inputs
     * @return of shape (K, L)
     * @throws IllegalArgumentException if there are no blocks, or more than units
     */
    public DMatrixRMaj blockDensities(int rowBlocks, int columnBlocks) {
        return blockDensities(
                BlockDensities.equalBlocks(rowBlocks, rows, "rows"),
                BlockDensities.equalBlocks(columnBlocks, columns, "columns"));
    }

    /**
     * Kept fractions of blocks of neighbouring units, in the mask's own order. Block k holds units edges[k] to
     * edges[k + 1] - 1.
     *
     * @param rowEdges increasing, from 0 to the number of outputs
     * @param columnEdges increasing, from 0 to the number of inputs
     * @return a row less than there are row edges, a column less than there are column edges
     * @throws IllegalArgumentException if the edges are anything else
     */
    public DMatrixRMaj blockDensities(int[] rowEdges, int[] columnEdges) {
        return BlockDensities.of(this, rowEdges, columnEdges);
    }

    /** Number of outputs without any kept weight. */
    public int deadRows() {
        return zeros(rowDegrees());
    }

    /** Number of inputs without any kept weight. */
    public int deadColumns() {
        return zeros(columnDegrees());
    }

    /**
     * The mask m'_ab = m_(rowOrder[a], columnOrder[b]).
     *
     * @throws IllegalArgumentException if an argument is not a permutation of the rows (columns)
     */
    public Mask permuted(int[] rowOrder, int[] columnOrder) {
        Permutations.require(rowOrder, rows, "rows");
        Permutations.require(columnOrder, columns, "columns");
        return of(name, rows, columns, (a, b) -> kept(rowOrder[a], columnOrder[b]))
                .withProvenance(provenance);
    }

    /** Whether this is the adjacency matrix of a simple graph: square, symmetric and zero on the diagonal. */
    public boolean isGraph() {
        if (rows() != columns()) {
            return false;
        }
        for (int i = 0; i < rows(); i++) {
            if (kept(i, i)) {
                return false;
            }
        }
        return equals(transposed());
    }

    /**
     * The mask of the entries that both keep, under the name of this one.
     *
     * @throws IllegalArgumentException if the shapes differ
     */
    public Mask and(Mask other) {
        if (other.rows != rows || other.columns != columns) {
            throw new IllegalArgumentException("expected a mask of shape (" + rows + ", " + columns + "), found ("
                    + other.rows + ", " + other.columns + ")");
        }
        return ofWords(name, rows, columns, (i, from, to) -> {
            int word = i * stride + from / WORD;
            return bits[word] & other.bits[word];
        });
    }

    /** The mask of the entries that this one does not keep, 1 - m_ij. */
    public Mask complement() {
        EntryWords all = EntryWords.all();
        return ofWords(name, rows, columns, (i, from, to) -> all.word(i, from, to) & ~bits[i * stride + from / WORD]);
    }

    /** The mask of the reversed layer, m'_ji = m_ij. */
    public Mask transposed() {
        long[] flipped = new long[Math.multiplyExact(columns, stride(rows))];
        int[] kept = new int[columns];
        for (int i = 0; i < rows; i++) {
            int count = keptColumns(i, kept);
            for (int c = 0; c < count; c++) {
                flipped[kept[c] * stride(rows) + i / WORD] |= 1L << i;
            }
        }
        return new Mask(name, provenance, columns, rows, flipped);
    }

    /** The same mask under another name. */
    public Mask renamed(String newName) {
        return new Mask(Objects.requireNonNull(newName, "newName"), provenance, rows, columns, bits);
    }

    /** The same mask with a note of where it comes from. */
    public Mask withProvenance(String source) {
        return new Mask(name, Objects.requireNonNull(source, "source"), rows, columns, bits);
    }

    /** The entries as 0.0 and 1.0. */
    public DMatrixRMaj toMatrix() {
        DMatrixRMaj matrix = new DMatrixRMaj(rows, columns);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                matrix.unsafe_set(i, j, bits[i * stride + j / WORD] >>> j & 1);
            }
        }
        return matrix;
    }

    /**
     * {@code A <- M o A}: sets the entries that are not kept to zero, in place.
     *
     * @param a of this mask's shape
     * @throws IllegalArgumentException if it has another shape
     */
    public void applyTo(DMatrixRMaj a) {
        if (a.numRows != rows || a.numCols != columns) {
            throw new IllegalArgumentException("expected a matrix of shape (" + rows + ", " + columns + "), found ("
                    + a.numRows + ", " + a.numCols + ")");
        }
        for (int i = 0; i < rows; i++) {
            for (int from = 0; from < columns; from += WORD) {
                long word = bits[i * stride + from / WORD];
                int start = i * columns + from;
                int end = i * columns + Math.min(from + WORD, columns);
                if (word == 0) {
                    Arrays.fill(a.data, start, end, 0);
                } else if (word != -1) {
                    for (int k = start; k < end; k++) {
                        long all = -(word >>> (k - start) & 1);
                        a.data[k] = Double.longBitsToDouble(Double.doubleToRawLongBits(a.data[k]) & all);
                    }
                }
            }
        }
    }

    /** Equal when name, shape and entries are; where a mask comes from does not matter. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Mask that
                && name.equals(that.name)
                && rows == that.rows
                && columns == that.columns
                && Arrays.equals(bits, that.bits);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, rows, columns, Arrays.hashCode(bits));
    }

    @Override
    public String toString() {
        return "Mask[" + name + ", " + rows + " x " + columns + ", density " + density() + "]";
    }

    private static void requireShape(int rows, int columns) {
        if (rows < 1 || columns < 1) {
            throw new IllegalArgumentException("expected a mask with at least one row and one column, found shape ("
                    + rows + ", " + columns + ")");
        }
    }

    private static void requireZeroOne(String name, double value, int i, int j) {
        if (value != 0 && value != 1) {
            throw new InputException("layer \"" + name + "\": expected a mask that holds 0 and 1 alone, found " + value
                    + " at entry (" + i + ", " + j + ")");
        }
    }

    private static int stride(int columns) {
        return (columns - 1) / WORD + 1;
    }

    private static int zeros(int[] degrees) {
        return (int) Arrays.stream(degrees).filter(degree -> degree == 0).count();
    }
}
