package org.widelimit.graphon;

import java.util.Arrays;
import org.ejml.data.DMatrixSparseTriplet;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.arrays.ArrayLength;
import org.widelimit.numerics.arrays.NdArray;

/** The array of a layer as a mask. */
final class LayerArray {

    /** A sparse file may claim any shape: of the heap its mask, one bit an entry, takes no more than this share. */
    private static final int SHARE_OF_HEAP = 4;

    private static final String FROM_ZEROS = "; if these are weights, --from-zeros takes their exact zeros";

    private final String layer;
    private final NdArray array;
    private final MaskSource source;
    private final int columns;
    private final int kernel;

    private LayerArray(String layer, NdArray array, MaskSource source, int columns, int kernel) {
        this.layer = layer;
        this.array = array;
        this.source = source;
        this.columns = columns;
        this.kernel = kernel;
    }

    /**
     * The mask that an array of at least two dimensions says.
     *
     * @throws InputException when the array is empty, has more dimensions and is not to be flattened, or holds what no
     *     mask (no weight) is
     */
    static Mask mask(String layer, NdArray array, MaskSource source, Flattening flattening) {
        int[] shape = array.shape();
        if (array.size() == 0) {
            throw new InputException(
                    "layer \"" + layer + "\": expected at least one weight, found shape " + text(shape));
        }
        if (shape.length > 2 && flattening == Flattening.NONE) {
            throw new InputException("layer \"" + layer + "\": expected a 2-D array (outputs, inputs), found shape "
                    + text(shape) + "; --flatten out-by-in-kernel or filters makes a matrix of a convolution");
        }
        int columns = flattening == Flattening.FILTERS ? shape[1] : array.size() / shape[0];
        LayerArray entries = new LayerArray(layer, array, source, columns, array.size() / shape[0] / columns);
        return Mask.of(layer, shape[0], columns, entries::kept);
    }

    private boolean kept(int i, int j) {
        boolean any = false;
        for (int k = 0; k < kernel; k++) {
            any |= kept(layer, i, j, array.value((i * columns + j) * kernel + k), source);
        }
        return any;
    }

    private static boolean kept(String layer, int i, int j, double value, MaskSource source) {
        if (source == MaskSource.EXACT_ZEROS ? !Double.isFinite(value) : value != 0 && value != 1) {
            throw new InputException("layer \"" + layer + "\": expected "
                    + (source == MaskSource.EXACT_ZEROS ? "finite weights" : "a mask that holds 0 and 1 alone")
                    + ", found " + value + " at entry (" + i + ", " + j + ")"
                    + (source == MaskSource.EXACT_ZEROS ? "" : FROM_ZEROS));
        }
        return value != 0;
    }

    /**
     * The mask that a sparse matrix says; its other entries are 0.
     *
     * @throws InputException when the matrix is empty, too large for a mask in memory, has an entry twice or holds what
     *     no mask (no weight) is
     */
    static Mask mask(String layer, DMatrixSparseTriplet entries, MaskSource source) {
        long rows = entries.numRows;
        long columns = entries.numCols;
        if (rows < 1 || columns < 1) {
            throw new InputException("layer \"" + layer + "\": expected at least one weight, found shape (" + rows
                    + ", " + columns + ")");
        }
        long bytes = rows * ((columns + 63) / 64) * Long.BYTES;
        if (bytes > Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP || bytes / Long.BYTES > ArrayLength.LARGEST) {
            throw new InputException("layer \"" + layer + "\": a mask of shape (" + rows + ", " + columns + ") needs "
                    + (bytes >> 20) + " MiB, more than a quarter of the Java heap (-Xmx sets it)");
        }
        for (int k = 0; k < entries.nz_length; k++) {
            int i = entries.nz_rowcol.data[2 * k];
            int j = entries.nz_rowcol.data[2 * k + 1];
            entries.nz_value.data[k] = kept(layer, i, j, entries.nz_value.data[k], source) ? 1 : 0;
        }
        return Mask.from(layer, entries);
    }

    private static String text(int[] shape) {
        return Arrays.toString(shape).replace('[', '(').replace(']', ')');
    }
}
