package org.widelimit.gradientflow.transformer;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.gradientflow.VectorField;
import org.widelimit.numerics.kernel.ArrayKernel;
import org.widelimit.numerics.kernel.ArrayKernels;
import org.widelimit.numerics.kernel.Products;
import org.widelimit.numerics.linalg.Transpose;

/**
 * The velocity of {@link OneLayerTransformer} written for repeated evaluation: the same formulas as in {@link ForwardPass}, with every
 * intermediate result in an array that is kept, and with M = W_V W1 and N = sum_i c_i^T r_i b_i formed first, so that W_V' = N W1^T, W1' = W_V^T N and
 * df/dc = M b. One product of n rows takes the place of three. All products go by rows of their right factors, which are transposed beforehand where
 * need be. For one thread.
 */
final class TransformerEvaluator implements VectorField {
    private static final ArrayKernel KERNEL = ArrayKernels.preferred();
    /** The exponentials of scores up to this, and sums of them, are far from the ends of the range of doubles. */
    private static final double SAFE_SCORE = 300;

    private final TransformerData data;
    private final TransformerShape shape;
    private final MarginLoss loss;
    private final boolean softmax;
    private final boolean tanh;
    private final double scale;
    /** X_i^T of each sample, shape (n, d, s). */
    private final double[] tokens;
    /** u X_i^T for a row u of each sample. */
    private final Products alongTokens;
    /** p X_i for a row p of each sample. */
    private final Products overTokens;
    /** g W2^T. */
    private final Products outputs;

    private final RowSums rowSums;
    private final Blocks theta;
    private final Blocks velocity;
    /** W_K^T. */
    private final DMatrixRMaj keys;
    /** W_Q W_K^T. */
    private final DMatrixRMaj scores;
    /** x_s W_Q W_K^T, a row for each sample; later u_i = r_i df_i/dc_i. */
    private final DMatrixRMaj asked;
    /** 1/s, shape (n, s). */
    private final double[] uniform;

    /** p, shape (n, s). */
    private final double[] attention;
    /** m_j (x_j - mean) . u for each token, shape (n, s). */
    private final double[] along;
    /** c, shape (n, d). */
    private final DMatrixRMaj context;
    /** M, shape (d, h). */
    private final DMatrixRMaj map;
    /** M^T. */
    private final DMatrixRMaj back;
    /** g, shape (n, h). */
    private final DMatrixRMaj hidden;
    /** r, shape (1, n). */
    private final DMatrixRMaj residuals;
    /** r_i b_i, shape (n, h). */
    private final DMatrixRMaj pulled;
    /** Cov_i u_i / sqrt(d), shape (n, d). */
    private final DMatrixRMaj turned;
    /** G, shape (d, d). */
    private final DMatrixRMaj drive;
    /** N, shape (d, h). */
    private final DMatrixRMaj outer;
    /** W1^T. */
    private final DMatrixRMaj first;

    /** W_Q, W_K, W_V, W1 and W2, or their velocities, in the order of a state. */
    private record Blocks(DMatrixRMaj wq, DMatrixRMaj wk, DMatrixRMaj wv, DMatrixRMaj w1, DMatrixRMaj w2) {

        static Blocks of(TransformerShape shape) {
            return new Blocks(
                    new DMatrixRMaj(shape.width(), shape.keys()),
                    new DMatrixRMaj(shape.width(), shape.keys()),
                    new DMatrixRMaj(shape.width(), shape.values()),
                    new DMatrixRMaj(shape.values(), shape.hidden()),
                    new DMatrixRMaj(1, shape.hidden()));
        }

        void read(TransformerShape shape, double[] y) {
            read(y, 0, wq);
            read(y, shape.keyAt(), wk);
            read(y, shape.valueAt(), wv);
            read(y, shape.firstAt(), w1);
            read(y, shape.secondAt(), w2);
        }

        private static void read(double[] y, int from, DMatrixRMaj block) {
            System.arraycopy(y, from, block.data, 0, block.data.length);
        }

        void write(TransformerShape shape, double[] dy) {
            write(wq, dy, 0);
            write(wk, dy, shape.keyAt());
            write(wv, dy, shape.valueAt());
            write(w1, dy, shape.firstAt());
            write(w2, dy, shape.secondAt());
        }

        private static void write(DMatrixRMaj block, double[] dy, int to) {
            System.arraycopy(block.data, 0, dy, to, block.data.length);
        }
    }

    /** The sums of the rows of an (n, s) matrix, each of them all along its row: its product with a column of ones, and that of a column with a row of ones. */
    private static final class RowSums {
        private final Products sums;
        private final Products spread;
        private final double[] ones;
        private final double[] perSample;
        /** The result, shape (n, s); may be the matrix, too. */
        private final double[] perToken;

        RowSums(int n, int s) {
            sums = Products.one(Transpose.NO, n, s, 1);
            spread = Products.one(Transpose.NO, n, 1, s);
            ones = new double[s];
            perSample = new double[n];
            perToken = new double[n * s];
            Arrays.fill(ones, 1);
        }

        double[] of(double[] matrix) {
            KERNEL.multiply(sums, matrix, ones, perSample);
            KERNEL.multiply(spread, perSample, ones, perToken);
            return perToken;
        }
    }

    TransformerEvaluator(TransformerData data, TransformerOptions options, TransformerShape shape) {
        int n = data.samples();
        int s = data.tokens();
        int d = shape.width();
        int h = shape.hidden();
        this.data = data;
        this.shape = shape;
        this.loss = options.loss();
        this.softmax = options.attention() == Attention.SOFTMAX;
        this.tanh = options.activation() == HiddenActivation.TANH;
        this.scale = 1 / Math.sqrt(d);
        this.tokens = transposedTokens(data);
        this.alongTokens = Products.ofRows(n, d, s);
        this.overTokens = Products.ofRows(n, s, d);
        this.outputs = Products.one(Transpose.NO, n, h, 1);
        this.uniform = new double[n * s];
        Arrays.fill(uniform, 1.0 / s);
        this.rowSums = new RowSums(n, s);
        this.theta = Blocks.of(shape);
        this.velocity = Blocks.of(shape);
        this.keys = new DMatrixRMaj(shape.keys(), d);
        this.scores = new DMatrixRMaj(d, d);
        this.asked = new DMatrixRMaj(n, d);
        this.attention = new double[n * s];
        this.along = new double[n * s];
        this.context = new DMatrixRMaj(n, d);
        this.map = new DMatrixRMaj(d, h);
        this.back = new DMatrixRMaj(h, d);
        this.hidden = new DMatrixRMaj(n, h);
        this.residuals = new DMatrixRMaj(1, n);
        this.pulled = new DMatrixRMaj(n, h);
        this.turned = new DMatrixRMaj(n, d);
        this.drive = new DMatrixRMaj(d, d);
        this.outer = new DMatrixRMaj(d, h);
        this.first = new DMatrixRMaj(h, shape.values());
    }

    private static double[] transposedTokens(TransformerData data) {
        int s = data.tokens();
        int d = data.width();
        double[] x = data.entries();
        double[] transposed = new double[x.length];
        for (int at = 0; at < x.length; at++) {
            int token = at / d;
            transposed[(token / s * d + at % d) * s + token % s] = x[at];
        }
        return transposed;
    }

    @Override
    public void derivative(double t, double[] y, double[] dy) {
        theta.read(shape, y);
        attend();
        SmallProduct.multiply(Transpose.NO, theta.wv(), theta.w1(), map);
        SmallProduct.multiply(Transpose.NO, context, map, hidden);
        if (tanh) {
            KERNEL.tanh(hidden.data);
        }
        pull();
        SmallProduct.transpose(map, back);
        SmallProduct.multiply(Transpose.NO, pulled, back, asked);
        turn();
        move();
        velocity.write(shape, dy);
    }

    /** p and c. */
    private void attend() {
        SmallProduct.transpose(theta.wk(), keys);
        SmallProduct.multiply(Transpose.NO, theta.wq(), keys, scores);
        SmallProduct.multiply(Transpose.NO, data.sharedLast(), scores, asked);
        KERNEL.multiply(alongTokens, asked.data, tokens, attention);
        for (int at = 0; at < attention.length; at++) {
            attention[at] *= scale;
        }
        if (softmax) {
            softmax();
        } else {
            linearise();
        }
        KERNEL.multiply(overTokens, attention, data.entries(), context.data);
    }

    /** z becomes e^z / sum_j e^z_j. The largest z of a sample is taken off first where one of them may be too large for its exponential. */
    private void softmax() {
        if (!(KERNEL.largest(attention) <= SAFE_SCORE)) {
            takeOffLargest();
        }
        KERNEL.exp(attention);
        double[] wholes = rowSums.of(attention);
        for (int at = 0; at < attention.length; at++) {
            attention[at] /= wholes[at];
        }
    }

    private void takeOffLargest() {
        int s = data.tokens();
        for (int from = 0; from < attention.length; from += s) {
            double max = attention[from];
            for (int j = from + 1; j < from + s; j++) {
                max = Math.max(max, attention[j]);
            }
            for (int j = from; j < from + s; j++) {
                attention[j] -= max;
            }
        }
    }

    /** z becomes (1 + z - mean_j z_j) / s. */
    private void linearise() {
        double share = 1.0 / data.tokens();
        double[] wholes = rowSums.of(attention);
        for (int at = 0; at < attention.length; at++) {
            attention[at] = (1 + attention[at] - share * wholes[at]) * share;
        }
    }

    /** r, r b, and W2' = sum_i r_i g_i. */
    private void pull() {
        double[] g = hidden.data;
        double[] r = residuals.data;
        double[] labels = data.labels();
        KERNEL.multiply(outputs, g, theta.w2().data, r);
        for (int i = 0; i < r.length; i++) {
            r[i] *= labels[i];
        }
        loss.pullEach(r);
        double share = 1.0 / r.length;
        for (int i = 0; i < r.length; i++) {
            r[i] *= labels[i] * share;
        }
        SmallProduct.multiply(Transpose.YES, residuals, theta.w2(), pulled);
        if (tanh) {
            for (int at = 0; at < g.length; at++) {
                pulled.data[at] *= (1 - g[at]) * (1 + g[at]);
            }
        }
        SmallProduct.multiply(Transpose.NO, residuals, hidden, velocity.w2());
    }

    /** Cov_i u_i / sqrt(d), by sum_j m_j x_j (x_j . u - mean . u) with the mean of the measure m, mean . u = sum_j m_j (x_j . u). */
    private void turn() {
        double[] m = softmax ? attention : uniform;
        KERNEL.multiply(alongTokens, asked.data, tokens, along);
        double[] means = rowSums.perToken;
        for (int at = 0; at < along.length; at++) {
            means[at] = m[at] * along[at];
        }
        rowSums.of(means);
        for (int at = 0; at < along.length; at++) {
            along[at] = (along[at] - means[at]) * m[at] * scale;
        }
        KERNEL.multiply(overTokens, along, data.entries(), turned.data);
    }

    /** G and N, and from them W_Q', W_K', W_V' and W1'. */
    private void move() {
        SmallProduct.multiply(Transpose.YES, data.sharedLast(), turned, drive);
        SmallProduct.multiply(Transpose.NO, drive, theta.wk(), velocity.wq());
        SmallProduct.multiply(Transpose.YES, drive, theta.wq(), velocity.wk());
        SmallProduct.multiply(Transpose.YES, context, pulled, outer);
        SmallProduct.transpose(theta.w1(), first);
        SmallProduct.multiply(Transpose.NO, outer, first, velocity.wv());
        SmallProduct.multiply(Transpose.YES, theta.wv(), outer, velocity.w1());
    }
}
