package org.widelimit.validation.cli;

import org.widelimit.graphon.estimate.EstimatorOptions;
import org.widelimit.graphon.estimate.Sorting;
import org.widelimit.numerics.InputException;
import picocli.CommandLine.Option;

/** The options that choose a graphon estimator. */
final class EstimatorArguments {

    private static final String SORTED_HISTOGRAM = "sorted-histogram";

    @Option(
            names = "--estimator",
            paramLabel = "NAME",
            defaultValue = SORTED_HISTOGRAM,
            description = "The estimator: " + SORTED_HISTOGRAM + " (default).")
    private String estimator = SORTED_HISTOGRAM;

    @Option(
            names = "--blocks",
            paramLabel = "K",
            defaultValue = "64",
            description = "Blocks on each axis, never more than units (default: ${DEFAULT-VALUE}).")
    private int blocks;

    @Option(
            names = "--held-out",
            description =
                    "Sort by the degrees of one half of the positions and average the other half: no sorting bias.")
    private boolean heldOut;

    EstimatorOptions options() {
        if (!estimator.equals(SORTED_HISTOGRAM)) {
            throw new InputException("--estimator: expected " + SORTED_HISTOGRAM + ", found \"" + estimator + '"');
        }
        if (blocks < 1) {
            throw new InputException("--blocks: expected at least 1, found " + blocks);
        }
        return new EstimatorOptions(blocks, heldOut ? Sorting.HELD_OUT : Sorting.IN_SAMPLE);
    }
}
