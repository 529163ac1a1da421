package org.widelimit.gradientflow.transformer;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.numerics.random.RandomStream;

/**
 * theta = (W_Q, W_K, W_V, W^[1], W^[2]) of the one-layer transformer (arXiv 2510.06954, section 2); also its velocity, which has the
 * same shape.
 * The matrices are shared, not copied.
 *
 * @param wq W_Q, shape (d, r)
 * @param wk W_K, shape (d, r)
 * @param wv W_V, shape (d, m)
 * @param w1 W^[1], shape (m, h)
 * @param w2 W^[2], length h
 */
public record TransformerWeights(DMatrixRMaj wq, DMatrixRMaj wk, DMatrixRMaj wv, DMatrixRMaj w1, double[] w2) {

    /** Checks that the shapes fit each other. */
    public TransformerWeights {
        Matrices.requireShape("wk", wk, wq.numRows, wq.numCols);
        Matrices.requireShape("wv", wv, wq.numRows, wv.numCols);
        Matrices.requireShape("w1", w1, wv.numCols, w2.length);
    }

    /**
     * Independent normal entries of mean 0 and this standard deviation (eq. 4).
     *
     * @param shape the sizes
     * @param scale epsilon, positive or zero
     * @param random where the numbers come from; W_Q, W_K, W_V, W1, W2 in turn, each row by row
     * @return the weights
     */
    public static TransformerWeights gaussian(TransformerShape shape, double scale, RandomStream random) {
        if (!(scale >= 0) || !Double.isFinite(scale)) {
            throw new IllegalArgumentException("expected a finite scale >= 0, found " + scale);
        }
        return fromState(shape, Matrices.scaled(scale, random.gaussians(shape.size())));
    }

    /**
     * Weights from a state of {@link OneLayerTransformer#flow}.
     *
     * @param shape the sizes
     * @param state W_Q, W_K, W_V, W1, W2 in turn, each row by row
     * @return the weights, copied
     */
    public static TransformerWeights fromState(TransformerShape shape, double[] state) {
        if (state.length != shape.size()) {
            throw new IllegalArgumentException("expected " + shape.size() + " weights, found " + state.length);
        }
        return new TransformerWeights(
                block(state, 0, shape.width(), shape.keys()),
                block(state, shape.keyAt(), shape.width(), shape.keys()),
                block(state, shape.valueAt(), shape.width(), shape.values()),
                block(state, shape.firstAt(), shape.values(), shape.hidden()),
                Arrays.copyOfRange(state, shape.secondAt(), state.length));
    }

    /**
     * The sizes.
     *
     * @return the shape
     */
    public TransformerShape shape() {
        return new TransformerShape(wq.numRows, wq.numCols, wv.numCols, w2.length);
    }

    /**
     * All weights in one array: W_Q, W_K, W_V, W1, W2 in turn, each row by row.
     *
     * @return a new array
     */
    public double[] state() {
        TransformerShape shape = shape();
        double[] state = new double[shape.size()];
        System.arraycopy(wq.data, 0, state, 0, shape.keyAt());
        System.arraycopy(wk.data, 0, state, shape.keyAt(), shape.keyAt());
        System.arraycopy(wv.data, 0, state, shape.valueAt(), shape.firstAt() - shape.valueAt());
        System.arraycopy(w1.data, 0, state, shape.firstAt(), shape.secondAt() - shape.firstAt());
        System.arraycopy(w2, 0, state, shape.secondAt(), w2.length);
        return state;
    }

    /**
     * The same outer weights with other key-query matrices.
     *
     * @param query W_Q, shape (d, r)
     * @param key W_K, shape (d, r)
     * @return new weights
     */
    public TransformerWeights withKeyQuery(DMatrixRMaj query, DMatrixRMaj key) {
        return new TransformerWeights(query, key, wv, w1, w2);
    }

    /**
     * w = W_V W^[1] W^[2], the linear functional of a network without activation.
     *
     * @return length d
     */
    public double[] functional() {
        return Matrices.apply(wv, Matrices.apply(w1, w2));
    }

    /**
     * The effective dynamics of the first stage from these weights: (v W_V, W^[1], W^[2]) / epsilon (Prop. 1).
     *
     * @param direction v, of unit length ({@link TransformerData#direction})
     * @param scale epsilon, positive
     * @return the state
     * @throws org.widelimit.numerics.InputException unless m = h
     */
    public EffectiveDynamics effective(double[] direction, double scale) {
        return EffectiveDynamics.of(
                Matrices.scaled(1 / scale, Matrices.applyTranspose(wv, direction)),
                Matrices.scaled(1 / scale, w1),
                Matrices.scaled(1 / scale, w2));
    }

    private static DMatrixRMaj block(double[] state, int from, int rows, int columns) {
        return DMatrixRMaj.wrap(rows, columns, Arrays.copyOfRange(state, from, from + rows * columns));
    }
}
