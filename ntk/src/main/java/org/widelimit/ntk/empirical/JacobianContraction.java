package org.widelimit.ntk.empirical;

import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.networks.Biases;
import org.widelimit.networks.Mlp;

/** {@link Contraction#JACOBIAN} for one output after another. */
final class JacobianContraction {
    private final Mlp network;
    private final NetworkSide left;
    private final NetworkSide right;
    private final PrunedGradients pruned;
    private final DMatrixRMaj sum;

    JacobianContraction(Mlp network, NetworkSide left, NetworkSide right, PrunedGradients pruned, DMatrixRMaj sum) {
        this.network = network;
        this.left = left;
        this.right = right;
        this.pruned = pruned;
        this.sum = sum;
    }

    /** Adds {@code Theta^k}. */
    void add(int k) {
        DMatrixRMaj jacobian = jacobian(left, k);
        DMatrixRMaj other = left == right ? jacobian : jacobian(right, k);
        DMatrixRMaj product = Contractions.product(network.backend(), jacobian, other);
        for (int p = 0; p < sum.getNumElements(); p++) {
            sum.data[p] += product.data[p];
        }
    }

    private DMatrixRMaj jacobian(NetworkSide side, int k) {
        return pruned == PrunedGradients.EXCLUDED ? network.jacobian(side.inputs(), k) : unmasked(side, k);
    }

    private DMatrixRMaj unmasked(NetworkSide side, int k) {
        List<DMatrixRMaj> sensitivities = side.sensitivities(k);
        DMatrixRMaj jacobian = new DMatrixRMaj(side.size(), network.parameterCount());
        int at = 0;
        for (int e = 0; e < side.size(); e++) {
            for (int l = 1; l <= network.layers(); l++) {
                DMatrixRMaj b = sensitivities.get(l - 1);
                DMatrixRMaj h = side.fed(l);
                for (int u = 0; u < b.numCols; u++) {
                    for (int v = 0; v < h.numCols; v++) {
                        jacobian.data[at++] = network.weightScale(l) * b.get(e, u) * h.get(e, v);
                    }
                }
                if (network.options().biases() == Biases.PRESENT) {
                    for (int u = 0; u < b.numCols; u++) {
                        jacobian.data[at++] = network.biasScale(l) * b.get(e, u);
                    }
                }
            }
        }
        return jacobian;
    }
}
