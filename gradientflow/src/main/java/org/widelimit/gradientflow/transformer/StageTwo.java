package org.widelimit.gradientflow.transformer;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;

/** What the second stage of training starts from: the frozen drive of keys and queries, and how well the two stages are separated. */
public final class StageTwo {
    private StageTwo() {}

    /**
     * F of arXiv 2510.06954, eq. 15:
     *
     * <p>F = (1 / (n s sqrt d)) sum_i y_i L_{1,i} X_is^T W2^T W1^T W_V^T ( sum_j X_ij^T (X_ij - (1/s) sum_l X_il) ),
     *
     * <p>L_{1,i} = exp(-y_i Xbar_i W_V W1 W2). With tanh, W2 becomes (1 - tanh^2 h_i) * W2 with h_i = Xbar_i W_V W1, and with the
     * logistic loss L_{1,i} becomes -l'.
     * It is G(theta) at W_Q = W_K = 0, by a formula of its own.
     *
     * @param data sequences and labels
     * @param weights theta; W_Q and W_K do not matter
     * @param options which model; the attention does not matter
     * @return shape (d, d)
     */
    public static DMatrixRMaj drive(TransformerData data, TransformerWeights weights, TransformerOptions options) {
        int d = data.width();
        DMatrixRMaj f = new DMatrixRMaj(d, d);
        DMatrixRMaj means = data.meanTokens();
        for (int i = 0; i < data.samples(); i++) {
            DMatrixRMaj sequence = data.sequence(i);
            double[] mean = row(means, i);
            double[] hidden = Matrices.applyTranspose(weights.w1(), Matrices.applyTranspose(weights.wv(), mean));
            double[] slopes = weights.w2().clone();
            double output = 0;
            for (int k = 0; k < slopes.length; k++) {
                double g = options.activation().value(hidden[k]);
                output += g * weights.w2()[k];
                slopes[k] *= options.activation().slope(g);
            }
            double[] w = Matrices.apply(weights.wv(), Matrices.apply(weights.w1(), slopes));
            double y = data.label(i);
            double factor = y * options.loss().pull(y * output) / (data.samples() * data.tokens() * Math.sqrt(d));
            addSample(f, sequence, mean, w, factor);
        }
        return f;
    }

    /** f += factor x_s^T sum_j (w . x_j) (x_j - mean). */
    private static void addSample(DMatrixRMaj f, DMatrixRMaj sequence, double[] mean, double[] w, double factor) {
        int d = mean.length;
        double[] turned = new double[d];
        for (int j = 0; j < sequence.numRows; j++) {
            double[] token = row(sequence, j);
            double along = Matrices.dot(token, w);
            for (int k = 0; k < d; k++) {
                turned[k] += along * (token[k] - mean[k]);
            }
        }
        double[] last = row(sequence, sequence.numRows - 1);
        for (int a = 0; a < d; a++) {
            for (int b = 0; b < d; b++) {
                f.data[a * d + b] += factor * last[a] * turned[b];
            }
        }
    }

    /**
     * The sizes that Assumption 2 (dynamics separation) compares: it asks for outer gradients O(delta^2) of the loss with uniform
     * attention where keys and queries are O(delta).
     *
     * @param model the model
     * @param weights theta
     * @return the sizes
     */
    public static Separation separation(OneLayerTransformer model, TransformerWeights weights) {
        DMatrixRMaj none = new DMatrixRMaj(weights.wq().numRows, weights.wq().numCols);
        TransformerWeights velocity = model.velocity(weights.withKeyQuery(none, none));
        double outer =
                Math.max(largest(velocity.wv().data), Math.max(largest(velocity.w1().data), largest(velocity.w2())));
        return new Separation(outer, Math.max(largest(weights.wq().data), largest(weights.wk().data)));
    }

    /**
     * The two sizes of Assumption 2.
     *
     * @param outerGradient largest entry of the gradients of W_V, W1, W2 with W_Q = W_K = 0
     * @param delta largest entry of W_Q and W_K
     */
    public record Separation(double outerGradient, double delta) {
        /**
         * outerGradient / delta^2, which the assumption wants bounded as delta tends to zero.
         *
         * @return the constant of the O
         */
        public double constant() {
            return outerGradient / (delta * delta);
        }
    }

    private static double largest(double[] values) {
        double max = 0;
        for (double value : values) {
            max = Math.max(max, Math.abs(value));
        }
        return max;
    }

    private static double[] row(DMatrixRMaj m, int i) {
        return Arrays.copyOfRange(m.data, i * m.numCols, (i + 1) * m.numCols);
    }
}
