package org.widelimit.ntk.kernel;

import java.util.List;
import java.util.Objects;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.graphon.GraphonChain;

/**
 * NNGP and NTK of an infinitely wide network whose layers have graphons, W_l for the density of kept weights and V_l for the second moment:
 *
 * <pre>
 *   q_1(u)  = (Vw/d) sum_j V_1(u, j) x_j x'_j + Vb,    q_l(u) = Vw int V_l(u, v) Sigma_(l-1)(v) dv + Vb
 *   Sigma_l(u) = T[q_l(u)],   D_l(u) = T'[q_l(u)]
 *   T_l(u)  = Vw int W_l(u, v) Sigma_(l-1)(v) dv + Vb + Vw int V_l(u, v) D_(l-1)(v) T_(l-1)(v) dv
 *   K = q_(L+1),   Theta = T_(L+1)
 * </pre>
 *
 * with {@code Sigma_0(j) = x_j x'_j}. That is {@link Form#FORWARD}. {@link Form#BACKWARD} has sensitivities {@code B_(L+1) = 1}, {@code B_l(v) = D_l(v) Vw int V_(l+1)(u, v) B_(l+1)(u) du}
 * and {@code Theta = sum_l int B_l(u) (Vw int W_l(u, v) Sigma_(l-1)(v) dv + Vb) du}.
 *
 * <p>Derivation: a network {@code z = sqrt(Vw/n) (M o W) h + sqrt(Vb) b} with masks of independent entries of mean {@code W_l(u, v)} and {@code E m w^2 = V_l(u, v)} obeys the law of large
 * numbers at every position u, and the gradient of a weight is {@code m h B}, hence {@code E m^2 = W_l} there. For {@link Variant#VARIANCE_PROFILE}, the model of P1 (arXiv 2510.17515, Proposition 1),
 * W_l = 1 in the second line and in Theta.
 *
 * <p>Coordinate j = 1 .. d of the input sits at (j - 1/2)/d on the column axis of the first layer. The row axis of the last layer are the outputs: both kernels are the mean over them (covariances and tangent kernels
 * between different outputs are 0). Where the row edges of a layer and the column edges of the next differ, both are refined.
 *
 * <p>A constant graphon c in every layer gives {@link DenseNtk} with weight variance c Vw. Nearly equal and nearly opposite inputs are treated as there. The same bits for any number of threads. Immutable.
 */
public final class GraphonNtk {
    private static final int HEIGHT = 2;
    private static final int WIDTH = 256;

    private final GraphonChain chain;
    private final KernelOptions options;
    private final Variant variant;

    private GraphonNtk(GraphonChain chain, KernelOptions options, Variant variant) {
        this.chain = chain;
        this.options = options;
        this.variant = Objects.requireNonNull(variant);
    }

    /**
     * The kernels of this chain.
     *
     * @param chain {@code L + 1} graphons from the input on
     * @throws org.widelimit.numerics.InputException if their number is another
     */
    public static GraphonNtk of(GraphonChain chain, KernelOptions options, Variant variant) {
        GraphonLayers.requireCount(chain.layers().size(), options);
        return new GraphonNtk(chain, options, variant);
    }

    /** The kernels of all pairs of rows of X (n, d), forward: two symmetric matrices (n, n). */
    public KernelPair kernel(DMatrixRMaj x) {
        return kernel(x, Form.FORWARD, Execution.preferred());
    }

    /**
     * The kernels of all pairs of rows of X (n, d): two symmetric matrices (n, n).
     *
     * @throws org.widelimit.numerics.InputException if X is empty or has an entry that is not finite
     */
    public KernelPair kernel(DMatrixRMaj x, Form form, Execution execution) {
        KernelPair pair = KernelPair.ofShape(x.numRows, x.numRows);
        compute(x, form, KernelSinks.into(pair), execution);
        return pair;
    }

    /** The kernels of rows of X (n, d) against rows of Y (m, d), forward: two matrices (n, m). */
    public KernelPair kernel(DMatrixRMaj x, DMatrixRMaj y) {
        return kernel(x, y, Form.FORWARD, Execution.preferred());
    }

    /**
     * The kernels of rows of X (n, d) against rows of Y (m, d): two matrices (n, m).
     *
     * @throws org.widelimit.numerics.InputException if one is empty or has an entry that is not finite, or their columns differ in number
     */
    public KernelPair kernel(DMatrixRMaj x, DMatrixRMaj y, Form form, Execution execution) {
        KernelPair pair = KernelPair.ofShape(x.numRows, y.numRows);
        compute(x, y, form, KernelSinks.into(pair), execution);
        return pair;
    }

    /**
     * The kernels (n, n) of all pairs of rows of X (n, d), to wherever they should go; here they are never in memory as a whole.
     *
     * @throws org.widelimit.numerics.InputException if X is empty or has an entry that is not finite
     */
    public void compute(DMatrixRMaj x, Form form, KernelSinks sinks, Execution execution) {
        Inputs.check(x);
        GraphonLayers operators = GraphonLayers.of(chain, options, variant, x.numCols);
        GraphonSide side = GraphonSide.of(x, operators, options);
        compute(operators, side, side, Tile.coveringUpper(x.numRows, HEIGHT, WIDTH), form, sinks, execution);
    }

    /**
     * The kernels (n, m) of rows of X (n, d) against rows of Y (m, d), to wherever they should go.
     *
     * @throws org.widelimit.numerics.InputException if one is empty or has an entry that is not finite, or their columns differ in number
     */
    public void compute(DMatrixRMaj x, DMatrixRMaj y, Form form, KernelSinks sinks, Execution execution) {
        Inputs.check(x, y);
        GraphonLayers operators = GraphonLayers.of(chain, options, variant, x.numCols);
        GraphonSide left = GraphonSide.of(x, operators, options);
        GraphonSide right = GraphonSide.of(y, operators, options);
        List<Tile> tiles = Tile.covering(x.numRows, y.numRows, HEIGHT, WIDTH);
        compute(operators, left, right, tiles, form, sinks, execution);
    }

    private void compute(
            GraphonLayers operators,
            GraphonSide left,
            GraphonSide right,
            List<Tile> tiles,
            Form form,
            KernelSinks sinks,
            Execution execution) {
        TileStore.Symmetry symmetry = left == right ? TileStore.Symmetry.MIRRORED : TileStore.Symmetry.NONE;
        WorkQueue.drain(tiles, execution, () -> {
            GraphonMoments moments = new GraphonMoments(options, operators, left, right, WIDTH, execution.backend());
            TangentForm tangent = form == Form.FORWARD
                    ? new ForwardForm(options, operators, execution.backend())
                    : new BackwardForm(options, operators, variant, execution.backend());
            return new GraphonTileWorker(
                    moments, tangent, new TileStore(sinks.nngp(), symmetry), new TileStore(sinks.ntk(), symmetry));
        });
    }
}
