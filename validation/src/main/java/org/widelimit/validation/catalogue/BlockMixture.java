package org.widelimit.validation.catalogue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;
import org.widelimit.graphon.GraphonChain;
import org.widelimit.graphon.StepGraphon;
import org.widelimit.networks.Activation;
import org.widelimit.networks.Activations;
import org.widelimit.ntk.dual.DualActivation;
import org.widelimit.ntk.kernel.KernelOptions;
import org.widelimit.ntk.kernel.KernelPair;

/**
 * The kernels of a chain of blocks with masked gradients, pair by pair and block by block, from the definition and in plain loops:
 *
 * <pre>
 *   q_l(u) = Vw sum_b mu_b V_l(u, b) S_(l-1)(b) + Vb,   S_l(u) = T[q_l(u)]
 *   T_l(u) = sum_b mu_b Vw (W_l(u, b) S_(l-1)(b) + V_l(u, b) D_(l-1)(b) T_(l-1)(b)) + Vb
 * </pre>
 *
 * with three numbers (q11, q22, q12) for each block, so that nothing but these second moments is shared with the engine under test.
 */
final class BlockMixture {

    /** Activations whose duals have no singularity at parallel inputs of ordinary size. */
    static final List<Activation> SMOOTH = List.of(
            Activations.ERF,
            Activations.PROBIT,
            Activations.GELU,
            Activations.LINEAR,
            Activations.sin(1, 1, 0),
            Activations.cos(1, 1, 0.3),
            Activations.rbf(0.6),
            Activations.gaussian(1, -0.5),
            Activations.GABOR);

    /** Of the blocks of the last hidden layer. */
    enum Measures {
        OF_THE_BLOCKS,
        EQUAL_AT_THE_READ_OUT
    }

    private final List<StepGraphon> layers;
    private final KernelOptions options;
    private final Measures measures;

    /** @param chain aligned: rows of a layer have the edges of the columns of the next */
    BlockMixture(GraphonChain chain, KernelOptions options, Measures measures) {
        this.layers = chain.layers();
        this.options = options;
        this.measures = measures;
    }

    /** Each layer replaced by its mean density, and its mean second moment. */
    static GraphonChain averaged(GraphonChain chain) {
        List<StepGraphon> layers = new ArrayList<>();
        for (StepGraphon layer : chain.layers()) {
            double[] one = {0, 1};
            layers.add(StepGraphon.of(mean(layer, layer.density()), mean(layer, layer.secondMoment()), one, one));
        }
        return GraphonChain.of(layers);
    }

    private static DMatrixRMaj mean(StepGraphon layer, DMatrixRMaj values) {
        double sum = 0;
        for (int u = 0; u < values.numRows; u++) {
            for (int v = 0; v < values.numCols; v++) {
                sum += layer.rowMeasures()[u] * layer.columnMeasures()[v] * values.get(u, v);
            }
        }
        return new DMatrixRMaj(new double[][] {{sum}});
    }

    /** Both kernels of all pairs of rows of x. */
    KernelPair kernel(DMatrixRMaj x) {
        DMatrixRMaj nngp = new DMatrixRMaj(x.numRows, x.numRows);
        DMatrixRMaj ntk = new DMatrixRMaj(x.numRows, x.numRows);
        for (int i = 0; i < x.numRows; i++) {
            for (int j = i; j < x.numRows; j++) {
                double[] pair = pair(x, i, j);
                nngp.set(i, j, pair[0]);
                nngp.set(j, i, pair[0]);
                ntk.set(i, j, pair[1]);
                ntk.set(j, i, pair[1]);
            }
        }
        return new KernelPair(nngp, ntk);
    }

    /** {@code K, Theta}. */
    private double[] pair(DMatrixRMaj x, int i, int j) {
        int d = x.numCols;
        double[][] below = products(x, i, j);
        double[] damped = new double[d];
        DualActivation phi = options.activation();
        for (int l = 0; ; l++) {
            int[] block = l == 0 ? positions(layers.get(0).columnEdges(), d) : null;
            double[] measure = measures(l, d);
            double[][] q = new double[3][];
            for (int m = 0; m < 3; m++) {
                q[m] = mixed(layers.get(l).secondMoment(), block, measure, below[m], options.biasVariance());
            }
            double[] own = mixed(layers.get(l).density(), block, measure, below[2], options.biasVariance());
            double[] tangent = sum(own, mixed(layers.get(l).secondMoment(), block, measure, damped, 0));
            if (l == options.hiddenLayers()) {
                return new double[] {meanOverOutputs(q[2]), meanOverOutputs(tangent)};
            }
            below = new double[3][own.length];
            damped = new double[own.length];
            for (int u = 0; u < own.length; u++) {
                below[0][u] = phi.value(q[0][u]);
                below[1][u] = phi.value(q[1][u]);
                below[2][u] = phi.value(q[0][u], q[1][u], q[2][u]);
                damped[u] = phi.derivative(q[0][u], q[1][u], q[2][u]) * tangent[u];
            }
        }
    }

    /** {@code x_i x_i, x_j x_j, x_i x_j} coordinate by coordinate. */
    private static double[][] products(DMatrixRMaj x, int i, int j) {
        double[][] products = new double[3][x.numCols];
        for (int k = 0; k < x.numCols; k++) {
            products[0][k] = x.get(i, k) * x.get(i, k);
            products[1][k] = x.get(j, k) * x.get(j, k);
            products[2][k] = x.get(i, k) * x.get(j, k);
        }
        return products;
    }

    private double meanOverOutputs(double[] values) {
        double[] measure = layers.get(options.hiddenLayers()).rowMeasures();
        double sum = 0;
        for (int u = 0; u < measure.length; u++) {
            sum += measure[u] * values[u];
        }
        return sum;
    }

    private static double[] sum(double[] a, double[] b) {
        double[] sum = new double[a.length];
        Arrays.setAll(sum, u -> a[u] + b[u]);
        return sum;
    }

    private double[] measures(int l, int d) {
        double[] measure = l == 0 ? new double[d] : layers.get(l).columnMeasures();
        if (l == 0 || (l == options.hiddenLayers() && measures == Measures.EQUAL_AT_THE_READ_OUT)) {
            Arrays.fill(measure, 1.0 / measure.length);
        }
        return measure;
    }

    /** {@code Vw sum_b mu_b A(u, b) values(b) + constant}. */
    private double[] mixed(DMatrixRMaj a, int @Nullable [] block, double[] measure, double[] values, double constant) {
        double[] result = new double[a.numRows];
        for (int u = 0; u < a.numRows; u++) {
            double sum = 0;
            for (int b = 0; b < values.length; b++) {
                sum += measure[b] * a.get(u, block == null ? b : block[b]) * values[b];
            }
            result[u] = options.weightVariance() * sum + constant;
        }
        return result;
    }

    /** The block of each input coordinate, which sits in the middle of its d-th part of the axis. */
    private static int[] positions(double[] edges, int d) {
        int[] block = new int[d];
        for (int j = 0; j < d; j++) {
            while (block[j] < edges.length - 2 && edges[block[j] + 1] <= (j + 0.5) / d) {
                block[j]++;
            }
        }
        return block;
    }
}
