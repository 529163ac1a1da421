package org.widelimit.networks;

import java.util.List;
import org.ejml.data.DMatrixRMaj;

/**
 * {@code Z_l = H_(l-1) E_l^T + 1 beta_l^T}, {@code H_l = phi(Z_l)}: what a forward pass leaves behind, one row per example.
 *
 * <p>With {@code B_l = df_k/dZ_l} from {@link #sensitivities}, {@code df_k/dW_l = s M o (b h^T)} for an example with rows
 * {@code b} of {@code B_l} and {@code h} of {@code H_(l-1)}; so tangent kernels need no Jacobian.
 *
 * <p>The matrices belong to the trace: read them, and copy before changing.
 */
public final class Trace {
    private final Mlp network;
    private final List<DMatrixRMaj> activations;
    private final List<DMatrixRMaj> preActivations;

    Trace(Mlp network, List<DMatrixRMaj> activations, List<DMatrixRMaj> preActivations) {
        this.network = network;
        this.activations = List.copyOf(activations);
        this.preActivations = List.copyOf(preActivations);
    }

    /** {@code H_0 = X, H_1, ..., H_L}, each (n, n_l): element {@code l - 1} is what weight layer {@code l} is fed with. */
    public List<DMatrixRMaj> activations() {
        return activations;
    }

    /** {@code Z_1, ..., Z_(L+1)}, each (n, n_l): element {@code l - 1} is what weight layer {@code l} gives. */
    public List<DMatrixRMaj> preActivations() {
        return preActivations;
    }

    /** {@code f = Z_(L+1)}, (n, outputs). */
    public DMatrixRMaj outputs() {
        return preActivations.get(preActivations.size() - 1);
    }

    /**
     * {@code B_l = df_k/dZ_l} for {@code l = 1 .. L+1}, each (n, n_l); the last is the k-th unit vector in every row.
     *
     * @param output {@code k}, 0-based
     */
    public List<DMatrixRMaj> sensitivities(int output) {
        DMatrixRMaj f = outputs();
        if (output < 0 || output >= f.numCols) {
            throw new IllegalArgumentException("expected an output in 0.." + (f.numCols - 1) + ", found " + output);
        }
        DMatrixRMaj seed = new DMatrixRMaj(f.numRows, f.numCols);
        for (int e = 0; e < f.numRows; e++) {
            seed.set(e, output, 1);
        }
        return sensitivities(seed);
    }

    /**
     * {@code D_l = dL/dZ_l} for {@code l = 1 .. L+1}, each (n, n_l), of any {@code L} whose derivatives by the outputs are given.
     *
     * @param seed {@code D_(L+1)}, (n, outputs)
     */
    public List<DMatrixRMaj> sensitivities(DMatrixRMaj seed) {
        DMatrixRMaj f = outputs();
        if (seed.numRows != f.numRows || seed.numCols != f.numCols) {
            throw new IllegalArgumentException("expected a seed of shape (" + f.numRows + ", " + f.numCols
                    + "), found (" + seed.numRows + ", " + seed.numCols + ")");
        }
        return Backpropagation.sensitivities(network, this, seed);
    }
}
