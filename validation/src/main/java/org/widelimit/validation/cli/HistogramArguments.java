package org.widelimit.validation.cli;

import org.jspecify.annotations.Nullable;
import org.widelimit.graphon.estimate.EstimatorOptions;
import org.widelimit.graphon.estimate.SortedHistogramEstimator;
import org.widelimit.graphon.estimate.Sorting;
import org.widelimit.numerics.InputException;
import picocli.CommandLine.Option;

/** The options of the sorted histogram, for a command whose numbers mean something with this estimator alone. */
final class HistogramArguments {

    @Option(
            names = "--estimator",
            paramLabel = "NAME",
            defaultValue = SortedHistogramEstimator.NAME,
            description = {
                "Only ${DEFAULT-VALUE}, units by degree in equal blocks, a cell its mean: the mean histograms of a width need the same blocks in "
                        + "every network,",
                "and the formula for masks without structure is that of this estimator. 'graphon' takes the others, one file at a time."
            })
    private String estimator = SortedHistogramEstimator.NAME;

    @Option(
            names = "--blocks",
            paramLabel = "K",
            description = "Blocks on each axis, never more than units (default: 64).")
    private @Nullable String blocks;

    @Option(
            names = "--held-out",
            description =
                    "Sort by the degrees of one half of the positions and average the other half: no sorting bias.")
    private boolean heldOut;

    EstimatorOptions options() {
        if (!estimator.equals(SortedHistogramEstimator.NAME)) {
            throw new InputException("--estimator: expected " + SortedHistogramEstimator.NAME
                    + ", the only one of this command, found \"" + estimator + '"');
        }
        int count = EstimatorArguments.blocks(blocks, "a whole number from 1");
        return new EstimatorOptions(count, heldOut ? Sorting.HELD_OUT : Sorting.IN_SAMPLE);
    }
}
