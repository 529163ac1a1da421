package org.widelimit.graphon.estimate;

import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;
import org.widelimit.graphon.Mask;
import org.widelimit.graphon.StepGraphon;
import org.widelimit.numerics.random.RandomStreams;

/**
 * The sorted histogram of one mask: rows by ascending row degree and columns by ascending column degree (ties by
 * index), cut into blocks, and in each cell
 *
 * <pre>  H_ab = (number of kept weights in the cell) / (number of weights in the cell).</pre>
 *
 * <p>With {@link Sorting#IN_SAMPLE} the edge density of H is exactly the density of the mask. Where the number of
 * blocks does not divide the number of units, block sizes differ by one unit and the edges say so.
 *
 * <p>This is the estimator of P1, section 4, after Chan and Airoldi, A consistent histogram estimator for exchangeable
 * graph models (2014), without its smoothing step and for rectangular masks. It sees one layer alone: for two layers
 * that meet, use {@link ChainEstimator}.
 */
public final class SortedHistogram {

    private SortedHistogram() {}

    /**
     * The histogram of a mask, with V = W.
     *
     * @param streams for the split of {@link Sorting#HELD_OUT}; not used otherwise
     */
    public static StepGraphon estimate(Mask mask, EstimatorOptions options, RandomStreams streams) {
        return histogram(mask, null, options, streams);
    }

    /**
     * The histogram of a mask, with V_ab the mean of m w^2 in the same cells.
     *
     * @param weights of the shape of the mask, in units in which the weights of the dense layer have variance 1; what
     *     it holds where the mask is 0 does not matter
     * @param streams for the split of {@link Sorting#HELD_OUT}; not used otherwise
     * @throws IllegalArgumentException if the shapes differ or a kept weight is not finite
     */
    public static StepGraphon estimate(
            Mask mask, DMatrixRMaj weights, EstimatorOptions options, RandomStreams streams) {
        requireWeights(mask, weights);
        return histogram(mask, weights, options, streams);
    }

    static void requireWeights(Mask mask, DMatrixRMaj weights) {
        if (weights.numRows != mask.rows() || weights.numCols != mask.columns()) {
            throw new IllegalArgumentException("expected weights of the shape (" + mask.rows() + ", " + mask.columns()
                    + ") of mask \"" + mask.name() + "\", found (" + weights.numRows + ", " + weights.numCols + ")");
        }
        for (int i = 0; i < mask.rows(); i++) {
            for (int j = 0; j < mask.columns(); j++) {
                if (mask.kept(i, j) && !Double.isFinite(weights.get(i, j))) {
                    throw new IllegalArgumentException("expected finite weights where mask \"" + mask.name()
                            + "\" is 1, found " + weights.get(i, j) + " at entry (" + i + ", " + j + ")");
                }
            }
        }
    }

    private static StepGraphon histogram(
            Mask mask, @Nullable DMatrixRMaj weights, EstimatorOptions options, RandomStreams streams) {
        if (options.sorting() == Sorting.IN_SAMPLE) {
            Half all = Half.all(mask);
            UnitBlocks rows = rows(all, options);
            UnitBlocks columns = columns(all, options);
            return CellMeans.of(all, weights, rows, columns).graphon(rows, columns);
        }
        Half half = Half.random(mask, streams.child("held-out").stream());
        Half other = half.other();
        UnitBlocks rows = rows(half, options);
        UnitBlocks columns = columns(half, options);
        CellMeans first = CellMeans.of(other, weights, rows, columns);
        CellMeans second = CellMeans.of(half, weights, rows(other, options), columns(other, options));
        return CellMeans.average(first, second, layer(mask, weights)).graphon(rows, columns);
    }

    /** The means of a whole layer, as one cell. */
    static CellMeans layer(Mask mask, @Nullable DMatrixRMaj weights) {
        return CellMeans.of(Half.all(mask), weights, UnitBlocks.whole(mask.rows()), UnitBlocks.whole(mask.columns()));
    }

    static UnitBlocks rows(Half half, EstimatorOptions options) {
        double[] degrees = KeptMeans.ofDegrees(half.kept().rowDegrees(), half.rowPositions());
        return UnitBlocks.cut(UnitBlocks.ascending(degrees, degrees), options.blocks());
    }

    static UnitBlocks columns(Half half, EstimatorOptions options) {
        double[] degrees = KeptMeans.ofDegrees(half.kept().columnDegrees(), half.columnPositions());
        return UnitBlocks.cut(UnitBlocks.ascending(degrees, degrees), options.blocks());
    }
}
