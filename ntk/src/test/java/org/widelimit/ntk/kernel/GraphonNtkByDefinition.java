package org.widelimit.ntk.kernel;

import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.graphon.GraphonChain;
import org.widelimit.graphon.StepGraphon;
import org.widelimit.ntk.dual.DualActivation;

/** The Graphon NTK by its definition: one pair of inputs at a time, by direct sums over blocks and coordinates. */
record GraphonNtkByDefinition(GraphonChain chain, KernelOptions options, Variant variant) {

    KernelPair kernel(DMatrixRMaj x, DMatrixRMaj y) {
        KernelPair pair = new KernelPair(new DMatrixRMaj(x.numRows, y.numRows), new DMatrixRMaj(x.numRows, y.numRows));
        for (int i = 0; i < x.numRows; i++) {
            for (int j = 0; j < y.numRows; j++) {
                double[] entry = entry(row(x, i), row(y, j));
                pair.nngp().set(i, j, entry[0]);
                pair.ntk().set(i, j, entry[1]);
            }
        }
        return pair;
    }

    private static double[] row(DMatrixRMaj x, int i) {
        return Arrays.copyOfRange(x.data, i * x.numCols, (i + 1) * x.numCols);
    }

    private double[] entry(double[] x, double[] y) {
        List<StepGraphon> layers = chain.aligned().layers();
        int d = x.length;
        double[] position = new double[d];
        double[] measure = new double[d];
        double[] s11 = new double[d];
        double[] s22 = new double[d];
        double[] s12 = new double[d];
        double[] damped = new double[d];
        for (int j = 0; j < d; j++) {
            position[j] = (j + 0.5) / d;
            measure[j] = 1.0 / d;
            s11[j] = x[j] * x[j];
            s22[j] = y[j] * y[j];
            s12[j] = x[j] * y[j];
        }
        for (StepGraphon layer : layers) {
            int rows = layer.rowBlocks();
            double[] rowPosition = middles(layer.rowEdges());
            double[] n11 = new double[rows];
            double[] n22 = new double[rows];
            double[] n12 = new double[rows];
            double[] tangent = new double[rows];
            for (int u = 0; u < rows; u++) {
                n11[u] = n22[u] = n12[u] = tangent[u] = options.biasVariance();
                for (int v = 0; v < measure.length; v++) {
                    double m = options.weightVariance() * measure[v];
                    double second = m * layer.secondMoment(rowPosition[u], position[v]);
                    double own = variant == Variant.MASKED ? m * layer.density(rowPosition[u], position[v]) : m;
                    n11[u] += second * s11[v];
                    n22[u] += second * s22[v];
                    n12[u] += second * s12[v];
                    tangent[u] += own * s12[v] + second * damped[v];
                }
            }
            if (layer == layers.get(layers.size() - 1)) {
                return new double[] {n12[0], tangent[0]};
            }
            DualActivation dual = options.activation();
            s11 = new double[rows];
            s22 = new double[rows];
            s12 = new double[rows];
            damped = new double[rows];
            for (int u = 0; u < rows; u++) {
                s11[u] = dual.value(n11[u]);
                s22[u] = dual.value(n22[u]);
                s12[u] = dual.value(n11[u], n22[u], n12[u]);
                damped[u] = dual.derivative(n11[u], n22[u], n12[u]) * tangent[u];
            }
            position = rowPosition;
            measure = layer.rowMeasures();
        }
        throw new IllegalStateException("no last layer");
    }

    private static double[] middles(double[] edges) {
        double[] middles = new double[edges.length - 1];
        for (int k = 0; k < middles.length; k++) {
            middles[k] = 0.5 * (edges[k] + edges[k + 1]);
        }
        return middles;
    }
}
