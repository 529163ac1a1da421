package org.widelimit.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.graphon.Mask;
import org.widelimit.graphon.MaskFiles;
import org.widelimit.graphon.estimate.CoClustering;
import org.widelimit.graphon.estimate.GraphonEstimator;
import org.widelimit.graphon.estimate.NeighbourhoodSmoothing;
import org.widelimit.graphon.estimate.SingularValueThresholding;
import org.widelimit.graphon.estimate.SortedHistogramEstimator;
import org.widelimit.graphon.estimate.StochasticBlockApproximation;
import org.widelimit.numerics.arrays.NdArray;
import org.widelimit.numerics.arrays.Npy;
import org.widelimit.numerics.random.RandomStreams;

/**
 * Our side of {@code benchmarks/peers/estimators.py}: {@code benchmarks/run --main EstimatorRun NAME...}.
 *
 * <p>For each folder named by a line of the standard input: reads its masks {@code draw-K.npy} (for the stochastic block
 * approximation {@code draw-K-T.npy}, several masks of the same units), estimates each, writes the probabilities of the
 * entries to {@code NAME-K.npy}, and prints one line of JSON for each estimator. {@code seconds} is the median over the
 * draws of the time from the mask in memory to the probabilities; {@code cpuSeconds} the processor time of the whole
 * process, collector and compiler included, a draw. Each estimator is warmed up on the draws of the first folder.
 */
public final class EstimatorRun {

    private static final double WARM_UP_SECONDS = 12;
    private static final double NANO = 1e-9;

    private EstimatorRun() {}

    public static void main(String[] args) throws IOException {
        List<GraphonEstimator> estimators =
                Stream.of(args).map(EstimatorRun::named).toList();
        BufferedReader folders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        boolean warm = false;
        for (String line = folders.readLine(); line != null; line = folders.readLine()) {
            Path folder = Path.of(line);
            for (GraphonEstimator estimator : estimators) {
                List<List<Mask>> draws = draws(folder, estimator instanceof StochasticBlockApproximation);
                if (!warm) {
                    warmUp(estimator, draws);
                }
                System.out.println(run(estimator, draws, folder));
            }
            warm = true;
        }
    }

    private static GraphonEstimator named(String name) {
        return switch (name) {
            case SortedHistogramEstimator.NAME -> SortedHistogramEstimator.dataDriven();
            case SingularValueThresholding.NAME -> SingularValueThresholding.ofUnits();
            case NeighbourhoodSmoothing.NAME -> NeighbourhoodSmoothing.ofUnits();
            case CoClustering.NAME -> CoClustering.dataDriven();
            case StochasticBlockApproximation.NAME -> new StochasticBlockApproximation();
            default -> throw new IllegalArgumentException("expected the name of an estimator, found " + name);
        };
    }

    private static void warmUp(GraphonEstimator estimator, List<List<Mask>> draws) {
        long start = System.nanoTime();
        for (int k = 0; (System.nanoTime() - start) * NANO < WARM_UP_SECONDS; k++) {
            probabilities(estimator, draws, k % draws.size());
        }
    }

    private static String run(GraphonEstimator estimator, List<List<Mask>> draws, Path folder) {
        List<Double> seconds = new ArrayList<>();
        List<DMatrixRMaj> estimates = new ArrayList<>();
        long processor = processorTime();
        for (int k = 0; k < draws.size(); k++) {
            long before = System.nanoTime();
            estimates.add(probabilities(estimator, draws, k));
            seconds.add((System.nanoTime() - before) * NANO);
        }
        double perDraw = (processorTime() - processor) * NANO / draws.size();
        for (int k = 0; k < draws.size(); k++) {
            Npy.write(folder.resolve(estimator.name() + "-" + k + ".npy"), NdArray.of(estimates.get(k)));
        }
        seconds.sort(null);
        return String.format(
                Locale.ROOT,
                "{\"name\": \"%s\", \"seconds\": %.6f, \"cpuSeconds\": %.6f}",
                estimator.name(),
                seconds.get(seconds.size() / 2),
                perDraw);
    }

    private static DMatrixRMaj probabilities(GraphonEstimator estimator, List<List<Mask>> draws, int k) {
        return estimator.estimate(draws.get(k), RandomStreams.of(k)).probabilities();
    }

    private static long processorTime() {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return system.getProcessCpuTime();
    }

    /** By number of the draw; one mask each, or all copies. */
    private static List<List<Mask>> draws(Path folder, boolean copies) throws IOException {
        TreeMap<Integer, List<Mask>> draws = new TreeMap<>();
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path file : entries.sorted().toList()) {
                String[] parts =
                        file.getFileName().toString().replace(".npy", "").split("-");
                if (parts[0].equals("draw") && parts.length == (copies ? 3 : 2)) {
                    draws.computeIfAbsent(Integer.parseInt(parts[1]), k -> new ArrayList<>())
                            .add(MaskFiles.read(file).layers().get(0));
                }
            }
        }
        return new ArrayList<>(draws.values());
    }
}
