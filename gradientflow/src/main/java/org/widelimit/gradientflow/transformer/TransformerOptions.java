package org.widelimit.gradientflow.transformer;

import java.util.Objects;

/**
 * Which one-layer transformer.
 *
 * @param attention softmax or its linearisation
 * @param activation between W^[1] and W^[2]
 * @param loss of the margin
 */
public record TransformerOptions(Attention attention, HiddenActivation activation, MarginLoss loss) {

    /** Checks the components. */
    public TransformerOptions {
        Objects.requireNonNull(attention, "attention");
        Objects.requireNonNull(activation, "activation");
        Objects.requireNonNull(loss, "loss");
    }

    /**
     * The model of arXiv 2510.06954, eq. 1 to 3: softmax, tanh, exponential loss.
     *
     * @return the options
     */
    public static TransformerOptions standard() {
        return new TransformerOptions(Attention.SOFTMAX, HiddenActivation.TANH, MarginLoss.EXPONENTIAL);
    }
}
