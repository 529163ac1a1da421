package org.widelimit.graphon.estimate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;
import org.ejml.data.DMatrixRMaj;
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
 * <p>Source: Airoldi, Costa and Chan, Stochastic blockmodel approximation of a graphon (2013), for rows and columns each
 * with blocks of their own. Two things differ. The paper estimates the difference of two slices from two halves of the
 * masks, (1 / n) sum_k (F_ik - F_jk) (S_ik - S_jk), which has no bias, but a standard deviation of 4 s^2 / (T n^(1/2))
 * for entries of variance s^2, and needs two masks. With T = 4, n = 512 and W = 0.1 + 0.8 u (1 - v) that is the
 * difference of slices a fifth of [0, 1] apart. Here it is that of the mean of the masks without its noise ({@link
 * LowRank}). And a unit joins the nearest pivot ({@link PivotGroups}).
 *
 * <p>The threshold on the dissimilarities is that of a grid of their quantiles (and the middle of their widest gap) with
 * the smallest mean squared error on positions held out of all masks, from groups that have not seen them. In a chain the
 * dissimilarities of a neuron in both layers that meet there add up, and the error is the mean over the positions of all
 * layers.
 *
 * <p><b>Path density of a chain.</b> With M_l the mean of the masks of layer l, b_l the out-flows by M_(l+1), ..., and
 * a_l = M_l H_(l-1) ... H_1 1 the in-flows by the histograms below, that of the estimate is off by
 *
 * <pre>  p - p_hat = sum over l of the mean over blocks B of layer l of Cov_B(a_l, b_l),</pre>
 *
 * since b_l^T H_l x and b_l^T M_l x for x constant on blocks differ by what b_l and M_l x do together within
 * blocks of rows. It is of the order of the squared width of the blocks; opposite orders of a and b make p_hat too large,
 * equal ones too small. Blocks that are too wide are its one cause, and no choice of cell means would take it away.
 */
public final class StochasticBlockApproximation implements GraphonEstimator {

    /** What {@code --estimator} calls it. */
    public static final String NAME = "sba";

    private static final double[] QUANTILES = {0, 0.01, 0.02, 0.03, 0.04, 0.06, 0.08, 0.12, 0.16, 0.25, 0.4, 0.6, 1};

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public GraphonEstimate estimate(List<Mask> masks, RandomStreams streams) {
        requireSameShape(masks);
        boolean graph = masks.stream().allMatch(Mask::isGraph);
        HeldOut held = HeldOut.of(masks, graph, streams.child("held-out").stream());
        Layer training = Layer.of(held.training(), graph, streams.child("training"));
        Chosen chosen = chosen(
                q -> held.error(UnitBlocks.ofGroups(training.rows.at(q)), UnitBlocks.ofGroups(training.columns.at(q))));
        Layer layer = Layer.of(masks, graph, streams);
        return Histograms.single(
                masks,
                graph,
                layer.rows.at(chosen.quantile),
                layer.columns.at(chosen.quantile),
                why(chosen, masks.size()));
    }

    @Override
    public ChainEstimate estimateChain(List<MaskChain> chains, RandomStreams streams) {
        List<List<Mask>> layers = layers(chains);
        List<HeldOut> held = new ArrayList<>();
        for (List<Mask> masks : layers) {
            held.add(HeldOut.of(masks, false, streams.child("held-out", held.size()).stream()));
        }
        List<Axis> training = neurons(held.stream().map(HeldOut::training).toList(), streams.child("training"));
        Chosen chosen = chosen(q -> error(held, Histograms.units(layers, at(training, q))));
        return Histograms.chain(layers, at(neurons(layers, streams), chosen.quantile), why(chosen, chains.size()));
    }

    /** The mean over the positions of all layers. */
    private static double error(List<HeldOut> layers, List<UnitBlocks> units) {
        double sum = 0;
        double positions = 0;
        for (int l = 0; l < layers.size(); l++) {
            double own = layers.get(l).held().keptCount();
            sum += own * layers.get(l).error(units.get(l + 1), units.get(l));
            positions += own;
        }
        // Layers of a few entries may have none held out.
        return positions == 0 ? 0 : sum / positions;
    }

    /** The layers of neurons. */
    private static List<Axis> neurons(List<List<Mask>> layers, RandomStreams streams) {
        List<Axis> neurons = new ArrayList<>();
        for (DMatrixRMaj features : Profiles.ofNeurons(layers, streams)) {
            neurons.add(Axis.of(features, streams, neurons.size() + 1));
        }
        return neurons;
    }

    private static List<int[]> at(List<Axis> units, int q) {
        return units.stream().map(axis -> axis.at(q)).toList();
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

        static Axis of(DMatrixRMaj features, RandomStreams streams, int number) {
            PivotGroups pivots = new PivotGroups(features, streams.child("pivots", number).stream());
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
            Profiles profiles = Profiles.of(masks, graph, streams.child("profiles"));
            Axis rows = Axis.of(profiles.rows(), streams, 1);
            return new Layer(rows, graph ? rows : Axis.of(profiles.columns(), streams, 0));
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
                HeldOut.ERROR,
                chosen.error,
                masks,
                masks == 1 ? "" : "s");
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
