package org.widelimit.ntk.kernel;

import java.util.List;
import org.ejml.data.DMatrixRMaj;

/**
 * NNGP and NTK of an infinitely wide network of any {@link Architecture}: biases, skip connections, NTK, standard and mu-P parametrisation, an activation of its own at each place. From
 * {@code K = x.x'/d}, {@code Theta = 0} at the input through all blocks:
 *
 * <pre>{@code
 *   affine      K <- Vw K + Vb,            Theta <- g K + c + s Theta
 *   activation  K <- T[K],                 Theta <- T'[K] Theta
 *   skip        K <- a^2 K + b^2 K_F,      Theta <- a^2 Theta + b^2 Theta_F
 * }</pre>
 *
 * (K on the right is the old one). For one activation in NTK parametrisation without skips that is {@link DenseNtk}, which is faster. Several outputs: {@link KroneckerKernel}.
 *
 * <p><b>Accuracy.</b> As there: the angle between (nearly) equal or opposite inputs is taken from their difference and carried through all blocks. The same bits for any number of
 * threads. Immutable.
 */
public final class ArchitectureNtk {
    private static final int HEIGHT = 64;
    private static final int WIDTH = 256;

    private final List<KernelStep> steps;

    private ArchitectureNtk(List<KernelStep> steps) {
        this.steps = steps;
    }

    /** The kernels of this network. */
    public static ArchitectureNtk of(Architecture architecture) {
        return new ArchitectureNtk(KernelStep.of(architecture));
    }

    /** The kernels of all pairs of rows of X (n, d): two symmetric matrices (n, n). */
    public KernelPair kernel(DMatrixRMaj x) {
        KernelPair pair = KernelPair.ofShape(x.numRows, x.numRows);
        compute(x, KernelSinks.into(pair), Execution.preferred());
        return pair;
    }

    /** The kernels of rows of X (n, d) against rows of Y (m, d): two matrices (n, m). */
    public KernelPair kernel(DMatrixRMaj x, DMatrixRMaj y) {
        KernelPair pair = KernelPair.ofShape(x.numRows, y.numRows);
        compute(x, y, KernelSinks.into(pair), Execution.preferred());
        return pair;
    }

    /**
     * The kernels (n, n) of all pairs of rows of X (n, d), to wherever they should go.
     *
     * @throws org.widelimit.numerics.InputException if X is empty, has an entry that is not finite, or a kernel is not finite
     */
    public void compute(DMatrixRMaj x, KernelSinks sinks, Execution execution) {
        Inputs.check(x);
        ArchitectureSide side = ArchitectureSide.of(x, steps);
        compute(side, side, Tile.coveringUpper(x.numRows, HEIGHT, WIDTH), sinks, execution);
    }

    /**
     * The kernels (n, m) of rows of X (n, d) against rows of Y (m, d), to wherever they should go.
     *
     * @throws org.widelimit.numerics.InputException as above, or if their columns differ in number
     */
    public void compute(DMatrixRMaj x, DMatrixRMaj y, KernelSinks sinks, Execution execution) {
        Inputs.check(x, y);
        ArchitectureSide left = ArchitectureSide.of(x, steps);
        ArchitectureSide right = ArchitectureSide.of(y, steps);
        compute(left, right, Tile.covering(x.numRows, y.numRows, HEIGHT, WIDTH), sinks, execution);
    }

    private void compute(
            ArchitectureSide left, ArchitectureSide right, List<Tile> tiles, KernelSinks sinks, Execution execution) {
        TileQueue.drain(
                tiles, execution, () -> new ArchitectureTileWorker(steps, left, right, execution, sinks, WIDTH));
    }
}
