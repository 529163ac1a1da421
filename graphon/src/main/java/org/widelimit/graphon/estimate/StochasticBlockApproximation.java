package org.widelimit.graphon.estimate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;
import org.widelimit.graphon.Mask;
import org.widelimit.graphon.MaskChain;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.random.RandomStreams;

/**
 * Stochastic block approximation over T masks of the same units: units whose slices of W differ little make a block, and
 * a cell holds the mean over its positions in all masks,
 *
 * <pre>  H_ab = (1 / (T n_a n_b)) sum_t sum_(i in a, j in b) m^t_ij.</pre>
 *
 * <p>The differences are those of {@link HalvesDissimilarities}, which needs two masks. One mask alone has no second half
 * that is independent of the first, and the difference of two of its rows holds their noise; the differences are then
 * those of the rows (columns) of the mask without its noise ({@link LowRank}).
 *
 * <p>Source: Airoldi, Costa and Chan, Stochastic blockmodel approximation of a graphon (2013), for rows and columns each
 * with blocks of their own. The threshold on the dissimilarities is that of a grid of their quantiles (and the middle of
 * their widest gap) with the smallest leave-one-out error of the histogram. Of one mask the groups have seen every entry,
 * and leaving one out does not take its noise out of them; the error is then that on held-out positions.
 *
 * <p>In a chain the dissimilarities of a neuron in both layers that meet there add up.
 */
public final class StochasticBlockApproximation implements GraphonEstimator {

    public static final String NAME = "sba";

    private static final double[] QUANTILES = {0, 0.01, 0.02, 0.03, 0.04, 0.06, 0.08, 0.12, 0.16, 0.25, 0.4, 0.6, 1};

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public GraphonEstimate estimate(List<Mask> masks, RandomStreams streams) {
        requireSameShape(masks);
        boolean graph = masks.stream().allMatch(mask -> Degrees.of(mask).graph());
        Layer layer = Layer.of(masks, graph, streams);
        Chosen chosen;
        if (masks.size() == 1) {
            HeldOut held = HeldOut.of(masks.get(0), graph, streams.child("held-out").stream());
            Layer training = Layer.of(List.of(held.training()), graph, streams.child("training"));
            chosen = chosen(q ->
                    held.error(UnitBlocks.ofGroups(training.rowsAt(q)), UnitBlocks.ofGroups(training.columnsAt(q))));
        } else {
            chosen = chosen(q -> {
                UnitBlocks columns = UnitBlocks.ofGroups(layer.columnsAt(q));
                CellCounts counts = CellCounts.of(masks, graph, UnitBlocks.ofGroups(layer.rowsAt(q)), columns);
                return counts.leaveOneOutError() / counts.total();
            });
        }
        int[] rows = layer.rowsAt(chosen.quantile);
        int[] columns = layer.columnsAt(chosen.quantile);
        return Histograms.single(masks, graph, rows, columns, why(chosen, masks.size()));
    }

    @Override
    public ChainEstimate estimateChain(List<MaskChain> chains, RandomStreams streams) {
        List<List<Mask>> layers = layers(chains);
        List<Axis> units = units(layers, streams);
        Chosen chosen = chains.size() == 1
                ? heldOut(layers, streams)
                : chosen(q -> leaveOneOutError(layers, Histograms.units(layers, at(units, q))));
        return Histograms.chain(layers, at(units, chosen.quantile), why(chosen, chains.size()));
    }

    private static Chosen heldOut(List<List<Mask>> layers, RandomStreams streams) {
        List<HeldOut> held = new ArrayList<>();
        for (List<Mask> masks : layers) {
            held.add(HeldOut.of(masks.get(0), false, streams.child("held-out", held.size()).stream()));
        }
        List<Axis> units =
                units(held.stream().map(one -> List.of(one.training())).toList(), streams.child("training"));
        return chosen(q -> {
            List<UnitBlocks> blocks = Histograms.units(layers, at(units, q));
            double sum = 0;
            for (int l = 0; l < held.size(); l++) {
                sum += held.get(l).error(blocks.get(l + 1), blocks.get(l)) / held.size();
            }
            return sum;
        });
    }

    /** The layers of neurons. */
    private static List<Axis> units(List<List<Mask>> layers, RandomStreams streams) {
        List<LayerDissimilarities> dissimilarities = new ArrayList<>();
        for (List<Mask> masks : layers) {
            dissimilarities.add(LayerDissimilarities.of(masks, false, streams.child("layer", dissimilarities.size())));
        }
        List<Axis> units = new ArrayList<>();
        for (int l = 1; l < layers.size(); l++) {
            List<Dissimilarities> both = List.of(dissimilarities.get(l - 1).rows, dissimilarities.get(l).columns);
            units.add(Axis.of(layers.get(l).get(0).columns(), both, streams, l));
        }
        return units;
    }

    private static List<int[]> at(List<Axis> units, int q) {
        return units.stream().map(axis -> axis.at(q)).toList();
    }

    private static double leaveOneOutError(List<List<Mask>> layers, List<UnitBlocks> units) {
        double sum = 0;
        for (int l = 0; l < layers.size(); l++) {
            CellCounts counts = CellCounts.of(layers.get(l), false, units.get(l + 1), units.get(l));
            sum += counts.leaveOneOutError() / counts.total() / layers.size();
        }
        return sum;
    }

    /** A threshold as the number of a quantile, or -1 for the widest gap, and the error there. */
    private record Chosen(int quantile, double error) {}

    /** The best of the grid, with the same quantile on each axis. */
    private static Chosen chosen(IntToDoubleFunction error) {
        Chosen best = new Chosen(-1, error.applyAsDouble(-1));
        for (int q = 0; q < QUANTILES.length; q++) {
            double there = error.applyAsDouble(q);
            best = there < best.error ? new Chosen(q, there) : best;
        }
        return best;
    }

    /** The units of one axis, and the dissimilarities of some of them, ascending. */
    private record Axis(PivotGroups pivots, double[] scale) {

        static Axis of(int units, List<Dissimilarities> from, RandomStreams streams, int number) {
            PivotGroups pivots = new PivotGroups(units, from, streams.child("pivots", number).stream());
            return new Axis(pivots, pivots.scale());
        }

        /** The groups at number q of the quantiles of the scale, or, for -1, at the middle of its widest gap. */
        int[] at(int q) {
            if (scale.length == 0) {
                return pivots.at(0);
            }
            return pivots.at(q < 0 ? widestGap(scale) : scale[(int) Math.round(QUANTILES[q] * (scale.length - 1))]);
        }
    }

    /** The axes of one layer; those of a graph are one. */
    private record Layer(Axis rows, Axis columns) {

        static Layer of(List<Mask> masks, boolean graph, RandomStreams streams) {
            LayerDissimilarities both = LayerDissimilarities.of(masks, graph, streams);
            Axis rows = Axis.of(masks.get(0).rows(), List.of(both.rows), streams, 1);
            return new Layer(rows, graph ? rows : Axis.of(masks.get(0).columns(), List.of(both.columns), streams, 0));
        }

        int[] rowsAt(int q) {
            return rows.at(q);
        }

        int[] columnsAt(int q) {
            return columns.at(q);
        }
    }

    private static double widestGap(double[] ascending) {
        double middle = ascending[0];
        double widest = 0;
        for (int k = 0; k + 1 < ascending.length; k++) {
            if (ascending[k + 1] - ascending[k] > widest) {
                widest = ascending[k + 1] - ascending[k];
                middle = (ascending[k] + ascending[k + 1]) / 2;
            }
        }
        return middle;
    }

    private static String why(Chosen chosen, int masks) {
        String threshold = chosen.quantile < 0
                ? "the middle of the widest gap"
                : String.format(Locale.ROOT, "the quantile %.2f", QUANTILES[chosen.quantile]);
        return String.format(
                Locale.ROOT,
                "units whose mean squared difference is at most %s of all make a block: of %d thresholds it has the "
                        + "smallest %s, %.6g, over %d mask%s",
                threshold,
                QUANTILES.length + 1,
                masks == 1 ? HeldOut.ERROR : "leave-one-out mean squared error",
                chosen.error,
                masks,
                masks == 1 ? "" : "s");
    }

    /** Dissimilarities of the rows and of the columns of a layer. */
    private record LayerDissimilarities(Dissimilarities rows, Dissimilarities columns) {

        static LayerDissimilarities of(List<Mask> masks, boolean graph, RandomStreams streams) {
            if (masks.size() == 1) {
                Profiles profiles = Profiles.of(masks.get(0), graph, streams.child("profiles"));
                return new LayerDissimilarities(
                        Dissimilarities.ofFeatures(profiles.rows()), Dissimilarities.ofFeatures(profiles.columns()));
            }
            Dissimilarities rows = HalvesDissimilarities.ofRows(masks, graph);
            List<Mask> transposed = masks.stream().map(Mask::transposed).toList();
            return new LayerDissimilarities(rows, graph ? rows : HalvesDissimilarities.ofRows(transposed, false));
        }
    }

    private static List<List<Mask>> layers(List<MaskChain> chains) {
        List<List<Mask>> layers = new ArrayList<>();
        for (int l = 0; l < chains.get(0).requireConsistent().layers().size(); l++) {
            List<Mask> masks = new ArrayList<>();
            for (MaskChain chain : chains) {
                if (chain.layers().size() != chains.get(0).layers().size()) {
                    throw new InputException(NAME + ": expected networks of "
                            + chains.get(0).layers().size() + " weight layers, found one of "
                            + chain.layers().size());
                }
                masks.add(chain.layers().get(l));
            }
            requireSameShape(masks);
            layers.add(masks);
        }
        return layers;
    }

    private static void requireSameShape(List<Mask> masks) {
        Mask first = masks.get(0);
        for (Mask mask : masks) {
            if (mask.rows() != first.rows() || mask.columns() != first.columns()) {
                throw new InputException(NAME + ": expected masks of one shape, found (" + first.rows() + ", "
                        + first.columns() + ") and (" + mask.rows() + ", " + mask.columns() + ") for layer \""
                        + mask.name() + '"');
            }
        }
    }
}
