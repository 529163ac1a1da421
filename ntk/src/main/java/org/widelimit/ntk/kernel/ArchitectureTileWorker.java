package org.widelimit.ntk.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.widelimit.ntk.dual.PairBatch;
import org.widelimit.numerics.linalg.DenseBackend;
import org.widelimit.numerics.linalg.Transpose;

/** The steps of an architecture on one tile after another, row by row. Belongs to one thread. */
final class ArchitectureTileWorker implements Consumer<Tile> {
    /** Where {@code 1 - |rho|} is smaller, it is formed from differences: there subtraction would cost two digits and more. */
    private static final double NEAR = 1e-2;

    private final List<KernelStep> steps;
    private final ArchitectureSide left;
    private final ArchitectureSide right;
    private final boolean symmetric;
    private final DenseBackend backend;
    private final TileStore nngpStore;
    private final TileStore ntkStore;
    private final DMatrixRMaj gram = new DMatrixRMaj(1, 1);
    private final PairBatch batch;
    private final double[] theta;
    private final List<Copy> stack = new ArrayList<>();
    private int depth;
    private double[] tileNtk = new double[0];

    ArchitectureTileWorker(
            List<KernelStep> steps,
            ArchitectureSide left,
            ArchitectureSide right,
            Execution execution,
            KernelSinks sinks,
            int width) {
        this.steps = steps;
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
        DMatrixRMaj x = left.inputs();
        DMatrixRMaj y = right.inputs();
        DMatrixRMaj rows = CommonOps_DDRM.extract(x, tile.rowFrom(), tile.rowTo(), 0, x.numCols);
        DMatrixRMaj columns = CommonOps_DDRM.extract(y, tile.columnFrom(), tile.columnTo(), 0, y.numCols);
        gram.reshape(tile.height(), tile.width());
        backend.gemm(Transpose.NO, Transpose.YES, 1.0 / x.numCols, rows, columns, 0, gram);
        if (tileNtk.length < gram.getNumElements()) {
            tileNtk = new double[gram.getNumElements()];
        }
        for (int i = tile.rowFrom(); i < tile.rowTo(); i++) {
            int from = symmetric ? Math.max(i, tile.columnFrom()) : tile.columnFrom();
            if (from < tile.columnTo()) {
                row(i, from, tile.columnTo(), (i - tile.rowFrom()) * gram.numCols + from - tile.columnFrom());
            }
        }
        nngpStore.store(tile, gram.data);
        ntkStore.store(tile, tileNtk);
    }

    private void row(int i, int from, int to, int gramFrom) {
        int count = to - from;
        System.arraycopy(gram.data, gramFrom, batch.covariance(), 0, count);
        inputGaps(i, from, count);
        Arrays.fill(theta, 0, count, 0);
        depth = 0;
        for (int k = 0; k < steps.size(); k++) {
            KernelStep step = steps.get(k);
            if (step instanceof KernelStep.Affine affine) {
                affine(affine.layer(), k, i, from, count);
            } else if (step instanceof KernelStep.Activate activate) {
                activate.activation().evaluate(left.marginals(k), i, right.marginals(k), from, to, batch);
                activate(count);
            } else if (step instanceof KernelStep.Push) {
                push(count);
            } else if (step instanceof KernelStep.Add add) {
                add(add, k, i, from, count);
            }
        }
        System.arraycopy(batch.covariance(), 0, gram.data, gramFrom, count);
        System.arraycopy(theta, 0, tileNtk, gramFrom, count);
    }

    private void inputGaps(int i, int from, int count) {
        double leftRoot = left.roots(0)[i];
        double[] rightRoot = right.roots(0);
        double[] covariance = batch.covariance();
        double[] gap = batch.gap();
        for (int k = 0; k < count; k++) {
            double scale = leftRoot * rightRoot[from + k];
            gap[k] = Math.max(0, 2 * (scale - Math.abs(covariance[k])));
            if (gap[k] < 2 * NEAR * scale) {
                gap[k] = Gaps.aboveRounding(differenceGap(i, from + k, covariance[k]), scale);
                covariance[k] = Math.copySign(scale - 0.5 * gap[k], covariance[k]);
            }
        }
    }

    /** {@code |r x -+ y/r|^2 / d}. */
    private double differenceGap(int i, int j, double covariance) {
        int d = left.inputs().numCols;
        double[] x = left.inputs().data;
        double[] y = right.inputs().data;
        double r = Gaps.balance(left.roots(0)[i], right.roots(0)[j]);
        double inverse = Math.copySign(1 / r, covariance);
        double sum = 0;
        for (int k = 0; k < d; k++) {
            double difference = r * x[i * d + k] - inverse * y[j * d + k];
            sum += difference * difference;
        }
        return sum / d;
    }

    private void affine(AffineLayer layer, int step, int i, int from, int count) {
        double v = layer.weightVariance();
        double b = layer.biasVariance();
        double[] covariance = batch.covariance();
        double[] gap = batch.gap();
        for (int k = 0; k < count; k++) {
            double part = covariance[k];
            double whole = v * part + b;
            double leftRoot = left.roots(step + 1)[i];
            double rightRoot = right.roots(step + 1)[from + k];
            if (b == 0 || !(leftRoot * rightRoot > 0)) {
                gap[k] *= v;
            } else {
                double r = Gaps.balance(leftRoot, rightRoot);
                double share = Gaps.share(r, left.roots(step)[i], right.roots(step)[from + k], gap[k], part, whole);
                gap[k] = v * share + b * Gaps.biasShare(r, whole);
            }
            theta[k] = layer.weightGradient() * part + layer.biasGradient() + layer.throughput() * theta[k];
            covariance[k] = whole;
        }
    }

    private void activate(int count) {
        System.arraycopy(batch.value(), 0, batch.covariance(), 0, count);
        System.arraycopy(batch.valueGap(), 0, batch.gap(), 0, count);
        for (int k = 0; k < count; k++) {
            theta[k] *= batch.derivative()[k];
        }
    }

    private void push(int count) {
        if (depth == stack.size()) {
            stack.add(new Copy(new double[theta.length], new double[theta.length], new double[theta.length]));
        }
        Copy copy = stack.get(depth);
        depth++;
        System.arraycopy(batch.covariance(), 0, copy.covariance, 0, count);
        System.arraycopy(batch.gap(), 0, copy.gap, 0, count);
        System.arraycopy(theta, 0, copy.theta, 0, count);
    }

    private void add(KernelStep.Add add, int step, int i, int from, int count) {
        depth--;
        Copy copy = stack.get(depth);
        double a = add.shortcut() * add.shortcut();
        double b = add.residual() * add.residual();
        double[] covariance = batch.covariance();
        double[] gap = batch.gap();
        for (int k = 0; k < count; k++) {
            int j = from + k;
            double whole = a * copy.covariance[k] + b * covariance[k];
            double leftRoot = left.roots(step + 1)[i];
            double rightRoot = right.roots(step + 1)[j];
            if (leftRoot * rightRoot > 0) {
                double r = Gaps.balance(leftRoot, rightRoot);
                double branch = Gaps.share(r, left.roots(step)[i], right.roots(step)[j], gap[k], covariance[k], whole);
                double kept = Gaps.share(
                        r,
                        left.roots(add.push())[i],
                        right.roots(add.push())[j],
                        copy.gap[k],
                        copy.covariance[k],
                        whole);
                gap[k] = Gaps.aboveRounding(a * kept + b * branch, leftRoot * rightRoot);
            } else {
                gap[k] = 0;
            }
            covariance[k] = whole;
            theta[k] = a * copy.theta[k] + b * theta[k];
        }
    }

    private record Copy(double[] covariance, double[] gap, double[] theta) {}
}
