package org.widelimit.graphon.estimate;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.widelimit.graphon.GraphonChain;
import org.widelimit.graphon.Mask;
import org.widelimit.graphon.MaskChain;
import org.widelimit.graphon.StepGraphon;
import org.widelimit.numerics.random.RandomStreams;

/** {@link SortedHistogram} and {@link ChainEstimator} as one of the estimators. */
public final class SortedHistogramEstimator implements GraphonEstimator {

    public static final String NAME = "sorted-histogram";

    private final EstimatorOptions options;

    private SortedHistogramEstimator(EstimatorOptions options) {
        this.options = options;
    }

    /** With this number of blocks. */
    public static SortedHistogramEstimator of(EstimatorOptions options) {
        return new SortedHistogramEstimator(options);
    }

    @Override
    public String name() {
        return NAME;
    }

    /**
     * {@inheritDoc}
     *
     * <p>With {@link Sorting#HELD_OUT} the blocks of the units are those by their degrees in the whole mask.
     */
    @Override
    public GraphonEstimate estimate(List<Mask> masks, RandomStreams streams) {
        Mask mask = Replicates.one(NAME, masks);
        StepGraphon graphon = SortedHistogram.estimate(mask, options, streams);
        UnitBlocks rows = SortedHistogram.rows(mask, Half.all(), options);
        UnitBlocks columns = SortedHistogram.columns(mask, Half.all(), options);
        return new GraphonEstimate(
                graphon, rows.blockOfUnit(), columns.blockOfUnit(), bandwidth(rows.count(), columns.count()), why());
    }

    @Override
    public ChainEstimate estimateChain(List<MaskChain> chains, RandomStreams streams) {
        MaskChain chain = Replicates.one(NAME, chains);
        GraphonChain graphons = ChainEstimator.estimate(chain, options, streams);
        List<Double> bandwidths = graphons.layers().stream()
                .map(graphon -> bandwidth(graphon.rowBlocks(), graphon.columnBlocks()))
                .toList();
        return new ChainEstimate(
                graphons, bandwidths, Collections.nCopies(graphons.layers().size(), why()));
    }

    static double bandwidth(int rowBlocks, int columnBlocks) {
        return 0.5 / rowBlocks + 0.5 / columnBlocks;
    }

    private String why() {
        return String.format(
                Locale.ROOT,
                "%d blocks on each axis were asked for (never more than units), sorted by the degrees of %s",
                options.blocks(),
                options.sorting() == Sorting.HELD_OUT ? "the other half of the positions" : "the same entries");
    }
}
