package org.widelimit.ntk.empirical;

import java.util.List;
import org.ejml.data.DMatrixRMaj;
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

    /** The sum over units i of [sum_k b_ki b_ki^T] o [the Gram matrix of the unit's kept inputs], over the examples that depend on the unit. */
    private void addUnits(double factor, Mask mask, int l) {
        UnitSide rows = unitSide(left, l);
        UnitSide columns = left == right ? rows : unitSide(right, l);
        DMatrixRMaj sensitivity = new DMatrixRMaj(kernel.numRows, kernel.numCols);
        DMatrixRMaj activity = new DMatrixRMaj(kernel.numRows, kernel.numCols);
        int[] kept = new int[mask.columns()];
        for (int i = 0; i < mask.rows(); i++) {
            int count = mask.keptColumns(i, kept);
            rows.select(i, kept, count);
            if (columns != rows) {
                columns.select(i, kept, count);
            }
            if (count == 0 || rows.count() == 0 || columns.count() == 0) {
                continue;
            }
            sensitivity.reshape(rows.count(), columns.count());
            activity.reshape(rows.count(), columns.count());
            gram(rows.sensitivities(), columns.sensitivities(), 1, 0, sensitivity);
            gram(rows.activations(), columns.activations(), 1, 0, activity);
            addProduct(factor, sensitivity, activity, rows.examples(), columns.examples());
        }
    }

    private UnitSide unitSide(TangentSide side, int l) {
        return new UnitSide(
                side.activations().get(l - 1),
                side.sensitivities().get(l - 1),
                network.shape().outputs());
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

    /** The same for some rows and columns of the kernel. */
    private void addProduct(double factor, DMatrixRMaj sensitivity, DMatrixRMaj activity, int[] rows, int[] columns) {
        double[] sum = kernel.data;
        int width = sensitivity.numCols;
        for (int r = 0; r < sensitivity.numRows; r++) {
            int row = rows[r] * kernel.numCols;
            for (int c = 0, p = r * width; c < width; c++, p++) {
                sum[row + columns[c]] += factor * sensitivity.data[p] * activity.data[p];
            }
        }
    }
}
