package org.widelimit.ntk.kernel;

import java.util.List;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.numerics.linalg.RowProducts;
import org.widelimit.numerics.linalg.Rows;

/**
 * NNGP and NTK of an infinitely wide dense network (A. Jacot, F. Gabriel, C. Hongler, arXiv 1806.07572):
 *
 * <pre>
 *   K_0 = Vw x.x'/d + Vb,                 Theta_0 = K_0
 *   K_l = Vw T[K_(l-1)] + Vb,             Theta_l = K_l + Vw T'[K_(l-1)] Theta_(l-1),    l = 1 .. L
 * </pre>
 *
 * with the dual activations T and T' of {@link org.widelimit.ntk.dual.DualActivation}; the kernels are K_L and Theta_L. L = 0 is a linear model.
 *
 * <p><b>Accuracy.</b> About 1e-15 (L + 1) of {@code sqrt(K(x,x) K(x',x'))} and of the same with Theta. For (nearly) equal and (nearly) opposite inputs too: the angle between them
 * is taken from the difference of the inputs, not from their product, and carried through the layers; one below 16 roundings is none, so inputs that are multiples of each other count as such. Two layers of jumps (sign, step) make {@code e^(1/2)} of an error e of an angle, so nearly parallel inputs keep half of
 * the digits there, and a quarter after three.
 *
 * <p>One pass over tiles of the upper triangle: a product of matrices gives a tile of the Gram matrix, and all layers are applied while it is in cache. Where all layers are one function of the cosine (a homogeneous activation without bias, or inputs of one norm), that function is
 * applied instead: {@link ZonalKernel}. The same bits for any number of threads. Immutable.
 */
public final class DenseNtk {
    private static final int SMALLEST_SIDE = 8;
    private static final int LARGEST_SIDE = 512;
    private static final int TILES_IN_A_ROW = 8;

    private final KernelOptions options;

    private DenseNtk(KernelOptions options) {
        this.options = options;
    }

    /** The kernels of this network. */
    public static DenseNtk of(KernelOptions options) {
        return new DenseNtk(options);
    }

    /** The kernels of all pairs of rows of X (n, d): two symmetric matrices (n, n). */
    public KernelPair kernel(DMatrixRMaj x) {
        return kernel(x, Execution.preferred());
    }

    /**
     * The kernels of all pairs of rows of X (n, d): two symmetric matrices (n, n).
     *
     * @throws org.widelimit.numerics.InputException if X is empty or has an entry that is not finite
     */
    public KernelPair kernel(DMatrixRMaj x, Execution execution) {
        KernelPair pair = KernelPair.ofShape(x.numRows, x.numRows);
        compute(x, KernelSinks.into(pair), execution);
        return pair;
    }

    /** The kernels of rows of X (n, d) against rows of Y (m, d): two matrices (n, m). */
    public KernelPair kernel(DMatrixRMaj x, DMatrixRMaj y) {
        return kernel(x, y, Execution.preferred());
    }

    /**
     * The kernels of rows of X (n, d) against rows of Y (m, d): two matrices (n, m).
     *
     * @throws org.widelimit.numerics.InputException if one is empty or has an entry that is not finite, or their columns differ in number
     */
    public KernelPair kernel(DMatrixRMaj x, DMatrixRMaj y, Execution execution) {
        KernelPair pair = KernelPair.ofShape(x.numRows, y.numRows);
        compute(x, y, KernelSinks.into(pair), execution);
        return pair;
    }

    /**
     * The kernels (n, n) of all pairs of rows of X (n, d), to wherever they should go; here they are never in memory as a whole.
     *
     * @throws org.widelimit.numerics.InputException if X is empty or has an entry that is not finite
     */
    public void compute(DMatrixRMaj x, KernelSinks sinks, Execution execution) {
        Inputs.checkShape(x);
        DenseSide side = DenseSide.of(x, options, execution);
        compute(side, side, Tile.squaresOfUpper(x.numRows, side(x.numRows)), sinks, execution);
    }

    /**
     * The kernels (n, m) of rows of X (n, d) against rows of Y (m, d), to wherever they should go.
     *
     * @throws org.widelimit.numerics.InputException if one is empty or has an entry that is not finite, or their columns differ in number
     */
    public void compute(DMatrixRMaj x, DMatrixRMaj y, KernelSinks sinks, Execution execution) {
        Inputs.checkShapes(x, y);
        DenseSide left = DenseSide.of(x, options, execution);
        DenseSide right = DenseSide.of(y, options, execution);
        compute(left, right, Tile.covering(x.numRows, y.numRows, side(x.numRows), side(y.numRows)), sinks, execution);
    }

    private void compute(DenseSide left, DenseSide right, List<Tile> tiles, KernelSinks sinks, Execution execution) {
        Optional<Collapse> collapse = Collapse.of(options, left, right);
        if (collapse.isPresent()) {
            collapsed(collapse.get(), left, right, tiles, sinks, execution);
            return;
        }
        Rows leftRows = Rows.of(left.inputs());
        Rows rightRows = left == right ? leftRows : Rows.of(right.inputs());
        try (RowProducts products = execution.backend().rowProducts(leftRows, rightRows, execution.threads())) {
            WorkQueue.drain(tiles, execution, () -> new DenseTileWorker(options, left, right, products, sinks));
        }
    }

    private static void collapsed(
            Collapse collapse,
            DenseSide left,
            DenseSide right,
            List<Tile> tiles,
            KernelSinks sinks,
            Execution execution) {
        boolean symmetric = left == right;
        Rows leftRows = left.directions();
        Rows rightRows = symmetric ? leftRows : right.directions();
        try (RowProducts products = execution.backend().rowProducts(leftRows, rightRows, execution.threads())) {
            WorkQueue.drain(tiles, execution, () -> new ZonalTileWorker(collapse, symmetric, products, sinks));
        }
    }

    /** Depends on n alone, so that threads do not change the bits; small enough that a few threads share the work, large enough that a product of tiles runs at the machine's speed. */
    private static int side(int n) {
        return Math.max(SMALLEST_SIDE, Math.min(LARGEST_SIDE, (n + TILES_IN_A_ROW - 1) / TILES_IN_A_ROW));
    }
}
