package org.widelimit.ntk.empirical;

import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.graphon.Mask;
import org.widelimit.networks.Biases;
import org.widelimit.networks.Mlp;
import org.widelimit.numerics.linalg.DenseBackend;
import org.widelimit.numerics.linalg.Transpose;

/** {@link Contraction#LAYERS} for one output after another. */
final class LayerContraction {
    /** Columns of the Jacobian that are held at once. */
    private static final int SLAB = 4096;

    private final Mlp network;
    private final NetworkSide left;
    private final NetworkSide right;
    private final PrunedGradients pruned;
    private final DMatrixRMaj sum;

    LayerContraction(Mlp network, NetworkSide left, NetworkSide right, PrunedGradients pruned, DMatrixRMaj sum) {
        this.network = network;
        this.left = left;
        this.right = right;
        this.pruned = pruned;
        this.sum = sum;
    }

    /** Adds {@code Theta^k}. */
    void add(int k) {
        List<DMatrixRMaj> b = left.sensitivities(k);
        List<DMatrixRMaj> c = left == right ? b : right.sensitivities(k);
        for (int l = 1; l <= network.layers(); l++) {
            Mask mask = network.masks().get(l - 1);
            DMatrixRMaj products = Contractions.product(network.backend(), b.get(l - 1), c.get(l - 1));
            if (pruned == PrunedGradients.INCLUDED || isDense(mask)) {
                addDense(l, products);
            } else {
                addMasked(l, mask, b.get(l - 1), c.get(l - 1), l == network.layers() ? k : -1);
            }
            if (network.options().biases() == Biases.PRESENT) {
                double t = network.biasScale(l);
                for (int p = 0; p < sum.getNumElements(); p++) {
                    sum.data[p] += t * t * products.data[p];
                }
            }
        }
    }

    private static boolean isDense(Mask mask) {
        return mask.keptCount() == (long) mask.rows() * mask.columns();
    }

    private void addDense(int l, DMatrixRMaj products) {
        DMatrixRMaj h = left.fed(l);
        DMatrixRMaj gram = Contractions.product(network.backend(), h, left == right ? h : right.fed(l));
        double s = network.weightScale(l);
        for (int p = 0; p < sum.getNumElements(); p++) {
            sum.data[p] += s * s * products.data[p] * gram.data[p];
        }
    }

    /** @param onlyRow the one unit with a sensitivity, or -1 when all have one */
    private void addMasked(int l, Mask mask, DMatrixRMaj b, DMatrixRMaj c, int onlyRow) {
        Slab slab = new Slab(network.backend(), network.weightScale(l), sum, left == right);
        int from = onlyRow < 0 ? 0 : onlyRow;
        int to = onlyRow < 0 ? mask.rows() : onlyRow + 1;
        for (int u = from; u < to; u++) {
            for (int v = 0; v < mask.columns(); v++) {
                if (mask.kept(u, v)) {
                    slab.add(u, v);
                    if (slab.count == SLAB) {
                        slab.flush(b, left.fed(l), c, right.fed(l));
                    }
                }
            }
        }
        slab.flush(b, left.fed(l), c, right.fed(l));
    }

    /** Columns {@code s B_u o H_v} of the Jacobian for some kept weights (u, v). */
    private static final class Slab {
        private final DenseBackend backend;
        private final double scale;
        private final DMatrixRMaj sum;
        private final boolean symmetric;
        private final int[] rows = new int[SLAB];
        private final int[] columns = new int[SLAB];
        private final DMatrixRMaj leftJacobian = new DMatrixRMaj(1, 1);
        private final DMatrixRMaj rightJacobian = new DMatrixRMaj(1, 1);
        private int count;

        Slab(DenseBackend backend, double scale, DMatrixRMaj sum, boolean symmetric) {
            this.backend = backend;
            this.scale = scale;
            this.sum = sum;
            this.symmetric = symmetric;
        }

        void add(int u, int v) {
            rows[count] = u;
            columns[count] = v;
            count++;
        }

        void flush(DMatrixRMaj b, DMatrixRMaj h, DMatrixRMaj c, DMatrixRMaj g) {
            fill(b, h, leftJacobian);
            if (symmetric) {
                backend.syrk(1, leftJacobian, 1, sum);
            } else {
                fill(c, g, rightJacobian);
                backend.gemm(Transpose.NO, Transpose.YES, 1, leftJacobian, rightJacobian, 1, sum);
            }
            count = 0;
        }

        private void fill(DMatrixRMaj b, DMatrixRMaj h, DMatrixRMaj jacobian) {
            jacobian.reshape(b.numRows, count);
            for (int i = 0; i < b.numRows; i++) {
                int bAt = i * b.numCols;
                int hAt = i * h.numCols;
                int at = i * count;
                for (int p = 0; p < count; p++) {
                    jacobian.data[at + p] = scale * b.data[bAt + rows[p]] * h.data[hAt + columns[p]];
                }
            }
        }
    }
}
