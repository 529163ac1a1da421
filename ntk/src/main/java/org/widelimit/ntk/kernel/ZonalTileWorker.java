package org.widelimit.ntk.kernel;

import java.util.function.Consumer;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.numerics.linalg.RowProducts;

/** {@link Collapse} on one tile after another. Belongs to one thread. */
final class ZonalTileWorker implements Consumer<Tile> {
    /** Where {@code 1 - |rho|} is smaller, it is formed from the difference of the directions: subtraction would cost two digits and more. */
    private static final double NEAR = 1e-2;

    /** Pairs whose four arrays stay in the first cache. */
    private static final int CHUNK = 512;

    private final Collapse collapse;
    private final Directions directions;
    private final RowProducts products;
    private final boolean wantsNngp;
    private final boolean wantsNtk;
    private final TileStore nngpStore;
    private final TileStore ntkStore;
    private final double[] cosine = new double[CHUNK];
    private final double[] y = new double[CHUNK];
    private final double[] scratch = new double[CHUNK];
    private final double[] value = new double[CHUNK];
    private final double[] rightScale = new double[CHUNK];
    private final int[] near = new int[CHUNK];
    private final double[] nearSine = new double[CHUNK];
    private double[] tileNngp = new double[0];
    private double[] tileNtk = new double[0];

    /**
     * {@code x_i / |x_i|} by rows.
     *
     * @param right the same object where the kernel is that of one set of inputs
     */
    record Directions(DMatrixRMaj left, DMatrixRMaj right) {
        boolean symmetric() {
            return left == right;
        }
    }

    ZonalTileWorker(Collapse collapse, Directions directions, RowProducts products, KernelSinks sinks) {
        this.collapse = collapse;
        this.directions = directions;
        this.products = products;
        this.wantsNngp = sinks.nngp() != KernelSink.NONE;
        this.wantsNtk = sinks.ntk() != KernelSink.NONE;
        TileStore.Symmetry symmetry = directions.symmetric() ? TileStore.Symmetry.MIRRORED : TileStore.Symmetry.NONE;
        this.nngpStore = new TileStore(sinks.nngp(), symmetry);
        this.ntkStore = new TileStore(sinks.ntk(), symmetry);
    }

    @Override
    public void accept(Tile tile) {
        int size = tile.height() * tile.width();
        if (tileNtk.length < size) {
            tileNtk = new double[size];
            tileNngp = wantsNngp ? new double[size] : tileNngp;
        }
        products.tile(tile.rowFrom(), tile.height(), tile.columnFrom(), tile.width(), tileNtk);
        for (int i = tile.rowFrom(); i < tile.rowTo(); i++) {
            int first = directions.symmetric() ? Math.max(i, tile.columnFrom()) : tile.columnFrom();
            for (int from = first; from < tile.columnTo(); from += CHUNK) {
                int at = (i - tile.rowFrom()) * tile.width() + from - tile.columnFrom();
                chunk(i, from, Math.min(CHUNK, tile.columnTo() - from), at);
            }
        }
        nngpStore.store(tile, tileNngp);
        ntkStore.store(tile, tileNtk);
    }

    /** The cosines are where the tangent kernel will be. */
    private void chunk(int i, int from, int count, int at) {
        System.arraycopy(tileNtk, at, cosine, 0, count);
        int found = findNear(count);
        for (int m = 0; m < found; m++) {
            fromDifference(i, from, m);
        }
        sines(count, cosine, y);
        for (int m = 0; m < found; m++) {
            y[near[m]] = 2 * nearSine[m] - 1;
        }
        System.arraycopy(collapse.rightScale(), from, rightScale, 0, count);
        if (wantsNngp) {
            evaluate(collapse.nngp(), count, collapse.leftScale()[i], tileNngp, at);
        }
        if (wantsNtk) {
            evaluate(collapse.ntk(), count, collapse.leftScale()[i], tileNtk, at);
        }
    }

    private void evaluate(ZonalSeries series, int count, double leftScale, double[] tile, int at) {
        series.evaluate(count, y, cosine, scratch, value);
        scale(count, value, leftScale, rightScale);
        System.arraycopy(value, 0, tile, at, count);
    }

    private int findNear(int count) {
        int found = 0;
        for (int k = 0; k < count; k++) {
            if (Math.abs(cosine[k]) > 1 - NEAR) {
                near[found++] = k;
            }
        }
        return found;
    }

    /** With {@code v = 1 - |rho| = |x -+ y|^2 / 2}: {@code rho = +-(1 - v)}, {@code sin^2 = v (2 - v)}. */
    private void fromDifference(int i, int from, int m) {
        int k = near[m];
        int d = directions.left().numCols;
        double[] a = directions.left().data;
        double[] b = directions.right().data;
        double sign = Math.copySign(1, cosine[k]);
        int left = i * d;
        int right = (from + k) * d;
        double sum = 0;
        for (int c = 0; c < d; c++) {
            double difference = a[left + c] - sign * b[right + c];
            sum += difference * difference;
        }
        double v = 0.5 * sum;
        cosine[k] = sign * (1 - v);
        nearSine[m] = Math.sqrt(v * (2 - v));
    }

    private static void sines(int count, double[] cosine, double[] y) {
        for (int k = 0; k < count; k++) {
            double c = cosine[k];
            y[k] = 2 * Math.sqrt((1 - c) * (1 + c)) - 1;
        }
    }

    /** All loops run over arrays from 0: of two offsets the compiler cannot know that they do not overlap, and makes no vector instructions. */
    private static void scale(int count, double[] value, double left, double[] right) {
        for (int k = 0; k < count; k++) {
            value[k] = value[k] * left * right[k];
        }
    }
}
