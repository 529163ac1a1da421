package org.widelimit.ntk.kernel;

import java.util.function.Consumer;
import org.widelimit.numerics.linalg.RowProducts;

/** The recursion of {@link DenseNtk} on one tile after another, row by row. Belongs to one thread. */
final class DenseTileWorker implements Consumer<Tile> {
    /** Where {@code 1 - |rho|} is smaller, it is formed from differences: there subtraction would cost two digits and more. */
    private static final double NEAR = 1e-2;

    /** Pairs whose arrays, a dozen of them, stay in the second cache with the first part of each in the first. */
    private static final int CHUNK = 256;

    /** Rows whose entries stay in the second cache until they are stored. */
    private static final int BAND = 64;

    private final KernelOptions options;
    private final DenseSide left;
    private final DenseSide right;
    private final boolean symmetric;
    private final RowProducts products;
    private final TileStore nngpStore;
    private final TileStore ntkStore;
    private final LayerRecursion recursion;
    private double[] gram = new double[0];
    private double[] bandNtk = new double[0];

    DenseTileWorker(KernelOptions options, DenseSide left, DenseSide right, RowProducts products, KernelSinks sinks) {
        this.options = options;
        this.left = left;
        this.right = right;
        this.symmetric = left == right;
        this.products = products;
        TileStore.Symmetry symmetry = symmetric ? TileStore.Symmetry.MIRRORED : TileStore.Symmetry.NONE;
        this.nngpStore = new TileStore(sinks.nngp(), symmetry);
        this.ntkStore = new TileStore(sinks.ntk(), symmetry);
        this.recursion = new LayerRecursion(options, left.marginals(), right.marginals(), CHUNK);
    }

    @Override
    public void accept(Tile tile) {
        int size = Math.min(BAND, tile.height()) * tile.width();
        if (gram.length < size) {
            gram = new double[size];
            bandNtk = new double[size];
        }
        tile.inBands(products, symmetric, gram, this::band);
    }

    private void band(Tile band) {
        for (int i = band.rowFrom(); i < band.rowTo(); i++) {
            int first = symmetric ? Math.max(i, band.columnFrom()) : band.columnFrom();
            for (int from = first; from < band.columnTo(); from += CHUNK) {
                int at = (i - band.rowFrom()) * band.width() + from - band.columnFrom();
                chunk(i, from, Math.min(band.columnTo(), from + CHUNK), at);
            }
        }
        // The recursion has left the NNGP kernel where the Gram matrix was.
        nngpStore.store(band, gram);
        ntkStore.store(band, bandNtk);
    }

    private void chunk(int i, int from, int to, int at) {
        int count = to - from;
        double scale = options.weightVariance() / left.inputs().numCols;
        double biasVariance = options.biasVariance();
        double[] covariance = recursion.batch().covariance();
        for (int k = 0; k < count; k++) {
            covariance[k] = scale * gram[at + k] + biasVariance;
        }
        if (recursion.readsInputGaps()) {
            inputGaps(i, from, count);
        }
        recursion.run(i, from, to);
        System.arraycopy(covariance, 0, gram, at, count);
        System.arraycopy(recursion.theta(), 0, bandNtk, at, count);
    }

    private void inputGaps(int i, int from, int count) {
        double leftRoot = left.marginals().inputRoot()[i];
        double[] rightRoot = right.marginals().inputRoot();
        double[] covariance = recursion.batch().covariance();
        double[] gap = recursion.batch().gap();
        for (int k = 0; k < count; k++) {
            double scale = leftRoot * rightRoot[from + k];
            gap[k] = 2 * (scale - Math.abs(covariance[k]));
            if (gap[k] < 2 * NEAR * scale) {
                gap[k] = Gaps.aboveRounding(differenceGap(i, from + k, covariance[k]), scale);
                covariance[k] = Math.copySign(scale - 0.5 * gap[k], covariance[k]);
            }
        }
    }

    /** {@code Vw |r x -+ y/r|^2 / d + Vb (r -+ 1/r)^2}. */
    private double differenceGap(int i, int j, double covariance) {
        int d = left.inputs().numCols;
        double[] x = left.inputs().data;
        double[] y = right.inputs().data;
        double r =
                Gaps.balance(left.marginals().inputRoot()[i], right.marginals().inputRoot()[j]);
        double inverse = Math.copySign(1 / r, covariance);
        double sum = 0;
        for (int k = 0; k < d; k++) {
            double difference = r * x[i * d + k] - inverse * y[j * d + k];
            sum += difference * difference;
        }
        return options.weightVariance() * sum / d + options.biasVariance() * Gaps.biasShare(r, covariance);
    }
}
