package org.widelimit.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.widelimit.graphon.Graphon;
import org.widelimit.graphon.GraphonChain;
import org.widelimit.graphon.Mask;
import org.widelimit.graphon.MaskChain;
import org.widelimit.graphon.StepGraphon;
import org.widelimit.graphon.estimate.CoClustering;
import org.widelimit.graphon.estimate.EstimatorOptions;
import org.widelimit.graphon.estimate.GraphonEstimator;
import org.widelimit.graphon.estimate.NeighbourhoodSmoothing;
import org.widelimit.graphon.estimate.SingularValueThresholding;
import org.widelimit.graphon.estimate.SortedHistogram;
import org.widelimit.graphon.estimate.SortedHistogramEstimator;
import org.widelimit.graphon.estimate.Sorting;
import org.widelimit.graphon.estimate.StochasticBlockApproximation;
import org.widelimit.numerics.random.RandomStreams;

/**
 * Path densities of estimated chains: {@code benchmarks/run --main ChainEstimatorRun [WIDTH] [DRAWS]}.
 *
 * <p>Networks of 24 inputs, three layers of neurons and 10 outputs are drawn from graphons whose in- and out-strengths
 * have opposite orders, none in common, or the same. Each cell of the table has the mean over the draws of p_hat / p - 1
 * against the path density p of the masks themselves, with its standard deviation, and the root mean square of p_hat / p
 * - 1 against that of the graphons.
 */
public final class ChainEstimatorRun {

    private static final int INPUTS = 24;
    private static final int OUTPUTS = 10;
    private static final int SEVERAL = 4;

    private ChainEstimatorRun() {}

    /** The four graphons of a network. */
    private record Truth(String name, List<Graphon> layers) {}

    private static final List<Truth> TRUTHS = List.of(
            new Truth(
                    "opposite",
                    List.of(
                            (u, v) -> 0.1 + 0.8 * u * (0.5 + 0.5 * v),
                            (u, v) -> 0.1 + 0.8 * u * (1 - v),
                            (u, v) -> 0.1 + 0.8 * u * (1 - v),
                            (u, v) -> 0.1 + 0.8 * (1 - v))),
            new Truth(
                    "unrelated",
                    List.of(
                            (u, v) -> 0.1 + 0.8 * u * (0.5 + 0.5 * v),
                            (u, v) -> 0.1 + 0.8 * u * (8 * v % 1),
                            (u, v) -> 0.1 + 0.8 * u * (8 * v % 1),
                            (u, v) -> 0.1 + 0.8 * (8 * v % 1))),
            new Truth(
                    "alike",
                    List.of(
                            (u, v) -> 0.1 + 0.8 * u * (0.5 + 0.5 * v),
                            (u, v) -> 0.1 + 0.8 * u * v,
                            (u, v) -> 0.1 + 0.8 * u * v,
                            (u, v) -> 0.1 + 0.8 * v)));

    /** From networks of the same units to a chain. */
    private interface Estimate {
        GraphonChain of(List<MaskChain> chains, RandomStreams streams);
    }

    public static void main(String[] args) {
        int width = args.length > 0 ? Integer.parseInt(args[0]) : 512;
        int draws = args.length > 1 ? Integer.parseInt(args[1]) : 20;
        System.out.print("| estimator |");
        TRUTHS.forEach(truth -> System.out.print(" " + truth.name + " | rms |"));
        System.out.println("\n|---|" + "---|---|".repeat(TRUTHS.size()));
        estimates().forEach((name, estimate) -> {
            System.out.print("| " + name + " |");
            TRUTHS.forEach(truth -> System.out.print(cell(truth, estimate, width, draws, name.contains("networks"))));
            System.out.println();
        });
    }

    private static Map<String, Estimate> estimates() {
        EstimatorOptions standard = EstimatorOptions.STANDARD;
        Map<String, Estimate> estimates = new LinkedHashMap<>();
        estimates.put(
                "each layer sorted for itself, 64 blocks",
                (chains, streams) -> GraphonChain.of(chains.get(0).layers().stream()
                        .map(mask -> SortedHistogram.estimate(mask, standard, streams))
                        .toList()));
        put(estimates, "sorted-histogram, 64 blocks", SortedHistogramEstimator.of(standard));
        put(
                estimates,
                "sorted-histogram, 64 blocks, held out",
                SortedHistogramEstimator.of(standard.withSorting(Sorting.HELD_OUT)));
        put(estimates, "sorted-histogram, blocks chosen", SortedHistogramEstimator.dataDriven());
        put(estimates, "usvt", SingularValueThresholding.ofUnits());
        put(estimates, "neighbourhood", NeighbourhoodSmoothing.ofUnits());
        put(estimates, "co-clustering", CoClustering.dataDriven());
        put(estimates, "sba, one network", new StochasticBlockApproximation());
        put(estimates, "sba, " + SEVERAL + " networks", new StochasticBlockApproximation());
        return estimates;
    }

    private static void put(Map<String, Estimate> estimates, String name, GraphonEstimator estimator) {
        estimates.put(
                name,
                (chains, streams) -> estimator.estimateChain(chains, streams).graphons());
    }

    private static String cell(Truth truth, Estimate estimate, int width, int draws, boolean several) {
        double exact = exact(truth, width).pathDensity();
        double sum = 0;
        double squares = 0;
        double errors = 0;
        for (int k = 0; k < draws; k++) {
            RandomStreams streams = RandomStreams.of(k).child(truth.name);
            List<MaskChain> chains = new ArrayList<>();
            double own = 0;
            for (int t = 0; t < (several ? SEVERAL : 1); t++) {
                chains.add(sample(truth, width, streams.child("network", t)));
                own += chains.get(t).pathDensity();
            }
            double found = estimate.of(chains, streams).pathDensity();
            double deviation = found * chains.size() / own - 1;
            sum += deviation;
            squares += deviation * deviation;
            errors += (found / exact - 1) * (found / exact - 1);
        }
        double mean = sum / draws;
        return String.format(
                Locale.ROOT,
                " %+.2f %% +- %.2f | %.2f %% |",
                100 * mean,
                100 * Math.sqrt(Math.max(0, squares / draws - mean * mean)),
                100 * Math.sqrt(errors / draws));
    }

    private static int[] widths(int width) {
        return new int[] {INPUTS, width, width, width, OUTPUTS};
    }

    private static MaskChain sample(Truth truth, int width, RandomStreams streams) {
        int[] widths = widths(width);
        List<Mask> masks = new ArrayList<>();
        for (int l = 0; l + 1 < widths.length; l++) {
            masks.add(truth.layers
                    .get(l)
                    .sample("layer" + (l + 1), widths[l + 1], widths[l], streams.child("mask", l).stream()));
        }
        return MaskChain.of(masks);
    }

    private static GraphonChain exact(Truth truth, int width) {
        int[] widths = widths(width);
        List<StepGraphon> layers = new ArrayList<>();
        for (int l = 0; l + 1 < widths.length; l++) {
            layers.add(StepGraphon.discretise(truth.layers.get(l), widths[l + 1], widths[l]));
        }
        return GraphonChain.of(layers);
    }
}
