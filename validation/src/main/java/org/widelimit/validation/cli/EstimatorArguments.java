package org.widelimit.validation.cli;

import org.jspecify.annotations.Nullable;
import org.widelimit.graphon.estimate.EstimatorOptions;
import org.widelimit.graphon.estimate.GraphonEstimator;
import org.widelimit.graphon.estimate.SingularValueThresholding;
import org.widelimit.graphon.estimate.SortedHistogramEstimator;
import org.widelimit.graphon.estimate.Sorting;
import org.widelimit.numerics.InputException;
import picocli.CommandLine.Option;

/** The options that choose a graphon estimator. */
final class EstimatorArguments {

    private static final String NAMES = SortedHistogramEstimator.NAME + " or " + SingularValueThresholding.NAME;

    @Option(
            names = "--estimator",
            paramLabel = "NAME",
            defaultValue = SortedHistogramEstimator.NAME,
            description = "The estimator: " + NAMES + " (default: ${DEFAULT-VALUE}).")
    private String estimator = SortedHistogramEstimator.NAME;

    @Option(
            names = "--blocks",
            paramLabel = "K",
            description = {
                "Blocks on each axis, never more than units (default: "
                        + "64 for sorted-histogram; one for each unit for usvt)."
            })
    private @Nullable Integer blocks;

    @Option(
            names = "--held-out",
            description =
                    "Sort by the degrees of one half of the positions and average the other half: no sorting bias. For sorted-histogram alone.")
    private boolean heldOut;

    /** The estimator that was chosen. */
    GraphonEstimator estimator() {
        switch (estimator) {
            case SortedHistogramEstimator.NAME:
                return SortedHistogramEstimator.of(options());
            case SingularValueThresholding.NAME:
                refuseHeldOut();
                return blocks == null
                        ? SingularValueThresholding.ofUnits()
                        : SingularValueThresholding.ofBlocks(checkedBlocks());
            default:
                throw new InputException("--estimator: expected " + NAMES + ", found \"" + estimator + '"');
        }
    }

    /** The options of the sorted histogram, the only estimator where these are asked for. */
    EstimatorOptions options() {
        if (!estimator.equals(SortedHistogramEstimator.NAME)) {
            throw new InputException(
                    "--estimator: expected " + SortedHistogramEstimator.NAME + " here, found \"" + estimator + '"');
        }
        return new EstimatorOptions(checkedBlocks(), heldOut ? Sorting.HELD_OUT : Sorting.IN_SAMPLE);
    }

    private int checkedBlocks() {
        int count = blocks == null ? EstimatorOptions.STANDARD.blocks() : blocks;
        if (count < 1) {
            throw new InputException("--blocks: expected at least 1, found " + count);
        }
        return count;
    }

    private void refuseHeldOut() {
        if (heldOut) {
            throw new InputException("--held-out: expected it with --estimator " + SortedHistogramEstimator.NAME
                    + " alone, found it with " + estimator);
        }
    }
}
