package org.widelimit.networks;

import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;

/**
 * One number for each parameter of a network: a gradient, a direction, or a Hessian-vector product.
 *
 * @param weights for {@code l = 1 .. L+1} a matrix of shape (out, in)
 * @param biases for {@code l = 1 .. L+1} a vector of length out; empty when the network has no biases
 */
public record Gradients(List<DMatrixRMaj> weights, List<double[]> biases) {
    public Gradients {
        weights = List.copyOf(weights);
        biases = List.copyOf(biases);
        if (!biases.isEmpty() && biases.size() != weights.size()) {
            throw new IllegalArgumentException(
                    "expected " + weights.size() + " bias vectors or none, found " + biases.size());
        }
    }

    /**
     * {@code (W_1, b_1, W_2, b_2, ...)} in one vector, matrices row by row: the order of {@link Mlp#parameters} and of the
     * columns of {@link Mlp#jacobian}.
     */
    public double[] flatten() {
        return ParameterLayout.flatten(weights, biases);
    }

    /** This plus {@code other}, entry by entry. */
    public Gradients plus(Gradients other) {
        List<DMatrixRMaj> w = new ArrayList<>();
        List<double[]> b = new ArrayList<>();
        for (int l = 0; l < weights.size(); l++) {
            DMatrixRMaj sum = weights.get(l).copy();
            addTo(sum.data, other.weights.get(l).data, sum.getNumElements());
            w.add(sum);
        }
        for (int l = 0; l < biases.size(); l++) {
            double[] sum = biases.get(l).clone();
            addTo(sum, other.biases.get(l), sum.length);
            b.add(sum);
        }
        return new Gradients(w, b);
    }

    private static void addTo(double[] sum, double[] term, int length) {
        for (int i = 0; i < length; i++) {
            sum[i] += term[i];
        }
    }
}
