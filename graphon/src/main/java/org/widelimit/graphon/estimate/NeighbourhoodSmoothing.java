package org.widelimit.graphon.estimate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.graphon.Mask;
import org.widelimit.graphon.MaskChain;
import org.widelimit.numerics.random.RandomStreams;

/**
 * Neighbourhood smoothing on both sides: each entry is the mean of the mask over the neighbourhood of its row times that
 * of its column,
 *
 * <pre>  P_ij = mean of m_kl over k in N_i and l in N'_j,</pre>
 *
 * where N_i are the floor(h m) rows nearest to row i (and those as near as the last), h = (log m / m)^(1/2), in the
 * two-step dissimilarity |(W W^T)(u_i, .) - (W W^T)(u_k, .)|_2, and columns likewise with W^T W.
 *
 * <p>Zhang, Levina and Zhu, Estimating network edge probabilities by neighbourhood smoothing (2017), smooth one side
 * at a time and take the mean of the two, P = (K M + M K^T) / 2, and the largest difference of M M^T for the l2 norm.
 * Both sides at once average (h n)^2 entries for h n, at the price of at most twice the bias. The dissimilarity is that
 * of the part of M above the noise ({@link LowRank}), which costs m r for m n a pair; see {@link Features#ofTwoSteps}.
 * A graph's diagonal counts as missing. A mask without anything above the noise is estimated as constant.
 *
 * <p>In a chain the neighbourhoods of a neuron come from both layers that meet there, by the sum of the squared
 * dissimilarities, each divided by the numbers of units that it sums over. Inputs and outputs have no neighbours.
 */
public final class NeighbourhoodSmoothing implements GraphonEstimator {

    /** What {@code --estimator} calls it. */
    public static final String NAME = "neighbourhood";

    private final OptionalInt blocks;

    private NeighbourhoodSmoothing(OptionalInt blocks) {
        this.blocks = blocks;
    }

    /** The graphon with a block for each unit. */
    public static NeighbourhoodSmoothing ofUnits() {
        return new NeighbourhoodSmoothing(OptionalInt.empty());
    }

    /** The means of the same over so many blocks of units, at least 1. */
    public static NeighbourhoodSmoothing ofBlocks(int blocks) {
        return new NeighbourhoodSmoothing(
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
        LowRank part = lowRank(mask, degrees, streams);
        Neighbourhoods rows = neighbourhoods(rowFeatures(part));
        Neighbourhoods columns = degrees.graph() ? rows : neighbourhoods(columnFeatures(part));
        return FittedLayers.single(fit(mask, degrees, part, rows, columns), degrees.graph(), blocks);
    }

    @Override
    public ChainEstimate estimateChain(List<MaskChain> chains, RandomStreams streams) {
        List<Mask> masks = Replicates.one(NAME, chains).requireConsistent().layers();
        List<LowRank> parts = new ArrayList<>();
        for (Mask mask : masks) {
            parts.add(lowRank(mask, Degrees.ofLayer(mask), streams.child("layer", parts.size())));
        }
        List<Neighbourhoods> units = new ArrayList<>();
        units.add(Neighbourhoods.alone(masks.get(0).columns()));
        for (int l = 1; l < masks.size(); l++) {
            units.add(neighbourhoods(Features.stacked(rowFeatures(parts.get(l - 1)), columnFeatures(parts.get(l)))));
        }
        units.add(Neighbourhoods.alone(masks.get(masks.size() - 1).rows()));
        List<FittedLayers.Fit> fits = new ArrayList<>();
        for (int l = 0; l < masks.size(); l++) {
            Degrees degrees = Degrees.ofLayer(masks.get(l));
            fits.add(fit(masks.get(l), degrees, parts.get(l), units.get(l + 1), units.get(l)));
        }
        return FittedLayers.chain(masks, fits, blocks);
    }

    private static LowRank lowRank(Mask mask, Degrees degrees, RandomStreams streams) {
        return LowRank.of(List.of(mask), degrees, streams.child("neighbourhood").stream());
    }

    private static DMatrixRMaj rowFeatures(LowRank part) {
        return scaled(Features.ofTwoSteps(part.x(), part.y()), part);
    }

    private static DMatrixRMaj columnFeatures(LowRank part) {
        return scaled(Features.ofTwoSteps(part.y(), part.x()), part);
    }

    /** From sums over units to means over them: those of the other axis once, of the own one under a root. */
    private static DMatrixRMaj scaled(DMatrixRMaj features, LowRank part) {
        double units = features.numCols;
        double others = part.x().numRows * (double) part.y().numRows / units;
        return Features.scaled(features, 1 / (others * Math.sqrt(units)));
    }

    private static Neighbourhoods neighbourhoods(DMatrixRMaj features) {
        int units = features.numCols;
        return Neighbourhoods.of(features, Math.max(1, (int) (units * bandwidth(units))));
    }

    private static double bandwidth(int units) {
        return Math.sqrt(Math.log(units) / units);
    }

    private static FittedLayers.Fit fit(
            Mask mask, Degrees degrees, LowRank part, Neighbourhoods rows, Neighbourhoods columns) {
        double share = (rows.meanSize() / mask.rows() + columns.meanSize() / mask.columns()) / 2;
        if (part.rank() == 0 && rows.meanSize() == mask.rows() && columns.meanSize() == mask.columns()) {
            DMatrixRMaj constant = new DMatrixRMaj(mask.rows(), mask.columns());
            Arrays.fill(constant.data, degrees.density());
            String why = String.format(
                    Locale.ROOT,
                    "no singular value of the scaled mask is above the noise at %.4g, so all units are neighbours",
                    part.threshold());
            return new FittedLayers.Fit(constant, 1, why);
        }
        String why = String.format(
                Locale.ROOT,
                "%.1f of %d rows and %.1f of %d columns to a neighbourhood, from h = (log n / n)^(1/2) = %.4f and %.4f, "
                        + "by distances in the %d leading singular directions above the noise",
                rows.meanSize(),
                mask.rows(),
                columns.meanSize(),
                mask.columns(),
                bandwidth(mask.rows()),
                bandwidth(mask.columns()),
                part.rank());
        return new FittedLayers.Fit(NeighbourhoodMeans.of(mask, degrees.graph(), rows, columns), share, why);
    }
}
