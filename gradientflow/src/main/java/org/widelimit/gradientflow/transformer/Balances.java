package org.widelimit.gradientflow.transformer;

import org.widelimit.gradientflow.Invariant;

/**
 * Differences of Gram matrices of neighbouring layers, which the gradient flow of a one-layer transformer conserves because each pair
 * of layers enters the loss through its product alone. States are those of {@link OneLayerTransformer#flow}.
 */
public final class Balances {
    private Balances() {}

    /**
     * W_Q^T W_Q - W_K^T W_K: conserved by every model.
     *
     * @param shape sizes of the weights
     * @return the law, of r x r entries
     */
    public static Invariant keyQuery(TransformerShape shape) {
        return law(
                "WQ^T WQ - WK^T WK",
                shape,
                w -> Matrices.minus(Matrices.innerGram(w.wq()), Matrices.innerGram(w.wk())));
    }

    /**
     * W_V^T W_V - W1 W1^T: conserved by every model.
     *
     * @param shape sizes of the weights
     * @return the law, of m x m entries
     */
    public static Invariant value(TransformerShape shape) {
        return law(
                "WV^T WV - W1 W1^T",
                shape,
                w -> Matrices.minus(Matrices.innerGram(w.wv()), Matrices.outerGram(w.w1())));
    }

    /**
     * W1^T W1 - W2 W2^T: conserved without activation, and with tanh not.
     *
     * @param shape sizes of the weights
     * @return the law, of h x h entries
     */
    public static Invariant hidden(TransformerShape shape) {
        return law(
                "W1^T W1 - W2 W2^T",
                shape,
                w -> Matrices.minus(Matrices.innerGram(w.w1()), Matrices.outerGram(Matrices.column(w.w2()))));
    }

    private interface Difference {
        double[] of(TransformerWeights weights);
    }

    private static Invariant law(String name, TransformerShape shape, Difference difference) {
        return Invariant.conserved(name, 2, (t, y) -> difference.of(TransformerWeights.fromState(shape, y)));
    }
}
