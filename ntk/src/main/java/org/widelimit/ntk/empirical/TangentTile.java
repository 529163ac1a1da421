package org.widelimit.ntk.empirical;

import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.widelimit.graphon.Mask;
import org.widelimit.networks.Mlp;
import org.widelimit.numerics.linalg.DenseBackend;
import org.widelimit.numerics.linalg.Transpose;

/**
 * The kernel of some examples against others, layer by layer as {@link EmpiricalNtk} has it. A tile on the diagonal, with one side for both, costs half and is exactly symmetric.
 */
final class TangentTile {

    private final Mlp network;
    private final PrunedGradients pruned;
    private final DenseBackend backend;
    private final TangentSide left;
    private final TangentSide right;
    private final DMatrixRMaj kernel;

    private TangentTile(Mlp network, PrunedGradients pruned, TangentSide left, TangentSide right) {
        this.network = network;
        this.pruned = pruned;
        this.backend = network.backend();
        this.left = left;
        this.right = right;
        this.kernel = new DMatrixRMaj(left.examples(), right.examples());
    }

    static DMatrixRMaj of(Mlp network, PrunedGradients pruned, TangentSide left, TangentSide right) {
        TangentTile tile = new TangentTile(network, pruned, left, right);
        List<Mask> masks = network.masks();
        for (int l = 1; l <= network.layers(); l++) {
            tile.addLayer(l, masks.get(l - 1));
        }
        return tile.kernel;
    }

    private void addLayer(int l, Mask mask) {
        int outputs = network.shape().outputs();
        double scale = network.weightScale(l);
        double factor = scale * scale / outputs;
        if (pruned == PrunedGradients.INCLUDED || mask.keptCount() == (long) mask.rows() * mask.columns()) {
            DMatrixRMaj sensitivity = new DMatrixRMaj(kernel.numRows, kernel.numCols);
            DMatrixRMaj activity = new DMatrixRMaj(kernel.numRows, kernel.numCols);
            gram(left.sensitivities().get(l - 1), right.sensitivities().get(l - 1), 1, 0, sensitivity);
            gram(left.activations().get(l - 1), right.activations().get(l - 1), 1, 0, activity);
            addProduct(factor, sensitivity, activity);
        } else {
            addUnits(factor, mask, l);
        }
        if (!network.biases().isEmpty()) {
            double biasScale = network.biasScale(l);
            gram(
                    left.sensitivities().get(l - 1),
                    right.sensitivities().get(l - 1),
                    biasScale * biasScale / outputs,
                    1,
                    kernel);
        }
    }

    /** The sum over units i of [sum_k b_ki b_ki^T] o [the Gram matrix of the unit's kept inputs]. */
    private void addUnits(double factor, Mask mask, int l) {
        int outputs = network.shape().outputs();
        DMatrixRMaj sensitivity = new DMatrixRMaj(kernel.numRows, kernel.numCols);
        DMatrixRMaj activity = new DMatrixRMaj(kernel.numRows, kernel.numCols);
        Picker leftInputs = new Picker(left.activations().get(l - 1));
        Picker rightInputs =
                left == right ? leftInputs : new Picker(right.activations().get(l - 1));
        int[] kept = new int[mask.columns()];
        for (int i = 0; i < mask.rows(); i++) {
            int count = 0;
            for (int j = 0; j < mask.columns(); j++) {
                if (mask.kept(i, j)) {
                    kept[count++] = j;
                }
            }
            if (count == 0) {
                continue;
            }
            DMatrixRMaj bLeft = columns(left.sensitivities().get(l - 1), i * outputs, outputs);
            DMatrixRMaj bRight =
                    left == right ? bLeft : columns(right.sensitivities().get(l - 1), i * outputs, outputs);
            gram(bLeft, bRight, 1, 0, sensitivity);
            DMatrixRMaj picked = leftInputs.pick(kept, count);
            gram(picked, left == right ? picked : rightInputs.pick(kept, count), 1, 0, activity);
            addProduct(factor, sensitivity, activity);
        }
    }

    private void gram(DMatrixRMaj a, DMatrixRMaj b, double alpha, double beta, DMatrixRMaj c) {
        if (a == b) {
            backend.syrk(alpha, a, beta, c);
        } else {
            backend.gemm(Transpose.NO, Transpose.YES, alpha, a, b, beta, c);
        }
    }

    private void addProduct(double factor, DMatrixRMaj sensitivity, DMatrixRMaj activity) {
        double[] sum = kernel.data;
        double[] b = sensitivity.data;
        double[] h = activity.data;
        for (int p = 0; p < sum.length; p++) {
            sum[p] += factor * b[p] * h[p];
        }
    }

    private static DMatrixRMaj columns(DMatrixRMaj b, int from, int count) {
        return CommonOps_DDRM.extract(b, 0, b.numRows, from, from + count);
    }

    /** Columns of a matrix, in memory that is used again. */
    private static final class Picker {

        private final DMatrixRMaj source;
        private final DMatrixRMaj picked;

        Picker(DMatrixRMaj source) {
            this.source = source;
            this.picked = new DMatrixRMaj(source.numRows, source.numCols);
        }

        DMatrixRMaj pick(int[] kept, int count) {
            picked.reshape(source.numRows, count);
            double[] from = source.data;
            double[] to = picked.data;
            for (int a = 0; a < source.numRows; a++) {
                int row = a * source.numCols;
                for (int c = 0; c < count; c++) {
                    to[a * count + c] = from[row + kept[c]];
                }
            }
            return picked;
        }
    }
}
