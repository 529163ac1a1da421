package org.widelimit.networks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;
import org.widelimit.numerics.linalg.DenseBackend;
import org.widelimit.numerics.linalg.Transpose;

/**
 * Forward and reverse passes over a batch.
 *
 * <p>{@code D_(l-1) = phi'(Z_(l-1)) o (D_l E_l)}, {@code dL/dE_l = D_l^T H_(l-1)}, {@code dL/dbeta_l = D_l^T 1}.
 */
final class Backpropagation {
    private Backpropagation() {}

    static Trace forward(Mlp network, DMatrixRMaj x) {
        List<DMatrixRMaj> h = new ArrayList<>();
        List<DMatrixRMaj> z = new ArrayList<>();
        h.add(x);
        for (int l = 1; l <= network.layers(); l++) {
            z.add(preActivation(network, l, h.get(l - 1)));
            if (l < network.layers()) {
                h.add(activate(network.options().activation(), z.get(l - 1)));
            }
        }
        return new Trace(network, h, z);
    }

    static DMatrixRMaj preActivation(Mlp network, int l, DMatrixRMaj h) {
        Layer layer = network.layer(l);
        DMatrixRMaj z = new DMatrixRMaj(h.numRows, layer.effective().numRows);
        double @Nullable [] bias = layer.bias();
        if (bias != null) {
            addToRows(z, bias, layer.biasScale());
        }
        network.backend().gemm(Transpose.NO, Transpose.YES, 1, h, layer.effective(), 1, z);
        return z;
    }

    static DMatrixRMaj activate(Activation phi, DMatrixRMaj z) {
        DMatrixRMaj h = new DMatrixRMaj(z.numRows, z.numCols);
        for (int k = 0; k < z.getNumElements(); k++) {
            h.data[k] = phi.value(z.data[k]);
        }
        return h;
    }

    /** {@code D_1 .. D_(L+1)} for {@code D_(L+1) = seed}. */
    static List<DMatrixRMaj> sensitivities(Mlp network, Trace trace, DMatrixRMaj seed) {
        Activation phi = network.options().activation();
        List<DMatrixRMaj> reversed = new ArrayList<>();
        DMatrixRMaj d = seed;
        reversed.add(d);
        for (int l = network.layers(); l > 1; l--) {
            DMatrixRMaj z = trace.preActivations().get(l - 2);
            d = network.backend().multiply(d, network.layer(l).effective());
            for (int k = 0; k < d.getNumElements(); k++) {
                d.data[k] *= phi.derivative(z.data[k]);
            }
            reversed.add(d);
        }
        Collections.reverse(reversed);
        return reversed;
    }

    /** {@code dL/dE_l}, summed over the batch: not yet scaled, not yet masked. */
    static List<DMatrixRMaj> effectiveGradients(DenseBackend backend, Trace trace, List<DMatrixRMaj> d) {
        List<DMatrixRMaj> gradients = new ArrayList<>();
        for (int l = 0; l < d.size(); l++) {
            gradients.add(backend.multiplyTransA(d.get(l), trace.activations().get(l)));
        }
        return gradients;
    }

    static Gradients gradients(Mlp network, Trace trace, DMatrixRMaj seed) {
        List<DMatrixRMaj> d = sensitivities(network, trace, seed);
        List<DMatrixRMaj> weights = effectiveGradients(network.backend(), trace, d);
        return toParameterSpace(network, weights, d);
    }

    /** Applies {@code s M o} to the weight derivatives, and sums {@code t D_l} over the batch for the biases. */
    static Gradients toParameterSpace(Mlp network, List<DMatrixRMaj> weights, List<DMatrixRMaj> d) {
        List<double[]> biases = new ArrayList<>();
        for (int l = 1; l <= network.layers(); l++) {
            Layer layer = network.layer(l);
            layer.toParameterSpace(weights.get(l - 1));
            if (layer.bias() != null) {
                double[] sum = columnSums(d.get(l - 1));
                layer.toParameterSpace(sum);
                biases.add(sum);
            }
        }
        return new Gradients(weights, biases);
    }

    static void addToRows(DMatrixRMaj z, double[] row, double factor) {
        for (int e = 0; e < z.numRows; e++) {
            for (int i = 0; i < z.numCols; i++) {
                z.data[e * z.numCols + i] += factor * row[i];
            }
        }
    }

    private static double[] columnSums(DMatrixRMaj d) {
        double[] sum = new double[d.numCols];
        for (int e = 0; e < d.numRows; e++) {
            for (int i = 0; i < d.numCols; i++) {
                sum[i] += d.data[e * d.numCols + i];
            }
        }
        return sum;
    }

    /**
     * Writes {@code df_k/dtheta} of every example into the rows of an (n, P) matrix.
     *
     * <p>Row by row through {@code s M o (b h^T)}: the weights' part of a row is an outer product.
     */
    static DMatrixRMaj jacobian(Mlp network, Trace trace, List<DMatrixRMaj> b) {
        int examples = trace.outputs().numRows;
        DMatrixRMaj jacobian = new DMatrixRMaj(examples, network.parameterCount());
        for (int e = 0; e < examples; e++) {
            int at = e * jacobian.numCols;
            for (int l = 1; l <= network.layers(); l++) {
                at = writeLayer(
                        network.layer(l), b.get(l - 1), trace.activations().get(l - 1), e, jacobian.data, at);
            }
        }
        return jacobian;
    }

    private static int writeLayer(Layer layer, DMatrixRMaj b, DMatrixRMaj h, int e, double[] out, int start) {
        int at = start;
        for (int i = 0; i < b.numCols; i++) {
            double factor = layer.weightScale() * b.get(e, i);
            for (int j = 0; j < h.numCols; j++, at++) {
                out[at] = layer.mask().kept(i, j) ? factor * h.get(e, j) : 0;
            }
        }
        if (layer.bias() != null) {
            for (int i = 0; i < b.numCols; i++, at++) {
                out[at] = layer.biasScale() * b.get(e, i);
            }
        }
        return at;
    }
}
