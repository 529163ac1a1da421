package org.widelimit.graphon.estimate;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntToDoubleFunction;
import java.util.function.Supplier;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.graphon.Mask;
import org.widelimit.graphon.MaskChain;
import org.widelimit.numerics.random.RandomStreams;

/**
 * The co-clustering histogram: rows into K groups and columns into K groups by k-means on the rows (columns) of the mask
 * without its noise ({@link LowRank}), and in each cell the mean of the mask. For a graph the two groupings are one.
 *
 * <p>The number of blocks, where none is given, is that of 1, 2, 3, 4, 6, 8, 12, ... with the smallest mean squared error
 * of prediction on a fifth of the positions, which neither the groups nor the means have seen.
 *
 * <p>In a chain the groups of a neuron come from both layers that meet there, all layers have one K, and the errors of
 * all layers add up.
 *
 * <p>Sources: Olhede and Wolfe, Network histograms and universality of blockmodel approximation (2014); Gao, Lu and
 * Zhou, Rate-optimal graphon estimation (2015), for rows and columns with groups of their own; Li, Levina and Zhu,
 * Network cross-validation by edge sampling (2020).
 */
public final class CoClustering implements GraphonEstimator {

    /** What {@code --estimator} calls it. */
    public static final String NAME = "co-clustering";

    private final OptionalInt blocks;

    private CoClustering(OptionalInt blocks) {
        this.blocks = blocks;
    }

    /** With the number of blocks that predicts best. */
    public static CoClustering dataDriven() {
        return new CoClustering(OptionalInt.empty());
    }

    /** With so many blocks on each axis, at least 1; fewer where there are fewer different units. */
    public static CoClustering ofBlocks(int blocks) {
        return new CoClustering(
                OptionalInt.of(EstimatorOptions.STANDARD.withBlocks(blocks).blocks()));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public GraphonEstimate estimate(List<Mask> masks, RandomStreams streams) {
        Mask mask = Replicates.one(NAME, masks);
        Degrees degrees = Degrees.of(mask);
        boolean graph = degrees.graph();
        Chosen chosen = chosen(Math.min(mask.rows(), mask.columns()), () -> {
            HeldOut trial = HeldOut.of(List.of(mask), graph, streams.child("held-out").stream());
            Profiles layer = Profiles.of(trial.training(), graph, streams.child("training"));
            return k -> trial.error(
                    UnitBlocks.ofGroups(groups(layer.rows(), k, streams)),
                    UnitBlocks.ofGroups(
                            graph ? groups(layer.rows(), k, streams) : groups(layer.columns(), k, streams)));
        });
        Profiles layer = Profiles.of(List.of(mask), graph, streams.child("all"));
        int[] rows = groups(layer.rows(), chosen.blocks, streams);
        int[] columns = graph ? rows : groups(layer.columns(), chosen.blocks, streams);
        return Histograms.single(masks, graph, rows, columns, chosen.why);
    }

    @Override
    public ChainEstimate estimateChain(List<MaskChain> chains, RandomStreams streams) {
        List<Mask> masks = Replicates.one(NAME, chains).requireConsistent().layers();
        int most = masks.stream().skip(1).mapToInt(Mask::columns).min().orElse(1);
        List<List<Mask>> layers = masks.stream().map(List::of).toList();
        Chosen chosen = chosen(most, () -> {
            List<HeldOut> trials = new ArrayList<>();
            for (Mask mask : masks) {
                trials.add(HeldOut.of(List.of(mask), false, streams.child("held-out", trials.size()).stream()));
            }
            List<DMatrixRMaj> features =
                    Profiles.ofNeurons(trials.stream().map(HeldOut::training).toList(), streams.child("training"));
            return k -> {
                List<UnitBlocks> units = Histograms.units(layers, groups(features, k, streams));
                double sum = 0;
                for (int l = 0; l < trials.size(); l++) {
                    sum += trials.get(l).error(units.get(l + 1), units.get(l)) / trials.size();
                }
                return sum;
            };
        });
        List<DMatrixRMaj> features = Profiles.ofNeurons(layers, streams.child("all"));
        return Histograms.chain(layers, groups(features, chosen.blocks, streams), chosen.why);
    }

    /** A number of blocks and why. */
    private record Chosen(int blocks, String why) {}

    private Chosen chosen(int most, Supplier<IntToDoubleFunction> errors) {
        if (blocks.isPresent()) {
            return new Chosen(
                    blocks.getAsInt(), blocks.getAsInt() + " blocks on each axis were asked for, found by k-means");
        }
        BlockNumbers best = BlockNumbers.best(most, errors.get(), HeldOut.ERROR);
        return new Chosen(best.blocks(), best.why());
    }

    private static int[] groups(DMatrixRMaj features, int count, RandomStreams streams) {
        return KMeans.groups(features, count, streams.child("k-means").stream());
    }

    private static List<int[]> groups(List<DMatrixRMaj> features, int count, RandomStreams streams) {
        List<int[]> groups = new ArrayList<>();
        for (DMatrixRMaj own : features) {
            groups.add(groups(own, count, streams.child("unit-layer", groups.size() + 1)));
        }
        return groups;
    }
}
