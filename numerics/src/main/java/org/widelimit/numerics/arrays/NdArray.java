package org.widelimit.numerics.arrays;

import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;
import org.widelimit.numerics.InputException;

/**
 * An array of any rank, as array files hold it: an element type, a shape (n_1, ..., n_r), and the n_1 ... n_r values in C
 * order (last index fastest). Immutable; made to carry data in and out of files, not to compute with: for that,
 * {@link #toMatrix} and {@link #toVector}.
 *
 * <p>Two arrays are equal when type, shape and values are; 0.0 and -0.0 differ, NaN equals NaN. Where an array was read
 * from does not count.
 */
public final class NdArray {

    private static final String IN_MEMORY = "array";

    private final ElementType type;
    private final int[] shape;
    private final double[] values;
    private final String source;

    private NdArray(ElementType type, int[] shape, double[] values, String source) {
        this.type = type;
        this.shape = shape;
        this.values = values;
        this.source = source;
    }

    /**
     * An array of this type and shape.
     *
     * @param type element type
     * @param shape extents, not negative, at most 64 of them; empty for a single number
     * @param valuesCOrder values, last index fastest; copied
     * @throws IllegalArgumentException when the number of values is not the product of the extents, or a value is not one
     *     that {@code type} {@linkplain ElementType#holds holds}
     */
    public static NdArray of(ElementType type, int[] shape, double[] valuesCOrder) {
        List<Long> extents = Shapes.toList(shape);
        if (extents.size() > Shapes.MAX_RANK) {
            throw new IllegalArgumentException(
                    "expected at most " + Shapes.MAX_RANK + " dimensions, found " + extents.size());
        }
        if (extents.stream().anyMatch(n -> n < 0)) {
            throw new IllegalArgumentException("expected extents >= 0, found shape " + Shapes.text(extents));
        }
        if (Shapes.count(extents) != valuesCOrder.length) {
            throw new IllegalArgumentException(
                    "shape " + Shapes.text(extents) + " does not fit " + valuesCOrder.length + " values");
        }
        return new NdArray(type, shape.clone(), checked(type, valuesCOrder), IN_MEMORY);
    }

    /** A float64 array of shape (n,) with a copy of these values. */
    public static NdArray of(double[] values) {
        return new NdArray(ElementType.FLOAT64, new int[] {values.length}, values.clone(), IN_MEMORY);
    }

    /** A float64 array of shape (rows, columns) with a copy of this matrix. */
    public static NdArray of(DMatrixRMaj matrix) {
        double[] values = Arrays.copyOf(matrix.data, matrix.getNumElements());
        return new NdArray(ElementType.FLOAT64, new int[] {matrix.numRows, matrix.numCols}, values, IN_MEMORY);
    }

    /** An array that takes over {@code values}, known to fit shape and type. */
    static NdArray trusted(ElementType type, int[] shape, double[] values, String source) {
        return new NdArray(type, shape, values, source);
    }

    private static double[] checked(ElementType type, double[] values) {
        double[] copy = values.clone();
        for (int i = 0; i < copy.length; i++) {
            if (!type.holds(copy[i])) {
                throw new IllegalArgumentException(
                        type + " cannot hold the value " + copy[i] + " at position " + i + " exactly");
            }
            if (type.isInteger()) {
                copy[i] += 0.0; // -0.0 becomes 0.0, as it will be after a write and a read
            }
        }
        return copy;
    }

    /** The element type. */
    public ElementType type() {
        return type;
    }

    /** The extents (a copy). */
    public int[] shape() {
        return shape.clone();
    }

    /** The number of dimensions; 0 for a single number. */
    public int rank() {
        return shape.length;
    }

    /** The number of values. */
    public int size() {
        return values.length;
    }

    /** The value at this position in C order, 0 &lt;= position &lt; size. */
    public double value(int position) {
        return values[position];
    }

    /** The values in C order (a copy). */
    public double[] values() {
        return values.clone();
    }

    /** Where the array comes from, in the words that messages use: file and entry, or {@code array}. */
    public String source() {
        return source;
    }

    /**
     * The values as a matrix (a copy).
     *
     * @return shape (n_1, n_2)
     * @throws InputException when the rank is not 2
     */
    public DMatrixRMaj toMatrix() {
        requireRank(2);
        DMatrixRMaj matrix = new DMatrixRMaj(shape[0], shape[1]);
        System.arraycopy(values, 0, matrix.data, 0, values.length);
        return matrix;
    }

    /**
     * The values as a vector (a copy).
     *
     * @return n_1 values
     * @throws InputException when the rank is not 1
     */
    public double[] toVector() {
        requireRank(1);
        return values();
    }

    /**
     * This array.
     *
     * @throws InputException when a value is infinite or not a number; the message says where it is
     */
    public NdArray requireFinite() {
        double[] all = values;
        for (int i = 0; i < all.length; i++) {
            if (!Double.isFinite(all[i])) {
                throw new InputException(source + ": expected finite values, found " + all[i] + place(i));
            }
        }
        return this;
    }

    /** Where a position in C order is, in words. */
    private String place(int position) {
        return shape.length == 2
                ? " in row " + position / shape[1] + ", column " + position % shape[1]
                : " at position " + position + " of shape " + shapeText();
    }

    private void requireRank(int expected) {
        if (shape.length != expected) {
            throw new InputException(source + ": expected a " + expected + "-D array, found shape " + shapeText());
        }
    }

    private String shapeText() {
        return Shapes.text(Shapes.toList(shape));
    }

    /** The values themselves, for the encoder. */
    double[] rawValues() {
        return values;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof NdArray that
                && type == that.type
                && Arrays.equals(shape, that.shape)
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * type.hashCode() + Arrays.hashCode(shape)) + Arrays.hashCode(values);
    }

    /** Type and shape, such as {@code FLOAT64 (3, 4)}. */
    @Override
    public String toString() {
        return type + " " + shapeText();
    }
}
