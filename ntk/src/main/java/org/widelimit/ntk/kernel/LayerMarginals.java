package org.widelimit.ntk.kernel;

import java.util.ArrayList;
import java.util.List;
import org.widelimit.ntk.dual.Marginals;

/**
 * What the layers of a dense kernel know about each input alone: {@code q_l(i) = K_l(x_i, x_i)} and the moments of phi under it.
 *
 * @param inputVariance {@code q_0}
 * @param inputRoot {@code sqrt(q_0)}, also when there is no hidden layer
 * @param layers for the hidden layers in order
 */
record LayerMarginals(double[] inputVariance, double[] inputRoot, List<Marginals> layers) {

    /** @throws org.widelimit.numerics.InputException if a variance overflows on its way up */
    static LayerMarginals of(double[] inputVariance, KernelOptions options) {
        double[] root = new double[inputVariance.length];
        for (int i = 0; i < root.length; i++) {
            root[i] = Math.sqrt(Inputs.finite(inputVariance[i], i));
        }
        List<Marginals> layers = new ArrayList<>();
        double[] q = inputVariance;
        for (int l = 1; l <= options.hiddenLayers(); l++) {
            Marginals marginals = options.activation().marginals(q);
            layers.add(marginals);
            double[] next = new double[q.length];
            for (int i = 0; i < q.length; i++) {
                next[i] = Inputs.finite(options.weightVariance() * marginals.moment()[i] + options.biasVariance(), i);
            }
            q = next;
        }
        return new LayerMarginals(inputVariance, root, List.copyOf(layers));
    }

    /** The marginals of hidden layer {@code l = 1 .. L}. */
    Marginals layer(int l) {
        return layers.get(l - 1);
    }
}
