package org.widelimit.graphon.estimate;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.widelimit.graphon.GraphonChain;
import org.widelimit.graphon.Mask;
import org.widelimit.graphon.MaskChain;
import org.widelimit.graphon.StepGraphon;
import org.widelimit.numerics.random.RandomStreams;

/** {@link SortedHistogram} and {@link ChainEstimator} as one of the estimators. */
public final class SortedHistogramEstimator implements GraphonEstimator {

    /** What {@code --estimator} calls it. */
    public static final String NAME = "sorted-histogram";

    private static final String ERROR = "leave-one-out mean squared error";

    private final @Nullable EstimatorOptions options;

    private SortedHistogramEstimator(@Nullable EstimatorOptions options) {
        this.options = options;
    }

    /** With this number of blocks. */
    public static SortedHistogramEstimator of(EstimatorOptions options) {
        return new SortedHistogramEstimator(options);
    }

    /**
     * With the number of blocks that has the smallest leave-one-out error among 1, 2, 3, 4, 6, 8, 12, ...: each entry
     * is compared with the mean of the others in its cell. Units are sorted by all entries. A graph's diagonal does not
     * count. In a chain all layers have one number, and the errors of all layers add up.
     */
    public static SortedHistogramEstimator dataDriven() {
        return new SortedHistogramEstimator(null);
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
        return options == null ? dataDriven(mask) : fixed(mask, options, streams);
    }

    private static GraphonEstimate fixed(Mask mask, EstimatorOptions options, RandomStreams streams) {
        StepGraphon graphon = SortedHistogram.estimate(mask, options, streams);
        UnitBlocks rows = SortedHistogram.rows(Half.all(mask), options);
        UnitBlocks columns = SortedHistogram.columns(Half.all(mask), options);
        return new GraphonEstimate(
                graphon,
                rows.blockOfUnit(),
                columns.blockOfUnit(),
                bandwidth(rows.count(), columns.count()),
                why(options));
    }

    private static GraphonEstimate dataDriven(Mask mask) {
        Degrees degrees = Degrees.of(mask);
        int[] rowOrder = UnitBlocks.ascending(degrees.ofRows());
        int[] columnOrder = degrees.graph() ? rowOrder : UnitBlocks.ascending(degrees.ofColumns());
        BlockNumbers best = BlockNumbers.best(
                Math.min(rowOrder.length, columnOrder.length),
                blocks -> error(mask, degrees.graph(), cut(rowOrder, blocks), cut(columnOrder, blocks)),
                ERROR);
        UnitBlocks rows = cut(rowOrder, best.blocks());
        UnitBlocks columns = cut(columnOrder, best.blocks());
        StepGraphon graphon =
                CellCounts.of(List.of(mask), degrees.graph(), rows, columns).graphon(rows, columns);
        return new GraphonEstimate(
                graphon,
                rows.blockOfUnit(),
                columns.blockOfUnit(),
                bandwidth(rows.count(), columns.count()),
                best.why());
    }

    private static double error(Mask mask, boolean graph, UnitBlocks rows, UnitBlocks columns) {
        CellCounts counts = CellCounts.of(List.of(mask), graph, rows, columns);
        // A graph of one unit has no pair.
        return counts.total() == 0 ? 0 : counts.leaveOneOutError() / counts.total();
    }

    private static UnitBlocks cut(int[] order, int blocks) {
        return UnitBlocks.cut(order, blocks);
    }

    @Override
    public ChainEstimate estimateChain(List<MaskChain> chains, RandomStreams streams) {
        MaskChain chain = Replicates.one(NAME, chains).requireConsistent();
        if (options != null) {
            return chain(ChainEstimator.estimate(chain, options, streams), why(options));
        }
        int most = chain.layers().stream().skip(1).mapToInt(Mask::columns).min().orElse(1);
        BlockNumbers best = BlockNumbers.best(most, blocks -> error(chain, blocks), ERROR + " of all layers");
        EstimatorOptions chosen = EstimatorOptions.STANDARD.withBlocks(best.blocks());
        return chain(ChainEstimator.estimate(chain, chosen, streams), best.why());
    }

    private static double error(MaskChain chain, int blocks) {
        List<Mask> masks = chain.layers();
        List<UnitBlocks> units = ChainEstimator.units(masks, blocks);
        double sum = 0;
        for (int l = 0; l < masks.size(); l++) {
            sum += error(masks.get(l), false, units.get(l + 1), units.get(l)) / masks.size();
        }
        return sum;
    }

    private static ChainEstimate chain(GraphonChain graphons, String why) {
        List<Double> bandwidths = graphons.layers().stream()
                .map(graphon -> bandwidth(graphon.rowBlocks(), graphon.columnBlocks()))
                .toList();
        return new ChainEstimate(
                graphons, bandwidths, Collections.nCopies(graphons.layers().size(), why));
    }

    static double bandwidth(int rowBlocks, int columnBlocks) {
        return 0.5 / rowBlocks + 0.5 / columnBlocks;
    }

    private static String why(EstimatorOptions options) {
        return String.format(
                Locale.ROOT,
                "%d blocks on each axis were asked for (never more than units), sorted by the degrees of %s",
                options.blocks(),
                options.sorting() == Sorting.HELD_OUT ? "the other half of the positions" : "the same entries");
    }
}
