package org.widelimit.graphon.estimate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.widelimit.graphon.Mask;
import org.widelimit.graphon.MaskChain;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.random.RandomStreams;

/**
 * Stochastic block approximation over T &gt;= 2 masks of the same units: units whose slices of W differ little, in {@link
 * Dissimilarities}, make a block, and a cell holds the mean over its positions in all masks,
 *
 * <pre>  H_ab = (1 / (T n_a n_b)) sum_t sum_(i in a, j in b) m^t_ij.</pre>
 *
 * <p>Source: Airoldi, Costa and Chan, Stochastic blockmodel approximation of a graphon (2013), for rows and columns each
 * with blocks of their own. The threshold on the dissimilarities is that of a grid of their quantiles (and the middle of
 * their widest gap) with the smallest leave-one-out error of the histogram. One mask alone is refused: its dissimilarity
 * holds the noise of the mask as well, and no blocks could be told from it.
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
        PivotGroups rows = groups(
                List.of(Dissimilarities.ofRows(masks, graph)), masks.get(0).rows(), streams, 1);
        PivotGroups columns = graph
                ? rows
                : groups(
                        List.of(Dissimilarities.ofRows(transposed(masks), false)),
                        masks.get(0).columns(),
                        streams,
                        0);
        double[][] scales = {rows.scale(), columns.scale()};
        Chosen chosen = chosen(scales, thresholds -> {
            CellCounts counts = CellCounts.of(
                    masks,
                    graph,
                    UnitBlocks.ofGroups(rows.at(thresholds[0])),
                    UnitBlocks.ofGroups(columns.at(thresholds[1])));
            return counts.leaveOneOutError() / counts.total();
        });
        return Histograms.single(
                masks,
                graph,
                rows.at(chosen.thresholds[0]),
                columns.at(chosen.thresholds[1]),
                why(chosen, masks.size()));
    }

    @Override
    public ChainEstimate estimateChain(List<MaskChain> chains, RandomStreams streams) {
        List<List<Mask>> layers = layers(chains);
        List<PivotGroups> units = new ArrayList<>();
        for (int l = 1; l < layers.size(); l++) {
            List<Dissimilarities> both = List.of(
                    Dissimilarities.ofRows(layers.get(l - 1), false),
                    Dissimilarities.ofRows(transposed(layers.get(l)), false));
            units.add(groups(both, layers.get(l).get(0).columns(), streams, l));
        }
        double[][] scales = units.stream().map(PivotGroups::scale).toArray(double[][]::new);
        Chosen chosen = chosen(scales, thresholds -> error(layers, Histograms.units(layers, at(units, thresholds))));
        return Histograms.chain(layers, at(units, chosen.thresholds), why(chosen, chains.size()));
    }

    private static PivotGroups groups(List<Dissimilarities> from, int units, RandomStreams streams, int layer) {
        return new PivotGroups(units, from, streams.child("pivots", layer).stream());
    }

    private static List<int[]> at(List<PivotGroups> units, double[] thresholds) {
        List<int[]> groups = new ArrayList<>();
        for (int l = 0; l < thresholds.length; l++) {
            groups.add(units.get(l).at(thresholds[l]));
        }
        return groups;
    }

    private static double error(List<List<Mask>> layers, List<UnitBlocks> units) {
        double sum = 0;
        for (int l = 0; l < layers.size(); l++) {
            CellCounts counts = CellCounts.of(layers.get(l), false, units.get(l + 1), units.get(l));
            sum += counts.leaveOneOutError() / counts.total() / layers.size();
        }
        return sum;
    }

    /** Thresholds, one for each axis, and the error there. */
    private record Chosen(double[] thresholds, double error) {}

    private interface Risk {
        double at(double[] thresholds);
    }

    /** The best of the grid, with the same quantile on each axis. */
    private static Chosen chosen(double[][] scales, Risk risk) {
        Chosen best = new Chosen(thresholds(scales, -1), Double.POSITIVE_INFINITY);
        for (int q = -1; q < QUANTILES.length; q++) {
            double[] thresholds = thresholds(scales, q);
            double error = risk.at(thresholds);
            best = error < best.error ? new Chosen(thresholds, error) : best;
        }
        return best;
    }

    /** Number q of the quantiles of each scale, or, for -1, the middle of the widest gap. */
    private static double[] thresholds(double[][] scales, int q) {
        double[] thresholds = new double[scales.length];
        for (int axis = 0; axis < scales.length; axis++) {
            double[] scale = scales[axis];
            if (scale.length == 0) {
                thresholds[axis] = 0;
            } else if (q < 0) {
                thresholds[axis] = widestGap(scale);
            } else {
                thresholds[axis] = scale[(int) Math.round(QUANTILES[q] * (scale.length - 1))];
            }
        }
        return thresholds;
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
        return String.format(
                Locale.ROOT,
                "of %d thresholds on the mean squared difference of units %s had the smallest leave-one-out mean squared "
                        + "error, %.6g, over %d masks",
                QUANTILES.length + 1,
                Arrays.stream(chosen.thresholds)
                        .mapToObj(one -> String.format(Locale.ROOT, "%.3g", one))
                        .toList(),
                chosen.error,
                masks);
    }

    private static List<Mask> transposed(List<Mask> masks) {
        return masks.stream().map(Mask::transposed).toList();
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
