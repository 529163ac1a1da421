package org.widelimit.ntk.kernel;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.ntk.dual.PairBatch;
import org.widelimit.numerics.linalg.DenseBackend;
import org.widelimit.numerics.linalg.Transpose;

/**
 * {@code Sigma_l(u)} and {@code D_l(u)} at all positions of all layers for the pairs of one tile after another:
 *
 * <pre>
 *   Sigma_0(j) = x_j x'_j,   q_l = P_l Sigma_(l-1) + Vb,   Sigma_l(u) = T[q_l(u)],   D_l(u) = T'[q_l(u)].
 * </pre>
 *
 * <p>Rows of a matrix are positions, its columns the pairs (i, j) of the tile, row by row. Belongs to one thread.
 */
final class GraphonMoments {
    /** Where {@code 1 - |rho|} is smaller, it is carried from the layer below: subtraction would leave less than 12 digits. */
    private static final double NEAR = 1e-4;

    private final KernelOptions options;
    private final GraphonLayers operators;
    private final GraphonSide left;
    private final GraphonSide right;
    private final DenseBackend backend;
    private final PairBatch batch;
    private final double[] scale;
    private final DMatrixRMaj[] value;
    private final DMatrixRMaj[] valueGap;
    private final DMatrixRMaj[] derivative;
    private final DMatrixRMaj[] covariance;

    GraphonMoments(
            KernelOptions options,
            GraphonLayers operators,
            GraphonSide left,
            GraphonSide right,
            int width,
            DenseBackend backend) {
        this.options = options;
        this.operators = operators;
        this.left = left;
        this.right = right;
        this.backend = backend;
        this.batch = PairBatch.ofCapacity(width);
        this.scale = new double[width];
        this.value = matrices(options.hiddenLayers());
        this.valueGap = matrices(options.hiddenLayers());
        this.derivative = matrices(options.hiddenLayers());
        this.covariance = matrices(options.hiddenLayers());
    }

    private static DMatrixRMaj[] matrices(int hiddenLayers) {
        DMatrixRMaj[] matrices = new DMatrixRMaj[hiddenLayers + 1];
        Arrays.setAll(matrices, l -> new DMatrixRMaj(1, 1));
        return matrices;
    }

    /** {@code Sigma_l}, l = 0 .. L. */
    DMatrixRMaj value(int l) {
        return value[l];
    }

    /** {@code D_l}, l = 1 .. L. */
    DMatrixRMaj derivative(int l) {
        return derivative[l];
    }

    /** {@code q_l}, l = 1 .. L. */
    DMatrixRMaj covariance(int l) {
        return covariance[l];
    }

    void compute(Tile tile) {
        inputProducts(tile);
        for (int l = 1; l <= options.hiddenLayers(); l++) {
            DMatrixRMaj p = operators.propagation(l);
            int pairs = value[0].numCols;
            covariance[l].reshape(p.numRows, pairs);
            Arrays.fill(covariance[l].data, 0, p.numRows * pairs, options.biasVariance());
            backend.gemm(Transpose.NO, Transpose.NO, 1, p, value[l - 1], 1, covariance[l]);
            value[l].reshape(p.numRows, pairs);
            valueGap[l].reshape(p.numRows, pairs);
            derivative[l].reshape(p.numRows, pairs);
            for (int u = 0; u < p.numRows; u++) {
                for (int i = tile.rowFrom(); i < tile.rowTo(); i++) {
                    activate(tile, l, u, i);
                }
            }
        }
    }

    private void inputProducts(Tile tile) {
        int d = operators.units(0);
        int pairs = tile.height() * tile.width();
        value[0].reshape(d, pairs);
        valueGap[0].reshape(d, pairs);
        valueGap[0].zero();
        DMatrixRMaj x = left.coordinates();
        DMatrixRMaj y = right.coordinates();
        int at = 0;
        for (int k = 0; k < d; k++) {
            for (int i = tile.rowFrom(); i < tile.rowTo(); i++) {
                double xi = x.unsafe_get(k, i);
                int from = k * y.numCols;
                for (int j = tile.columnFrom(); j < tile.columnTo(); j++, at++) {
                    value[0].data[at] = xi * y.data[from + j];
                }
            }
        }
    }

    /** One input against the tile's columns, at one position. */
    private void activate(Tile tile, int l, int u, int i) {
        int count = tile.width();
        int pair = (i - tile.rowFrom()) * count;
        int at = u * covariance[l].numCols + pair;
        System.arraycopy(covariance[l].data, at, batch.covariance(), 0, count);
        gaps(tile, l, u, i, pair);
        options.activation()
                .evaluate(left.marginals(l, u), i, right.marginals(l, u), tile.columnFrom(), tile.columnTo(), batch);
        System.arraycopy(batch.value(), 0, value[l].data, at, count);
        System.arraycopy(batch.valueGap(), 0, valueGap[l].data, at, count);
        System.arraycopy(batch.derivative(), 0, derivative[l].data, at, count);
    }

    private void gaps(Tile tile, int l, int u, int i, int pair) {
        double leftRoot = left.marginals(l, u).root()[i];
        double[] rightRoot = right.marginals(l, u).root();
        double[] q12 = batch.covariance();
        double[] gap = batch.gap();
        int count = tile.width();
        System.arraycopy(rightRoot, tile.columnFrom(), scale, 0, count);
        subtract(count, leftRoot, scale, q12, gap);
        for (int k = 0; k < count; k++) {
            // False where a variance is 0.
            if (gap[k] < 2 * NEAR * scale[k]) {
                int j = tile.columnFrom() + k;
                double r = Gaps.balance(leftRoot, rightRoot[j]);
                gap[k] = left == right && i == j
                        ? 0
                        : Gaps.aboveRounding(carriedGap(l, u, i, j, pair + k, r, q12[k]), scale[k]);
                q12[k] = Math.copySign(scale[k] - 0.5 * gap[k], q12[k]);
            }
        }
    }

    private static void subtract(int count, double leftRoot, double[] scale, double[] q12, double[] gap) {
        for (int k = 0; k < count; k++) {
            scale[k] = leftRoot * scale[k];
            gap[k] = Math.max(0, 2 * (scale[k] - Math.abs(q12[k])));
        }
    }

    /** The gap of a mixture from the gaps of its parts. */
    private double carriedGap(int l, int u, int i, int j, int pair, double r, double whole) {
        DMatrixRMaj p = operators.propagation(l);
        DMatrixRMaj below = value[l - 1];
        DMatrixRMaj belowGap = valueGap[l - 1];
        DMatrixRMaj leftRoots = left.momentRoots(l - 1);
        DMatrixRMaj rightRoots = right.momentRoots(l - 1);
        double sum = options.biasVariance() * Gaps.biasShare(r, whole);
        for (int v = 0; v < p.numCols; v++) {
            double a = leftRoots.unsafe_get(v, i);
            double b = rightRoots.unsafe_get(v, j);
            sum += p.unsafe_get(u, v)
                    * Gaps.share(r, a, b, belowGap.unsafe_get(v, pair), below.unsafe_get(v, pair), whole);
        }
        return sum;
    }
}
