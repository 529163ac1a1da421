package org.widelimit.ntk.kernel;

import java.util.function.Consumer;
import org.widelimit.numerics.kernel.AngleEvaluator;
import org.widelimit.numerics.kernel.AngleSeries;
import org.widelimit.numerics.kernel.ArrayKernels;
import org.widelimit.numerics.linalg.RowProducts;

/** {@link Collapse} on one tile after another. Belongs to one thread. */
final class ZonalTileWorker implements Consumer<Tile> {
    /** Where {@code 1 - |rho|} is smaller, it is formed from the difference of the directions: subtraction would cost two digits and more. */
    private static final double NEAR = 1e-2;

    /** Rows whose entries stay in the second cache until they are stored; a mirror image is stored in runs of so many, and 64 take a third longer than 128. */
    private static final int BAND = 128;

    private final Collapse collapse;
    private final boolean symmetric;
    private final RowProducts products;
    private final boolean wantsNngp;
    private final boolean wantsNtk;
    private final TileStore nngpStore;
    private final TileStore ntkStore;
    private final AngleEvaluator nngpEvaluator;
    private final AngleEvaluator ntkEvaluator;
    private final double[] leftDirection;
    private final double[] difference;

    /** The row that {@link #leftDirection} is of. */
    private int leftRow = -1;

    private int[] near = new int[0];
    private double[] nearCosine = new double[0];
    private double[] nearSine = new double[0];
    private double[] bandNngp = new double[0];
    private double[] bandNtk = new double[0];

    /**
     * A worker.
     *
     * @param symmetric whether the kernel is that of one set of inputs
     * @param products of the directions {@code x_i / |x_i|}
     */
    ZonalTileWorker(Collapse collapse, boolean symmetric, RowProducts products, KernelSinks sinks) {
        this.collapse = collapse;
        this.symmetric = symmetric;
        this.products = products;
        this.leftDirection = new double[products.length()];
        this.difference = new double[products.length()];
        this.nngpEvaluator = ArrayKernels.preferred().evaluator(collapse.nngp());
        this.ntkEvaluator = ArrayKernels.preferred().evaluator(collapse.ntk());
        this.wantsNngp = sinks.nngp() != KernelSink.NONE;
        this.wantsNtk = sinks.ntk() != KernelSink.NONE;
        TileStore.Symmetry symmetry = symmetric ? TileStore.Symmetry.MIRRORED : TileStore.Symmetry.NONE;
        this.nngpStore = new TileStore(sinks.nngp(), symmetry);
        this.ntkStore = new TileStore(sinks.ntk(), symmetry);
    }

    @Override
    public void accept(Tile tile) {
        int size = Math.min(BAND, tile.height()) * tile.width();
        if (bandNtk.length < size) {
            bandNtk = new double[size];
            bandNngp = wantsNngp ? new double[size] : bandNngp;
        }
        tile.inBands(products, symmetric, bandNtk, this::band);
    }

    /** The cosines are where the tangent kernel will be. */
    private void band(Tile band) {
        for (int i = band.rowFrom(); i < band.rowTo(); i++) {
            int from = symmetric ? Math.max(i, band.columnFrom()) : band.columnFrom();
            if (from < band.columnTo()) {
                int at = (i - band.rowFrom()) * band.width() + from - band.columnFrom();
                row(i, from, band.columnTo() - from, at);
            }
        }
        nngpStore.store(band, bandNngp);
        ntkStore.store(band, bandNtk);
    }

    private void row(int i, int from, int count, int at) {
        int found = ntkEvaluator.anyBeyond(1 - NEAR, count, bandNtk, at) ? findNear(i, from, count, at) : 0;
        if (wantsNngp) {
            System.arraycopy(bandNtk, at, bandNngp, at, count);
            evaluate(nngpEvaluator, collapse.nngp(), i, from, count, bandNngp, at, found);
        }
        if (wantsNtk) {
            evaluate(ntkEvaluator, collapse.ntk(), i, from, count, bandNtk, at, found);
        }
    }

    private void evaluate(
            AngleEvaluator evaluator,
            AngleSeries series,
            int i,
            int from,
            int count,
            double[] band,
            int at,
            int found) {
        double left = collapse.leftScale()[i];
        double[] right = collapse.rightScale();
        evaluator.evaluate(count, band, at, left, right, from);
        for (int m = 0; m < found; m++) {
            band[at + near[m]] = series.value(nearSine[m], nearCosine[m]) * left * right[from + near[m]];
        }
    }

    private int findNear(int i, int from, int count, int at) {
        if (near.length < count) {
            near = new int[count];
            nearCosine = new double[count];
            nearSine = new double[count];
        }
        int found = 0;
        for (int k = 0; k < count; k++) {
            if (Math.abs(bandNtk[at + k]) > 1 - NEAR) {
                near[found] = k;
                fromDifference(i, from + k, bandNtk[at + k], found);
                found++;
            }
        }
        return found;
    }

    /** With {@code v = 1 - |rho| = |x -+ y|^2 / 2}: {@code rho = +-(1 - v)}, {@code sin^2 = v (2 - v)}. */
    private void fromDifference(int i, int j, double cosine, int m) {
        double sign = Math.copySign(1, cosine);
        double v = symmetric && i == j ? 0 : 0.5 * squaredDistance(i, j, sign);
        nearCosine[m] = sign * (1 - v);
        nearSine[m] = Math.sqrt(v * (2 - v));
    }

    /** {@code |x_i - s y_j|^2} of two directions. */
    private double squaredDistance(int i, int j, double s) {
        if (leftRow != i) {
            products.leftRow(i, leftDirection);
            leftRow = i;
        }
        products.rightRow(j, difference);
        for (int c = 0; c < difference.length; c++) {
            difference[c] = leftDirection[c] - s * difference[c];
        }
        return DenseSide.sumOfSquares(difference, 0, difference.length, 1);
    }
}
