package org.widelimit.graphon.estimate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;
import org.widelimit.graphon.GraphonChain;
import org.widelimit.graphon.Mask;
import org.widelimit.graphon.MaskChain;
import org.widelimit.graphon.StepGraphon;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.random.RandomStreams;

/**
 * Histograms of all layers of a network, with one order of the neurons in each unit layer, shared by the layer that
 * ends there and the layer that begins there. Cells hold exact means as in {@link SortedHistogram}.
 *
 * <p><b>Which order.</b> Let a(u) be the in-flow of neuron u, the number of kept paths from the inputs to it, and b(u)
 * its out-flow, the number of kept paths from it to the outputs. The path density is p = mean_u a(u) b(u), and
 * histograms on blocks B of this unit layer give instead mean_B mean_B(a) mean_B(b), an error of exactly
 *
 * <pre>  p - p_hat = mean over blocks of Cov_B(a, b),</pre>
 *
 * the covariance within blocks. So blocks have to be narrow in a or in b. An order by a sum of the two (of the
 * degrees, say) does not give that: where a and b have opposite orders, all sums are alike. A sort of each layer for
 * itself does not share its blocks at all. Here the neurons are sorted by a, cut into floor(K^(1/2)) groups of whole
 * blocks, and each group is sorted by b (ties by the other flow, then by index): blocks are narrow in both. Where a
 * and b agree, this is the ascending order of either.
 *
 * <p>Input coordinates and outputs are no exchangeable units. They keep their own order and a block each.
 */
public final class ChainEstimator {

    private ChainEstimator() {}

    /**
     * The graphons of a chain of masks, with V = W.
     *
     * @param options {@code blocks} is the number of blocks in each layer of neurons
     * @param streams for the split of {@link Sorting#HELD_OUT}; not used otherwise
     * @throws InputException if consecutive layers do not fit
     */
    public static GraphonChain estimate(MaskChain chain, EstimatorOptions options, RandomStreams streams) {
        List<@Nullable DMatrixRMaj> none = new ArrayList<>(chain.layers().size());
        chain.layers().forEach(mask -> none.add(null));
        return estimateWith(chain, none, options, streams);
    }

    /**
     * The graphons of a chain of masks, with V_ab the mean of m w^2 in the same cells.
     *
     * @param weights one matrix for each layer, of the shape of its mask, in units in which the weights of the dense
     *     layer have variance 1
     * @param options {@code blocks} is the number of blocks in each layer of neurons
     * @param streams for the split of {@link Sorting#HELD_OUT}; not used otherwise
     * @throws InputException if consecutive layers do not fit
     * @throws IllegalArgumentException if the weights do not have the shapes of the masks, or one that is kept is not
     *     finite
     */
    public static GraphonChain estimate(
            MaskChain chain, List<DMatrixRMaj> weights, EstimatorOptions options, RandomStreams streams) {
        if (weights.size() != chain.layers().size()) {
            throw new IllegalArgumentException(
                    "expected weights for " + chain.layers().size() + " layers, found " + weights.size());
        }
        for (int l = 0; l < weights.size(); l++) {
            SortedHistogram.requireWeights(chain.layers().get(l), weights.get(l));
        }
        return estimateWith(chain, new ArrayList<>(weights), options, streams);
    }

    private static GraphonChain estimateWith(
            MaskChain chain, List<@Nullable DMatrixRMaj> weights, EstimatorOptions options, RandomStreams streams) {
        List<Mask> masks = chain.requireConsistent().layers();
        if (options.sorting() == Sorting.IN_SAMPLE) {
            List<Half> all = masks.stream().map(Half::all).toList();
            return fold(weights, all, all, options).graphons();
        }
        List<Half> half = new ArrayList<>();
        for (int l = 0; l < masks.size(); l++) {
            half.add(Half.random(masks.get(l), streams.child("held-out", l).stream()));
        }
        List<Half> other = half.stream().map(Half::other).toList();
        Fold first = fold(weights, half, other, options);
        Fold second = fold(weights, other, half, options);
        List<CellMeans> cells = new ArrayList<>();
        for (int l = 0; l < masks.size(); l++) {
            CellMeans layer = SortedHistogram.layer(masks.get(l), weights.get(l));
            cells.add(CellMeans.average(first.cells.get(l), second.cells.get(l), layer));
        }
        return new Fold(first.units, cells).graphons();
    }

    /** Blocks of the unit layers 0 to L + 1, and the cells of the weight layers between them. */
    private record Fold(List<UnitBlocks> units, List<CellMeans> cells) {

        GraphonChain graphons() {
            List<StepGraphon> graphons = new ArrayList<>();
            for (int l = 0; l < cells.size(); l++) {
                graphons.add(cells.get(l).graphon(units.get(l + 1), units.get(l)));
            }
            return GraphonChain.of(graphons);
        }
    }

    private static Fold fold(
            List<@Nullable DMatrixRMaj> weights, List<Half> sorted, List<Half> averaged, EstimatorOptions options) {
        List<UnitBlocks> units = byFlows(sorted, options.blocks());
        List<CellMeans> cells = new ArrayList<>();
        for (int l = 0; l < weights.size(); l++) {
            cells.add(CellMeans.of(averaged.get(l), weights.get(l), units.get(l + 1), units.get(l)));
        }
        return new Fold(units, cells);
    }

    /** Blocks of the unit layers 0 to L + 1 by all entries of the masks. */
    static List<UnitBlocks> units(List<Mask> masks, int mostBlocks) {
        return byFlows(masks.stream().map(Half::all).toList(), mostBlocks);
    }

    private static List<UnitBlocks> byFlows(List<Half> sorted, int mostBlocks) {
        List<Mask> masks = sorted.stream().map(Half::kept).toList();
        int count = masks.size();
        UnitFlows flows = UnitFlows.of(sorted);
        List<UnitBlocks> units = new ArrayList<>();
        units.add(UnitBlocks.single(masks.get(0).columns()));
        for (int l = 1; l < count; l++) {
            int blocks = Math.min(mostBlocks, masks.get(l).columns());
            units.add(UnitBlocks.cut(order(flows.in().get(l), flows.out().get(l), blocks), blocks));
        }
        units.add(UnitBlocks.single(masks.get(count - 1).rows()));
        return units;
    }

    /** The units by in-flow in groups of whole blocks, and by out-flow within each group. */
    static int[] order(double[] in, double[] out, int blocks) {
        int units = in.length;
        int groups = (int) Math.sqrt(blocks);
        int[] order = UnitBlocks.ascending(in, out);
        for (int g = 0; g < groups; g++) {
            int from = UnitBlocks.start(UnitBlocks.start(g, blocks, groups), units, blocks);
            int to = UnitBlocks.start(UnitBlocks.start(g + 1, blocks, groups), units, blocks);
            int[] group = Arrays.copyOfRange(order, from, to);
            int[] sorted = UnitBlocks.ascending(pick(out, group), pick(in, group));
            for (int k = 0; k < sorted.length; k++) {
                order[from + k] = group[sorted[k]];
            }
        }
        return order;
    }

    private static double[] pick(double[] values, int[] units) {
        return Arrays.stream(units).mapToDouble(u -> values[u]).toArray();
    }
}
