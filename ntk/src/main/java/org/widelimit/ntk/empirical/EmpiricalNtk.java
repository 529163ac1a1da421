package org.widelimit.ntk.empirical;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.jspecify.annotations.Nullable;
import org.widelimit.networks.Mlp;
import org.widelimit.numerics.threads.Workers;

/**
 * The tangent kernel of a finite network,
 *
 * <pre>  Theta(x, x') = (1/O) sum_k sum_theta df_k(x)/dtheta df_k(x')/dtheta,</pre>
 *
 * the mean over the O outputs, each of which has Theta as its expectation when the outputs have independent read-outs. Shapes: X (n, d), Y (m, d), kernel (n, m). (The kernel n x n x O x O of a network with
 * several outputs is {@link TangentOperator}.)
 *
 * <p><b>Without the Jacobian.</b> With df_k/dW_ij = s b_ki h_j m_ij in a layer of scale s, each layer contributes
 *
 * <pre>  (s^2/O) sum_i [sum_k b_ki(x) b_ki(x')] [sum_j m_ij h_j(x) h_j(x')].</pre>
 *
 * Where no gradient is masked, the second bracket is the same for all units i and the sum is a product of two Gram matrices; otherwise it is the Gram matrix of the kept inputs of
 * each unit. That costs m^2/2 multiplications for each kept weight, m out of the n examples being those at which an output depends on the unit: all of them for a smooth activation, about half of them, so a
 * quarter of the work, for a unit of ReLU. The biases contribute the first bracket alone. Memory: the two brackets and the activations of all layers.
 *
 * <p>The kernel is computed in tiles of 256 x 256 examples, by as many threads as there are tiles; the threads change no bit. After an interrupt no further tile is begun, and the call ends with a
 * {@link CancellationException}.
 */
public final class EmpiricalNtk {

    private static final int TILE = 256;

    private EmpiricalNtk() {}

    /** The kernel of all pairs of rows of X, pruned gradients excluded; exactly symmetric. */
    public static DMatrixRMaj of(Mlp network, DMatrixRMaj x) {
        return of(network, x, PrunedGradients.EXCLUDED);
    }

    /** The kernel of all pairs of rows of X; exactly symmetric. */
    public static DMatrixRMaj of(Mlp network, DMatrixRMaj x, PrunedGradients pruned) {
        return of(network, x, pruned, 1);
    }

    /**
     * The kernel of all pairs of rows of X; exactly symmetric.
     *
     * @param threads at least 1
     */
    public static DMatrixRMaj of(Mlp network, DMatrixRMaj x, PrunedGradients pruned, int threads) {
        TangentSide side = TangentSide.of(network.forwardTrace(x));
        return tiled(network, pruned, side, side, threads);
    }

    /** The kernel of rows of X against rows of Y, pruned gradients excluded. */
    public static DMatrixRMaj of(Mlp network, DMatrixRMaj x, DMatrixRMaj y) {
        return of(network, x, y, PrunedGradients.EXCLUDED);
    }

    /** The kernel of rows of X against rows of Y. */
    public static DMatrixRMaj of(Mlp network, DMatrixRMaj x, DMatrixRMaj y, PrunedGradients pruned) {
        return of(network, x, y, pruned, 1);
    }

    /**
     * The kernel of rows of X against rows of Y.
     *
     * @param threads at least 1
     */
    public static DMatrixRMaj of(Mlp network, DMatrixRMaj x, DMatrixRMaj y, PrunedGradients pruned, int threads) {
        TangentSide left = TangentSide.of(network.forwardTrace(x));
        return tiled(network, pruned, left, TangentSide.of(network.forwardTrace(y)), threads);
    }

    /** {@link #byJacobian(Mlp, DMatrixRMaj, PrunedGradients)}, pruned gradients excluded. */
    public static DMatrixRMaj byJacobian(Mlp network, DMatrixRMaj x) {
        return byJacobian(network, x, PrunedGradients.EXCLUDED);
    }

    /**
     * The same kernel by contraction of the Jacobians of all outputs: n P numbers for each output, for small networks and as a second way to the same number.
     */
    public static DMatrixRMaj byJacobian(Mlp network, DMatrixRMaj x, PrunedGradients pruned) {
        Mlp differentiated = pruned == PrunedGradients.INCLUDED ? withoutMasks(network) : network;
        DMatrixRMaj kernel = new DMatrixRMaj(x.numRows, x.numRows);
        int outputs = network.shape().outputs();
        for (int k = 0; k < outputs; k++) {
            network.backend().syrk(1.0 / outputs, differentiated.jacobian(x, k), 1, kernel);
        }
        return kernel;
    }

    /** The same function as a dense network that happens to have zeros. */
    private static Mlp withoutMasks(Mlp network) {
        List<DMatrixRMaj> weights = new ArrayList<>();
        for (int l = 0; l < network.layers(); l++) {
            DMatrixRMaj weight = network.weights().get(l);
            network.masks().get(l).applyTo(weight);
            weights.add(weight);
        }
        return Mlp.of(network.options(), weights, network.biases()).withBackend(network.backend());
    }

    /**
     * The mean kernel of several networks.
     *
     * @param networks how many, at least 1
     * @param sample the kernel of network 0, 1, ...
     */
    public static DMatrixRMaj mean(int networks, IntFunction<DMatrixRMaj> sample) {
        if (networks < 1) {
            throw new IllegalArgumentException("expected at least one network, found " + networks);
        }
        DMatrixRMaj mean = sample.apply(0).copy();
        for (int i = 1; i < networks; i++) {
            CommonOps_DDRM.addEquals(mean, sample.apply(i));
        }
        CommonOps_DDRM.scale(1.0 / networks, mean);
        return mean;
    }

    private static DMatrixRMaj tiled(
            Mlp network, PrunedGradients pruned, TangentSide left, TangentSide right, int threads) {
        DMatrixRMaj kernel = new DMatrixRMaj(left.examples(), right.examples());
        List<Supplier<@Nullable Void>> tiles = new ArrayList<>();
        for (int i = 0; i < left.examples(); i += TILE) {
            TangentSide rows = left.rows(i, Math.min(i + TILE, left.examples()));
            // On the diagonal both sides are one object; what is left of it is mirrored.
            for (int j = left == right ? i : 0; j < right.examples(); j += TILE) {
                boolean diagonal = left == right && i == j;
                TangentSide columns = diagonal ? rows : right.rows(j, Math.min(j + TILE, right.examples()));
                int row = i;
                int column = j;
                tiles.add(() -> {
                    DMatrixRMaj tile = TangentTile.of(network, pruned, rows, columns);
                    CommonOps_DDRM.insert(tile, kernel, row, column);
                    if (left == right && !diagonal) {
                        CommonOps_DDRM.insert(CommonOps_DDRM.transpose(tile, null), kernel, column, row);
                    }
                    return null;
                });
            }
        }
        run(tiles, threads);
        return kernel;
    }

    private static void run(List<Supplier<@Nullable Void>> tiles, int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("expected at least one thread, found " + threads);
        }
        if (threads == 1 || tiles.size() == 1) {
            for (Supplier<@Nullable Void> tile : tiles) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new CancellationException("interrupted");
                }
                tile.get();
            }
            return;
        }
        // Nobody sees the kernel of a call that ends early, so that tiles at work may be left behind.
        Workers.run(tiles, threads);
    }
}
