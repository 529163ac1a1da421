package org.widelimit.ntk.kernel;

import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.widelimit.ntk.dual.Marginals;

/**
 * What a graphon kernel knows about each input alone: {@code q_l(u; x_i, x_i)} and the moments of phi under it, at every position u of every
 * hidden layer.
 */
final class GraphonSide {
    private final DMatrixRMaj coordinates;
    private final List<List<Marginals>> marginals;
    private final List<DMatrixRMaj> momentRoots;

    private GraphonSide(DMatrixRMaj coordinates, List<List<Marginals>> marginals, List<DMatrixRMaj> momentRoots) {
        this.coordinates = coordinates;
        this.marginals = marginals;
        this.momentRoots = momentRoots;
    }

    static GraphonSide of(DMatrixRMaj x, GraphonLayers operators, KernelOptions options) {
        DMatrixRMaj coordinates = CommonOps_DDRM.transpose(x, null);
        List<List<Marginals>> layers = new ArrayList<>();
        List<DMatrixRMaj> roots = new ArrayList<>();
        DMatrixRMaj moments = new DMatrixRMaj(x.numCols, x.numRows);
        DMatrixRMaj root = new DMatrixRMaj(x.numCols, x.numRows);
        for (int k = 0; k < coordinates.getNumElements(); k++) {
            moments.data[k] = coordinates.data[k] * coordinates.data[k];
            root.data[k] = Math.abs(coordinates.data[k]);
        }
        roots.add(root);
        for (int l = 1; l <= options.hiddenLayers(); l++) {
            List<Marginals> layer = layer(operators.propagation(l), moments, options);
            layers.add(layer);
            moments = stacked(layer, x.numRows, Marginals::moment);
            roots.add(stacked(layer, x.numRows, Marginals::momentRoot));
        }
        return new GraphonSide(coordinates, List.copyOf(layers), List.copyOf(roots));
    }

    private static List<Marginals> layer(DMatrixRMaj operator, DMatrixRMaj moments, KernelOptions options) {
        int n = moments.numCols;
        List<Marginals> layer = new ArrayList<>();
        for (int u = 0; u < operator.numRows; u++) {
            double[] q = new double[n];
            for (int v = 0; v < operator.numCols; v++) {
                double weight = operator.unsafe_get(u, v);
                for (int i = 0; i < n; i++) {
                    q[i] += weight * moments.data[v * n + i];
                }
            }
            for (int i = 0; i < n; i++) {
                q[i] = Inputs.finite(q[i] + options.biasVariance(), i);
            }
            layer.add(options.activation().marginals(q));
        }
        return List.copyOf(layer);
    }

    private interface Row {
        double[] of(Marginals marginals);
    }

    private static DMatrixRMaj stacked(List<Marginals> layer, int n, Row row) {
        DMatrixRMaj result = new DMatrixRMaj(layer.size(), n);
        for (int u = 0; u < layer.size(); u++) {
            System.arraycopy(row.of(layer.get(u)), 0, result.data, u * n, n);
        }
        return result;
    }

    /** n, the number of inputs. */
    int size() {
        return coordinates.numCols;
    }

    /** {@code X^T}, (d, n). */
    DMatrixRMaj coordinates() {
        return coordinates;
    }

    /** The marginals at position u of hidden layer {@code l = 1 .. L}. */
    Marginals marginals(int l, int u) {
        return marginals.get(l - 1).get(u);
    }

    /** Roots of the second moments of {@code h_l}, (positions, n); {@code l = 0} is the input itself. */
    DMatrixRMaj momentRoots(int l) {
        return momentRoots.get(l);
    }
}
