package org.widelimit.ntk.empirical;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.widelimit.graphon.Mask;
import org.widelimit.networks.Mlp;
import org.widelimit.ntk.kernel.KernelPair;
import org.widelimit.numerics.linalg.DenseBackend;

/** Both kernels of one network. */
final class Contractions {
    private Contractions() {}

    static KernelPair kernels(Mlp network, NetworkSide left, NetworkSide right, EmpiricalOptions options) {
        int outputs = network.shape().outputs();
        DMatrixRMaj ntk = new DMatrixRMaj(left.size(), right.size());
        DMatrixRMaj nngp = new DMatrixRMaj(left.size(), right.size());
        for (int k = 0; k < outputs; k++) {
            if (options.contraction() == Contraction.LAYERS) {
                new LayerContraction(network, left, right, options.pruned(), ntk).add(k);
            } else {
                new JacobianContraction(network, left, right, options.pruned(), ntk).add(k);
            }
            addReadOut(network, left, right, k, nngp);
        }
        if (options.outputs() == OutputReduction.MEAN) {
            CommonOps_DDRM.scale(1.0 / outputs, ntk);
            CommonOps_DDRM.scale(1.0 / outputs, nngp);
        }
        return new KernelPair(nngp, ntk);
    }

    /** {@code Vw/n_L sum_v M_kv H_iv H'_jv + Vb}. */
    private static void addReadOut(Mlp network, NetworkSide left, NetworkSide right, int k, DMatrixRMaj sum) {
        int last = network.layers();
        Mask mask = network.masks().get(last - 1);
        DMatrixRMaj h = keptColumns(left.fed(last), mask, k);
        DMatrixRMaj g = left == right ? h : keptColumns(right.fed(last), mask, k);
        DMatrixRMaj product = product(network.backend(), h, g);
        double scale = network.options().weightVariance() / network.shape().fanIn(last);
        for (int p = 0; p < sum.getNumElements(); p++) {
            sum.data[p] += scale * product.data[p] + network.options().biasVariance();
        }
    }

    private static DMatrixRMaj keptColumns(DMatrixRMaj h, Mask mask, int row) {
        DMatrixRMaj kept = h.copy();
        for (int i = 0; i < h.numRows; i++) {
            for (int v = 0; v < h.numCols; v++) {
                if (!mask.kept(row, v)) {
                    kept.unsafe_set(i, v, 0);
                }
            }
        }
        return kept;
    }

    /** {@code A B^T}, exactly symmetric where A is B. */
    static DMatrixRMaj product(DenseBackend backend, DMatrixRMaj a, DMatrixRMaj b) {
        if (a != b) {
            return backend.multiplyTransB(a, b);
        }
        DMatrixRMaj result = new DMatrixRMaj(a.numRows, a.numRows);
        backend.syrk(1, a, 0, result);
        return result;
    }
}
