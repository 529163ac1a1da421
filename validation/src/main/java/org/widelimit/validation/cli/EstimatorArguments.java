package org.widelimit.validation.cli;

import org.jspecify.annotations.Nullable;
import org.widelimit.graphon.estimate.CoClustering;
import org.widelimit.graphon.estimate.EstimatorOptions;
import org.widelimit.graphon.estimate.GraphonEstimator;
import org.widelimit.graphon.estimate.NeighbourhoodSmoothing;
import org.widelimit.graphon.estimate.SingularValueThresholding;
import org.widelimit.graphon.estimate.SortedHistogramEstimator;
import org.widelimit.graphon.estimate.Sorting;
import org.widelimit.graphon.estimate.StochasticBlockApproximation;
import org.widelimit.numerics.InputException;
import picocli.CommandLine.Option;

/** The options that choose a graphon estimator. */
final class EstimatorArguments {

    static final String NAMES = SortedHistogramEstimator.NAME + ", " + SingularValueThresholding.NAME + ", "
            + NeighbourhoodSmoothing.NAME + ", " + CoClustering.NAME + " or " + StochasticBlockApproximation.NAME;

    private static final String AUTO = "auto";

    @Option(
            names = "--estimator",
            paramLabel = "NAME",
            defaultValue = SortedHistogramEstimator.NAME,
            description = {
                "The estimator (default: ${DEFAULT-VALUE}):",
                "sorted-histogram: units by degree in equal blocks, a cell its mean;",
                "usvt: what singular values above the noise add up to;",
                "neighbourhood: for each entry the mean over rows like its row and columns like its column;",
                "co-clustering: groups of rows and of columns by k-means, a cell its mean;",
                "sba: blocks of units whose rows differ little, over one or several masks of the same units."
            })
    private String estimator = SortedHistogramEstimator.NAME;

    @Option(
            names = "--blocks",
            paramLabel = "K",
            description = {
                "Blocks on each axis, never more than units, or 'auto': chosen by leave-one-out error for sorted-histogram, on "
                        + "held-out positions for co-clustering.",
                "Default: 64 for sorted-histogram; auto for co-clustering; one block for each "
                        + "unit for usvt and neighbourhood. sba chooses its own."
            })
    private @Nullable String blocks;

    @Option(
            names = "--held-out",
            description =
                    "Sort by the degrees of one half of the positions and average the other half: no sorting bias. For sorted-histogram alone.")
    private boolean heldOut;

    /** The estimator that was chosen. */
    GraphonEstimator estimator() {
        if (estimator.equals(SortedHistogramEstimator.NAME)) {
            return AUTO.equals(blocks)
                    ? dataDriven()
                    : SortedHistogramEstimator.of(
                            new EstimatorOptions(checkedBlocks(), heldOut ? Sorting.HELD_OUT : Sorting.IN_SAMPLE));
        }
        GraphonEstimator chosen = switch (estimator) {
            case SingularValueThresholding.NAME ->
                blocks == null
                        ? SingularValueThresholding.ofUnits()
                        : SingularValueThresholding.ofBlocks(checkedBlocks());
            case NeighbourhoodSmoothing.NAME ->
                blocks == null ? NeighbourhoodSmoothing.ofUnits() : NeighbourhoodSmoothing.ofBlocks(checkedBlocks());
            case CoClustering.NAME ->
                blocks == null || blocks.equals(AUTO)
                        ? CoClustering.dataDriven()
                        : CoClustering.ofBlocks(checkedBlocks());
            case StochasticBlockApproximation.NAME -> {
                refuse(blocks != null, "--blocks");
                yield new StochasticBlockApproximation();
            }
            default -> throw new InputException("--estimator: expected " + NAMES + ", found \"" + estimator + '"');
        };
        refuse(heldOut, "--held-out");
        return chosen;
    }

    private GraphonEstimator dataDriven() {
        if (heldOut) {
            throw new InputException("--blocks auto: expected it without --held-out, found both");
        }
        return SortedHistogramEstimator.dataDriven();
    }

    private int checkedBlocks() {
        boolean auto = estimator.equals(SortedHistogramEstimator.NAME) || estimator.equals(CoClustering.NAME);
        return blocks(blocks, auto ? "a whole number from 1, or auto" : "a whole number from 1");
    }

    /**
     * The number of blocks that these words ask for, the standard one where there are none.
     *
     * @param expected what the message offers
     */
    static int blocks(@Nullable String words, String expected) {
        if (words == null) {
            return EstimatorOptions.STANDARD.blocks();
        }
        try {
            int count = Integer.parseInt(words);
            if (count >= 1) {
                return count;
            }
        } catch (NumberFormatException e) {
            // Falls through to the message below.
        }
        throw new InputException("--blocks: expected " + expected + ", found \"" + words + '"');
    }

    private void refuse(boolean given, String option) {
        if (given) {
            throw new InputException(option + ": expected it without --estimator " + estimator + ", found both");
        }
    }
}
