package org.widelimit.graphon.estimate;

import java.util.ArrayList;
import java.util.List;
import org.widelimit.graphon.GraphonChain;
import org.widelimit.graphon.Mask;
import org.widelimit.graphon.MaskChain;
import org.widelimit.graphon.StepGraphon;
import org.widelimit.graphon.model.NullModels;
import org.widelimit.numerics.random.RandomStreams;

/**
 * The flatness that an estimator reports for masks without structure: the null model of every "this graphon is not
 * constant".
 *
 * <p>Sorting by degree sorts the noise in the degrees. For an Erdos-Renyi mask of shape (m, n) and density c the
 * expected in-sample histogram is, with z = Phi^(-1) the normal quantile,
 *
 * <pre>  H(q, r) = c + (c (1 - c))^(1/2) (z(q) / n^(1/2) + z(r) / m^(1/2)),</pre>
 *
 * because row i has the mean c + (c (1 - c) / n)^(1/2) times a standard normal. Its RMS deviation from c is (c (1 - c)
 * (1/m + 1/n))^(1/2), and (2 c (1 - c) / n)^(1/2) for a square mask: it falls with the width at the rate that a
 * converging estimate would have, although there is nothing to converge. It survives averaging over masks; a single
 * mask adds noise of variance c (1 - c) (blocks^2) / (m n).
 */
public final class SortingNull {

    /** Masks that are drawn by default. */
    public static final int STANDARD_TRIALS = 30;

    private SortingNull() {}

    /** The formula above, (c (1 - c) (1 / rows + 1 / columns))^(1/2). */
    public static double formula(int rows, int columns, double density) {
        return Math.sqrt(density * (1 - density) * (1.0 / rows + 1.0 / columns));
    }

    /**
     * The mean of {@link StepGraphon#flatnessRms} over Erdos-Renyi masks of this shape and density sent through {@link
     * SortedHistogram} with these options.
     *
     * @param trials number of masks, at least 1
     */
    public static double flatness(
            int rows, int columns, double density, EstimatorOptions options, int trials, RandomStreams streams) {
        requireTrials(trials);
        double sum = 0;
        for (int t = 0; t < trials; t++) {
            RandomStreams trial = streams.child("sorting-null", t);
            RandomStreams own = trial.child("mask");
            Mask mask = NullModels.erdosRenyi("null", rows, columns, density, own.stream());
            sum += SortedHistogram.estimate(mask, options, trial).flatnessRms();
        }
        return sum / trials;
    }

    /**
     * The same through any estimator, for masks of the shapes and densities of these, which it gets at once. The null of
     * a graph is a random graph.
     */
    public static double flatness(List<Mask> masks, GraphonEstimator estimator, int trials, RandomStreams streams) {
        requireTrials(trials);
        double sum = 0;
        for (int t = 0; t < trials; t++) {
            RandomStreams trial = streams.child("sorting-null", t);
            List<Mask> nulls = new ArrayList<>();
            for (Mask mask : masks) {
                RandomStreams own = nulls.isEmpty() ? trial.child("mask") : trial.child("replicate", nulls.size());
                nulls.add(NullModels.erdosRenyi("null", mask, own.stream()));
            }
            sum += estimator.estimate(nulls, trial).graphon().flatnessRms();
        }
        return sum / trials;
    }

    /**
     * The same for each layer of networks of the same units, through any estimator.
     *
     * @return one mean for each layer, in order from the input
     */
    public static double[] flatnessOfChains(
            List<MaskChain> chains, GraphonEstimator estimator, int trials, RandomStreams streams) {
        requireTrials(trials);
        double[] means = new double[chains.get(0).layers().size()];
        for (int t = 0; t < trials; t++) {
            RandomStreams trial = streams.child("sorting-null", t);
            List<MaskChain> nulls = new ArrayList<>();
            for (MaskChain chain : chains) {
                nulls.add(
                        NullModels.erdosRenyi(chain, nulls.isEmpty() ? trial : trial.child("replicate", nulls.size())));
            }
            GraphonChain estimate = estimator.estimateChain(nulls, trial).graphons();
            for (int l = 0; l < means.length; l++) {
                means[l] += estimate.layers().get(l).flatnessRms() / trials;
            }
        }
        return means;
    }

    /**
     * The same for each layer of a chain, through {@link ChainEstimator}: masks are Erdos-Renyi with the shapes and
     * densities of the chain's layers.
     *
     * @return one mean for each layer, in order from the input
     */
    public static double[] flatness(MaskChain chain, EstimatorOptions options, int trials, RandomStreams streams) {
        return flatnessOfChains(List.of(chain), SortedHistogramEstimator.of(options), trials, streams);
    }

    private static void requireTrials(int trials) {
        if (trials < 1) {
            throw new IllegalArgumentException("expected at least one trial, found " + trials);
        }
    }
}
