package org.widelimit.gradientflow.transformer;

import org.ejml.data.DMatrixRMaj;

/**
 * One evaluation of the one-layer transformer on all samples, with what the gradient needs of it. With x_s the last token of a sample and
 * x_j its tokens: z_j = x_s W_Q W_K^T x_j^T / sqrt(d), p = softmax(z) or its linearisation, c = sum_j p_j x_j, h = c W_V W1, g =
 * sigma(h), f = g W2.
 */
final class ForwardPass {
    private final TransformerData data;
    private final TransformerOptions options;
    private final TransformerWeights weights;
    private final DMatrixRMaj last;
    /** p, shape (n, s). */
    private final double[] attention;
    /** c, shape (n, d). */
    private final DMatrixRMaj context;
    /** c W_V, shape (n, m). */
    private final DMatrixRMaj value;
    /** g, shape (n, h). */
    private final DMatrixRMaj hidden;
    /** f, length n. */
    private final double[] output;

    ForwardPass(TransformerData data, TransformerOptions options, TransformerWeights weights) {
        this.data = data;
        this.options = options;
        this.weights = weights;
        this.last = data.sharedLast();
        this.attention = attend();
        this.context = context();
        this.value = Matrices.multiply(context, weights.wv());
        this.hidden = Matrices.multiply(value, weights.w1());
        for (int i = 0; i < hidden.getNumElements(); i++) {
            hidden.data[i] = options.activation().value(hidden.data[i]);
        }
        this.output = Matrices.apply(hidden, weights.w2());
    }

    double[] output() {
        return output;
    }

    double loss() {
        double sum = 0;
        for (int i = 0; i < output.length; i++) {
            sum += options.loss().value(data.label(i) * output[i]);
        }
        return sum / output.length;
    }

    /** -grad L, by the formulas in {@link OneLayerTransformer}. */
    TransformerWeights velocity() {
        double[] r = residuals();
        DMatrixRMaj pulled = pulledSlopes(r);
        DMatrixRMaj back = Matrices.multiplyTransB(pulled, weights.w1());
        DMatrixRMaj drive = drive(Matrices.multiplyTransB(back, weights.wv()));
        return new TransformerWeights(
                Matrices.multiply(drive, weights.wk()),
                Matrices.multiplyTransA(drive, weights.wq()),
                Matrices.multiplyTransA(context, back),
                Matrices.multiplyTransA(value, pulled),
                Matrices.applyTranspose(hidden, r));
    }

    /** G, with W_Q' = G W_K and W_K' = G^T W_Q. */
    DMatrixRMaj drive() {
        DMatrixRMaj back = Matrices.multiplyTransB(pulledSlopes(residuals()), weights.w1());
        return drive(Matrices.multiplyTransB(back, weights.wv()));
    }

    /** r_i = y_i (-l'(y_i f_i)) / n. */
    private double[] residuals() {
        double[] r = new double[output.length];
        for (int i = 0; i < r.length; i++) {
            double y = data.label(i);
            r[i] = y * options.loss().pull(y * output[i]) / r.length;
        }
        return r;
    }

    /** Rows r_i b_i with b = W2 * sigma'(h), shape (n, h). */
    private DMatrixRMaj pulledSlopes(double[] r) {
        DMatrixRMaj b = new DMatrixRMaj(hidden.numRows, hidden.numCols);
        for (int i = 0; i < r.length; i++) {
            for (int k = 0; k < b.numCols; k++) {
                int at = i * b.numCols + k;
                b.data[at] = r[i] * weights.w2()[k] * options.activation().slope(hidden.data[at]);
            }
        }
        return b;
    }

    /** (1/sqrt d) sum_i x_{i,s}^T (Cov_i u_i)^T for rows u_i = r_i df_i/dc. */
    private DMatrixRMaj drive(DMatrixRMaj u) {
        int d = data.width();
        DMatrixRMaj turned = new DMatrixRMaj(u.numRows, d);
        // The mean of the measure whose covariance is dc/dz: c itself for softmax, the uniform mean for its
        // linearisation.
        DMatrixRMaj centres = options.attention() == Attention.SOFTMAX ? context : data.sharedMean();
        for (int i = 0; i < u.numRows; i++) {
            addCovariance(i, centres.data, u, turned);
        }
        return Matrices.scaled(1 / Math.sqrt(d), Matrices.multiplyTransA(last, turned));
    }

    private double measure(int sample, int token) {
        return options.attention() == Attention.SOFTMAX
                ? attention[sample * data.tokens() + token]
                : 1.0 / data.tokens();
    }

    /** row_i of turned += sum_j m_j (x_j - centre_i) ((x_j - centre_i) . u_i). */
    private void addCovariance(int sample, double[] centres, DMatrixRMaj u, DMatrixRMaj turned) {
        int d = data.width();
        double[] x = data.entries();
        int row = sample * d;
        for (int j = 0; j < data.tokens(); j++) {
            int token = (sample * data.tokens() + j) * d;
            double along = 0;
            for (int k = 0; k < d; k++) {
                along += (x[token + k] - centres[row + k]) * u.data[row + k];
            }
            along *= measure(sample, j);
            for (int k = 0; k < d; k++) {
                turned.data[row + k] += along * (x[token + k] - centres[row + k]);
            }
        }
    }

    private double[] attend() {
        int d = data.width();
        int s = data.tokens();
        double[] x = data.entries();
        DMatrixRMaj asked = Matrices.multiplyTransB(Matrices.multiply(last, weights.wq()), weights.wk());
        double[] p = new double[data.samples() * s];
        double scale = 1 / Math.sqrt(d);
        for (int i = 0; i < data.samples(); i++) {
            for (int j = 0; j < s; j++) {
                double z = 0;
                for (int k = 0; k < d; k++) {
                    z += asked.data[i * d + k] * x[(i * s + j) * d + k];
                }
                p[i * s + j] = z * scale;
            }
            if (options.attention() == Attention.SOFTMAX) {
                softmax(p, i * s, s);
            } else {
                linearise(p, i * s, s);
            }
        }
        return p;
    }

    private DMatrixRMaj context() {
        int d = data.width();
        int s = data.tokens();
        DMatrixRMaj c = new DMatrixRMaj(data.samples(), d);
        for (int i = 0; i < data.samples(); i++) {
            for (int j = 0; j < s; j++) {
                double p = attention[i * s + j];
                for (int k = 0; k < d; k++) {
                    c.data[i * d + k] += p * data.entries()[(i * s + j) * d + k];
                }
            }
        }
        return c;
    }

    static void softmax(double[] z, int from, int count) {
        double max = Double.NEGATIVE_INFINITY;
        for (int j = from; j < from + count; j++) {
            max = Math.max(max, z[j]);
        }
        double sum = 0;
        for (int j = from; j < from + count; j++) {
            z[j] = Math.exp(z[j] - max);
            sum += z[j];
        }
        for (int j = from; j < from + count; j++) {
            z[j] /= sum;
        }
    }

    static void linearise(double[] z, int from, int count) {
        double mean = 0;
        for (int j = from; j < from + count; j++) {
            mean += z[j] / count;
        }
        for (int j = from; j < from + count; j++) {
            z[j] = (1 + z[j] - mean) / count;
        }
    }
}
