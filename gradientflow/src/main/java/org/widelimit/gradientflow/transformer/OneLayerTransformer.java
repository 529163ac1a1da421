package org.widelimit.gradientflow.transformer;

import org.ejml.data.DMatrixRMaj;
import org.widelimit.gradientflow.Flow;
import org.widelimit.gradientflow.FlowEvent;
import org.widelimit.numerics.InputException;

/**
 * The exact gradient flow theta' = -grad L of a one-layer transformer on a data set (arXiv 2510.06954, eq. 1 to 3; last position, no
 * causal mask):
 *
 * <p>f_i = sigma(c_i W_V W1) W2, c_i = sum_j p_ij X_ij, p_i from the scores X_is W_Q W_K^T X_ij^T / sqrt(d), L = (1/n) sum_i l(y_i f_i).
 *
 * <p>With h = c W_V W1, g = sigma(h), b = W2 * sigma'(h), r_i = y_i (-l'(y_i f_i)) / n and w_i = W_V W1 b_i = df_i/dc_i:
 *
 * <pre>
 *   W2' = sum_i r_i g_i^T          W1' = sum_i r_i (c_i W_V)^T b_i^T      W_V' = sum_i r_i c_i^T (W1 b_i)^T
 *   W_Q' = G W_K                   W_K' = G^T W_Q                          G = (1/sqrt d) sum_i r_i X_is^T (Cov_i w_i)^T
 * </pre>
 *
 * <p>where Cov_i is the covariance of the tokens of sample i under p_i (uniform weights for linearised attention). So W_Q^T W_Q - W_K^T
 * W_K and
 * W_V^T W_V - W1 W1^T are conserved for every activation, attention and loss, and W1^T W1 - W2 W2^T for the identity activation alone.
 * (Eq. 5 of the paper prints 1/(2n) where 1/n agrees with its eq. 3 and 6.)
 */
public final class OneLayerTransformer {
    private final TransformerData data;
    private final TransformerOptions options;

    private OneLayerTransformer(TransformerData data, TransformerOptions options) {
        this.data = data;
        this.options = options;
    }

    /**
     * A model on a data set.
     *
     * @param data sequences and labels
     * @param options which model
     * @return the model
     */
    public static OneLayerTransformer of(TransformerData data, TransformerOptions options) {
        return new OneLayerTransformer(data, options);
    }

    /**
     * The data set.
     *
     * @return the data
     */
    public TransformerData data() {
        return data;
    }

    /**
     * Which model.
     *
     * @return the options
     */
    public TransformerOptions options() {
        return options;
    }

    /**
     * f_i at the last position.
     *
     * @param weights theta
     * @return n outputs
     */
    public double[] outputs(TransformerWeights weights) {
        return pass(weights).output();
    }

    /**
     * L(theta) = (1/n) sum_i l(y_i f_i).
     *
     * @param weights theta
     * @return the loss; infinite where the exponential loss overflows
     */
    public double loss(TransformerWeights weights) {
        return pass(weights).loss();
    }

    /**
     * -grad L(theta).
     *
     * @param weights theta
     * @return the velocity of each weight under the flow
     */
    public TransformerWeights velocity(TransformerWeights weights) {
        return pass(weights).velocity();
    }

    /**
     * G(theta), which drives keys and queries: W_Q' = G W_K, W_K' = G^T W_Q.
     *
     * @param weights theta
     * @return shape (d, d)
     */
    public DMatrixRMaj drive(TransformerWeights weights) {
        return pass(weights).drive();
    }

    /**
     * The flow, with the state W_Q, W_K, W_V, W1, W2 in turn, each row by row; its invariants, and the loss as a decreasing quantity.
     *
     * @param shape the sizes of the weights
     * @return the flow
     */
    public Flow flow(TransformerShape shape) {
        requireWidth(shape.width());
        return new TransformerField(this, shape);
    }

    /**
     * The event that the loss falls to a level.
     *
     * @param shape the sizes of the weights
     * @param level of the loss
     * @param response what to do then
     * @return the event, named {@code loss}
     */
    public FlowEvent lossFallsTo(TransformerShape shape, double level, FlowEvent.Response response) {
        return new FlowEvent(
                "loss",
                (t, y) -> loss(TransformerWeights.fromState(shape, y)) - level,
                FlowEvent.Crossing.FALLING,
                response);
    }

    /**
     * The event that |W_Q W_K^T|_F rises to a level: the attention has become active.
     *
     * @param shape the sizes of the weights
     * @param level of the norm
     * @param response what to do then
     * @return the event, named {@code key-query}
     */
    public FlowEvent keyQueryRisesTo(TransformerShape shape, double level, FlowEvent.Response response) {
        return new FlowEvent(
                "key-query",
                (t, y) -> {
                    TransformerWeights weights = TransformerWeights.fromState(shape, y);
                    return Matrices.norm(Matrices.multiplyTransB(weights.wq(), weights.wk())) - level;
                },
                FlowEvent.Crossing.RISING,
                response);
    }

    /**
     * The weights themselves, if the flow can start there.
     *
     * @param weights theta
     * @return the weights
     * @throws InputException if the exponential loss overflows there
     */
    public TransformerWeights requireFiniteLoss(TransformerWeights weights) {
        if (!Double.isFinite(loss(weights))) {
            double[] outputs = outputs(weights);
            double worst = Double.POSITIVE_INFINITY;
            for (int i = 0; i < outputs.length; i++) {
                worst = Math.min(worst, data.label(i) * outputs[i]);
            }
            throw new InputException("expected initial weights with a finite " + options.loss()
                    + " loss, found the margin " + worst + ": choose a smaller scale, or the logistic loss");
        }
        return weights;
    }

    private ForwardPass pass(TransformerWeights weights) {
        requireWidth(weights.wq().numRows);
        return new ForwardPass(data, options, weights);
    }

    private void requireWidth(int width) {
        if (width != data.width()) {
            throw new IllegalArgumentException(
                    "expected weights for tokens of width " + data.width() + ", found " + width);
        }
    }
}
