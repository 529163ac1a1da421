package org.widelimit.ntk.kernel;

import java.util.function.Consumer;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.ntk.dual.Marginals;
import org.widelimit.ntk.dual.PairBatch;
import org.widelimit.numerics.linalg.DenseBackend;
import org.widelimit.numerics.linalg.Transpose;

/** The recursion of {@link DenseNtk} on one tile after another, row by row. Belongs to one thread. */
final class DenseTileWorker implements Consumer<Tile> {
    /** Where {@code 1 - |rho|} is smaller, it is formed from differences: there subtraction would cost two digits and more. */
    private static final double NEAR = 1e-2;

    private final KernelOptions options;
    private final double weightVariance;
    private final double biasVariance;
    private final DenseSide left;
    private final DenseSide right;
    private final boolean symmetric;
    private final DenseBackend backend;
    private final TileStore nngpStore;
    private final TileStore ntkStore;
    private final DMatrixRMaj gram = new DMatrixRMaj(1, 1);
    private final PairBatch batch;
    private final double[] theta;
    private double[] tileNtk = new double[0];

    DenseTileWorker(
            KernelOptions options, DenseSide left, DenseSide right, Execution execution, KernelSinks sinks, int width) {
        this.options = options;
        this.weightVariance = options.weightVariance();
        this.biasVariance = options.biasVariance();
        this.left = left;
        this.right = right;
        this.symmetric = left == right;
        this.backend = execution.backend();
        TileStore.Symmetry symmetry = symmetric ? TileStore.Symmetry.MIRRORED : TileStore.Symmetry.NONE;
        this.nngpStore = new TileStore(sinks.nngp(), symmetry);
        this.ntkStore = new TileStore(sinks.ntk(), symmetry);
        this.batch = PairBatch.ofCapacity(width);
        this.theta = new double[width];
    }

    @Override
    public void accept(Tile tile) {
        gram.reshape(tile.height(), tile.width());
        if (tileNtk.length < gram.getNumElements()) {
            tileNtk = new double[gram.getNumElements()];
        }
        double scale = weightVariance / left.inputs().numCols;
        backend.gemm(Transpose.NO, Transpose.YES, scale, left.rowSlab(tile), right.columnSlab(tile), 0, gram);
        for (int i = tile.rowFrom(); i < tile.rowTo(); i++) {
            int from = symmetric ? Math.max(i, tile.columnFrom()) : tile.columnFrom();
            if (from < tile.columnTo()) {
                int gramFrom = (i - tile.rowFrom()) * gram.numCols + from - tile.columnFrom();
                row(i, from, tile.columnTo(), gramFrom);
            }
        }
        // The recursion has left the NNGP kernel where the Gram matrix was.
        nngpStore.store(tile, gram.data);
        ntkStore.store(tile, tileNtk);
    }

    private void row(int i, int from, int to, int gramFrom) {
        int count = to - from;
        double[] covariance = batch.covariance();
        for (int k = 0; k < count; k++) {
            covariance[k] = gram.data[gramFrom + k] + biasVariance;
        }
        inputGaps(i, from, count);
        System.arraycopy(covariance, 0, theta, 0, count);
        for (int l = 1; l <= options.hiddenLayers(); l++) {
            options.activation().evaluate(left.layer(l), i, right.layer(l), from, to, batch);
            if (l < options.hiddenLayers()) {
                mixGaps(l, i, from, count);
            }
            double[] value = batch.value();
            double[] derivative = batch.derivative();
            for (int k = 0; k < count; k++) {
                covariance[k] = weightVariance * value[k] + biasVariance;
                theta[k] = covariance[k] + weightVariance * derivative[k] * theta[k];
            }
        }
        System.arraycopy(covariance, 0, gram.data, gramFrom, count);
        System.arraycopy(theta, 0, tileNtk, gramFrom, count);
    }

    private void inputGaps(int i, int from, int count) {
        double leftRoot = left.inputRoot()[i];
        double[] rightRoot = right.inputRoot();
        double[] covariance = batch.covariance();
        double[] gap = batch.gap();
        for (int k = 0; k < count; k++) {
            double scale = leftRoot * rightRoot[from + k];
            gap[k] = 2 * (scale - Math.abs(covariance[k]));
            if (gap[k] < 2 * NEAR * scale) {
                gap[k] = differenceGap(i, from + k, covariance[k]);
                covariance[k] = Math.copySign(scale - 0.5 * gap[k], covariance[k]);
            }
        }
    }

    /** {@code Vw |r x -+ y/r|^2 / d + Vb (r -+ 1/r)^2}. */
    private double differenceGap(int i, int j, double covariance) {
        int d = left.inputs().numCols;
        double[] x = left.inputs().data;
        double[] y = right.inputs().data;
        double r = Gaps.balance(left.inputRoot()[i], right.inputRoot()[j]);
        double inverse = Math.copySign(1 / r, covariance);
        double sum = 0;
        for (int k = 0; k < d; k++) {
            double difference = r * x[i * d + k] - inverse * y[j * d + k];
            sum += difference * difference;
        }
        return weightVariance * sum / d + biasVariance * Gaps.biasShare(r, covariance);
    }

    /** The gaps of {@code K_l} from those of {@code T[K_(l-1)]}. */
    private void mixGaps(int l, int i, int from, int count) {
        double[] gap = batch.gap();
        double[] valueGap = batch.valueGap();
        if (biasVariance == 0) {
            for (int k = 0; k < count; k++) {
                gap[k] = weightVariance * valueGap[k];
            }
            return;
        }
        Marginals leftBelow = left.layer(l);
        Marginals rightBelow = right.layer(l);
        double leftRoot = left.layer(l + 1).root()[i];
        double[] rightRoot = right.layer(l + 1).root();
        for (int k = 0; k < count; k++) {
            double value = batch.value()[k];
            double whole = weightVariance * value + biasVariance;
            double r = Gaps.balance(leftRoot, rightRoot[from + k]);
            double part = Gaps.share(
                    r, leftBelow.momentRoot()[i], rightBelow.momentRoot()[from + k], valueGap[k], value, whole);
            gap[k] = weightVariance * part + biasVariance * Gaps.biasShare(r, whole);
        }
    }
}
