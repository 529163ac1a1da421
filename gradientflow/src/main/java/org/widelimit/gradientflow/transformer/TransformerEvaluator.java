package org.widelimit.gradientflow.transformer;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.gradientflow.VectorField;
import org.widelimit.numerics.linalg.Transpose;

/**
 * The velocity of {@link OneLayerTransformer} written for repeated evaluation: the same formulas as in {@link ForwardPass}, with every
 * intermediate result in an array that is kept, and with M = W_V W1 and N = sum_i c_i^T r_i b_i formed first, so that W_V' = N W1^T, W1' = W_V^T N and
 * df/dc = M b. One product of n rows takes the place of three. For one thread.
 */
final class TransformerEvaluator implements VectorField {
    private final TransformerData data;
    private final TransformerOptions options;
    private final TransformerShape shape;
    private final boolean softmax;
    private final double scale;

    private final DMatrixRMaj wq;
    private final DMatrixRMaj wk;
    private final DMatrixRMaj wv;
    private final DMatrixRMaj w1;
    private final double[] w2;
    /** W_Q W_K^T. */
    private final DMatrixRMaj scores;
    /** x_s W_Q W_K^T / sqrt(d), a row for each sample; later r_i df_i/dc_i. */
    private final DMatrixRMaj asked;
    /** p, shape (n, s). */
    private final double[] attention;
    /** m_j (x_j - mean) . u of the tokens of one sample. */
    private final double[] along;
    /** c, shape (n, d). */
    private final DMatrixRMaj context;
    /** M, shape (d, h). */
    private final DMatrixRMaj map;
    /** g, shape (n, h). */
    private final DMatrixRMaj hidden;
    /** r_i b_i, shape (n, h). */
    private final DMatrixRMaj pulled;
    /** Cov_i r_i df_i/dc_i, shape (n, d). */
    private final DMatrixRMaj turned;
    /** G, shape (d, d). */
    private final DMatrixRMaj drive;
    /** N, shape (d, h). */
    private final DMatrixRMaj outer;

    private final DMatrixRMaj velocityQ;
    private final DMatrixRMaj velocityV;
    private final DMatrixRMaj velocity1;

    TransformerEvaluator(TransformerData data, TransformerOptions options, TransformerShape shape) {
        this.data = data;
        this.options = options;
        this.shape = shape;
        this.softmax = options.attention() == Attention.SOFTMAX;
        this.scale = 1 / Math.sqrt(shape.width());
        int n = data.samples();
        int d = shape.width();
        int h = shape.hidden();
        this.wq = new DMatrixRMaj(d, shape.keys());
        this.wk = new DMatrixRMaj(d, shape.keys());
        this.wv = new DMatrixRMaj(d, shape.values());
        this.w1 = new DMatrixRMaj(shape.values(), h);
        this.w2 = new double[h];
        this.scores = new DMatrixRMaj(d, d);
        this.asked = new DMatrixRMaj(n, d);
        this.attention = new double[n * data.tokens()];
        this.along = new double[data.tokens()];
        this.context = new DMatrixRMaj(n, d);
        this.map = new DMatrixRMaj(d, h);
        this.hidden = new DMatrixRMaj(n, h);
        this.pulled = new DMatrixRMaj(n, h);
        this.turned = new DMatrixRMaj(n, d);
        this.drive = new DMatrixRMaj(d, d);
        this.outer = new DMatrixRMaj(d, h);
        this.velocityQ = new DMatrixRMaj(d, shape.keys());
        this.velocityV = new DMatrixRMaj(d, shape.values());
        this.velocity1 = new DMatrixRMaj(shape.values(), h);
    }

    @Override
    public void derivative(double t, double[] y, double[] dy) {
        read(y, 0, wq.data);
        read(y, shape.keyAt(), wk.data);
        read(y, shape.valueAt(), wv.data);
        read(y, shape.firstAt(), w1.data);
        read(y, shape.secondAt(), w2);
        attend();
        SmallProduct.multiply(Transpose.NO, Transpose.NO, wv, w1, map);
        SmallProduct.multiply(Transpose.NO, Transpose.NO, context, map, hidden);
        pull(dy, shape.secondAt());
        SmallProduct.multiply(Transpose.NO, Transpose.YES, pulled, map, asked);
        turn();
        SmallProduct.multiply(Transpose.YES, Transpose.NO, data.sharedLast(), turned, drive);
        SmallProduct.multiply(Transpose.YES, Transpose.NO, context, pulled, outer);
        SmallProduct.multiply(Transpose.NO, Transpose.NO, drive, wk, velocityQ);
        write(velocityQ.data, dy, 0);
        SmallProduct.multiply(Transpose.YES, Transpose.NO, drive, wq, velocityQ);
        write(velocityQ.data, dy, shape.keyAt());
        SmallProduct.multiply(Transpose.NO, Transpose.YES, outer, w1, velocityV);
        write(velocityV.data, dy, shape.valueAt());
        SmallProduct.multiply(Transpose.YES, Transpose.NO, wv, outer, velocity1);
        write(velocity1.data, dy, shape.firstAt());
    }

    private static void read(double[] y, int from, double[] block) {
        System.arraycopy(y, from, block, 0, block.length);
    }

    private static void write(double[] block, double[] dy, int to) {
        System.arraycopy(block, 0, dy, to, block.length);
    }

    /** p and c. */
    private void attend() {
        SmallProduct.multiply(Transpose.NO, Transpose.YES, wq, wk, scores);
        SmallProduct.multiply(Transpose.NO, Transpose.NO, data.sharedLast(), scores, asked);
        int d = shape.width();
        int s = data.tokens();
        for (int i = 0; i < data.samples(); i++) {
            TokenSums.along(data.entries(), i * s * d, s, d, asked.data, i * d, attention, i * s);
            for (int j = i * s; j < (i + 1) * s; j++) {
                attention[j] *= scale;
            }
            if (softmax) {
                ForwardPass.softmax(attention, i * s, s);
            } else {
                ForwardPass.linearise(attention, i * s, s);
            }
            TokenSums.weighted(data.entries(), i * s * d, s, d, attention, i * s, context.data, i * d);
        }
    }

    /** g, r b, and W2' = sum_i r_i g_i. */
    private void pull(double[] dy, int secondAt) {
        int h = w2.length;
        boolean tanh = options.activation() == HiddenActivation.TANH;
        Arrays.fill(dy, secondAt, secondAt + h, 0);
        for (int i = 0; i < data.samples(); i++) {
            int row = i * h;
            double output = 0;
            for (int k = 0; k < h; k++) {
                double g = tanh ? HyperbolicTangent.of(hidden.data[row + k]) : hidden.data[row + k];
                hidden.data[row + k] = g;
                output += g * w2[k];
            }
            double label = data.label(i);
            double r = label * options.loss().pull(label * output) / data.samples();
            for (int k = 0; k < h; k++) {
                double g = hidden.data[row + k];
                pulled.data[row + k] = r * w2[k] * (tanh ? (1 - g) * (1 + g) : 1);
                dy[secondAt + k] += r * g;
            }
        }
    }

    /** Cov_i u_i / sqrt(d) with u_i = r_i df_i/dc_i, by sum_j m_j x_j (x_j . u - mean . u) with the mean of the measure m. */
    private void turn() {
        int d = shape.width();
        int s = data.tokens();
        double[] means = softmax ? context.data : data.sharedMean().data;
        for (int i = 0; i < data.samples(); i++) {
            TokenSums.along(data.entries(), i * s * d, s, d, asked.data, i * d, along, 0);
            double centre = 0;
            for (int k = i * d; k < (i + 1) * d; k++) {
                centre += means[k] * asked.data[k];
            }
            for (int j = 0; j < s; j++) {
                along[j] = (along[j] - centre) * scale * (softmax ? attention[i * s + j] : 1.0 / s);
            }
            TokenSums.weighted(data.entries(), i * s * d, s, d, along, 0, turned.data, i * d);
        }
    }
}
