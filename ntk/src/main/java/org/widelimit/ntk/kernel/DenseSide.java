package org.widelimit.ntk.kernel;

import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.ntk.dual.Marginals;

/**
 * What a dense kernel knows about each input alone: {@code q_l(i) = K_l(x_i, x_i)} and the moments of phi under it, for the hidden layers in order; and the inputs
 * cut into slabs for the tiles.
 */
final class DenseSide {
    private final DMatrixRMaj inputs;
    private final double[] inputRoot;
    private final List<Marginals> layers;
    private final List<DMatrixRMaj> rowSlabs;
    private final List<DMatrixRMaj> columnSlabs;

    private DenseSide(
            DMatrixRMaj inputs,
            double[] inputRoot,
            List<Marginals> layers,
            List<DMatrixRMaj> rowSlabs,
            List<DMatrixRMaj> columnSlabs) {
        this.inputs = inputs;
        this.inputRoot = inputRoot;
        this.layers = layers;
        this.rowSlabs = rowSlabs;
        this.columnSlabs = columnSlabs;
    }

    static DenseSide of(DMatrixRMaj x, KernelOptions options, int height, int width) {
        double[] q = new double[x.numRows];
        double[] root = new double[x.numRows];
        for (int i = 0; i < x.numRows; i++) {
            double sum = 0;
            for (int j = 0; j < x.numCols; j++) {
                double entry = x.data[i * x.numCols + j];
                sum += entry * entry;
            }
            q[i] = Inputs.finite(options.weightVariance() * sum / x.numCols + options.biasVariance(), i);
            root[i] = Math.sqrt(q[i]);
        }
        return new DenseSide(x, root, layers(q, options), slabs(x, height), slabs(x, width));
    }

    private static List<Marginals> layers(double[] inputVariances, KernelOptions options) {
        List<Marginals> layers = new ArrayList<>();
        double[] q = inputVariances;
        for (int l = 1; l <= options.hiddenLayers(); l++) {
            Marginals marginals = options.activation().marginals(q);
            layers.add(marginals);
            double[] next = new double[q.length];
            for (int i = 0; i < q.length; i++) {
                next[i] = Inputs.finite(options.weightVariance() * marginals.moment()[i] + options.biasVariance(), i);
            }
            q = next;
        }
        return List.copyOf(layers);
    }

    private static List<DMatrixRMaj> slabs(DMatrixRMaj x, int height) {
        List<DMatrixRMaj> slabs = new ArrayList<>();
        for (int from = 0; from < x.numRows; from += height) {
            int rows = Math.min(height, x.numRows - from);
            DMatrixRMaj slab = new DMatrixRMaj(rows, x.numCols);
            System.arraycopy(x.data, from * x.numCols, slab.data, 0, rows * x.numCols);
            slabs.add(slab);
        }
        return slabs;
    }

    int size() {
        return inputs.numRows;
    }

    DMatrixRMaj inputs() {
        return inputs;
    }

    /** {@code sqrt(q_0)}, also when there is no hidden layer. */
    double[] inputRoot() {
        return inputRoot;
    }

    /** The marginals of hidden layer {@code l = 1 .. L}. */
    Marginals layer(int l) {
        return layers.get(l - 1);
    }

    DMatrixRMaj rowSlab(Tile tile) {
        return rowSlabs.get(tile.row());
    }

    DMatrixRMaj columnSlab(Tile tile) {
        return columnSlabs.get(tile.column());
    }
}
