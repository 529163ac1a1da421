package org.widelimit.validation.widths;

import java.util.List;
import java.util.Objects;
import org.widelimit.graphon.estimate.EstimatorOptions;
import org.widelimit.networks.pruning.Pruner;
import org.widelimit.networks.pruning.PruningOptions;
import org.widelimit.numerics.InputException;

/**
 * What is compared.
 *
 * @param pruner the method
 * @param pruning density, scope, rounds, schedule
 * @param hiddenLayers L of a network d-n-...-n-classes, at least 2: the layers between hidden ones are looked at
 * @param widths n, at least two of them, ascending
 * @param seeds networks for each width, at least 1; intervals need 2, and 3 for distances between seeds
 * @param estimator of the sorted histograms
 */
public record WidthsOptions(
        Pruner pruner,
        PruningOptions pruning,
        int hiddenLayers,
        List<Integer> widths,
        int seeds,
        EstimatorOptions estimator) {

    /** Two layers between hidden ones. */
    public static final int STANDARD_HIDDEN_LAYERS = 3;
    /** Enough for an interval and for distances between seeds. */
    public static final int STANDARD_SEEDS = 5;

    public WidthsOptions {
        Objects.requireNonNull(pruner, "pruner");
        Objects.requireNonNull(pruning, "pruning");
        Objects.requireNonNull(estimator, "estimator");
        widths = List.copyOf(widths);
        if (hiddenLayers < 2) {
            throw new InputException("hidden layers: expected at least 2, found " + hiddenLayers);
        }
        if (seeds < 1) {
            throw new InputException("seeds: expected at least 1, found " + seeds);
        }
        if (widths.size() < 2 || widths.get(0) < 1) {
            throw new InputException("widths: expected at least two, of at least 1, found " + widths);
        }
        for (int k = 1; k < widths.size(); k++) {
            if (widths.get(k) <= widths.get(k - 1)) {
                throw new InputException("widths: expected ascending numbers, found " + widths);
            }
        }
    }

    /** This method, three hidden layers, five seeds, 64 blocks sorted in sample. */
    public static WidthsOptions of(Pruner pruner, PruningOptions pruning, List<Integer> widths) {
        return new WidthsOptions(
                pruner, pruning, STANDARD_HIDDEN_LAYERS, widths, STANDARD_SEEDS, EstimatorOptions.STANDARD);
    }

    /** The same with another number of seeds. */
    public WidthsOptions withSeeds(int newSeeds) {
        return new WidthsOptions(pruner, pruning, hiddenLayers, widths, newSeeds, estimator);
    }

    /** The same with another estimator. */
    public WidthsOptions withEstimator(EstimatorOptions newEstimator) {
        return new WidthsOptions(pruner, pruning, hiddenLayers, widths, seeds, newEstimator);
    }

    int largestWidth() {
        return widths.get(widths.size() - 1);
    }
}
