package org.widelimit.validation.widths;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import org.widelimit.graphon.estimate.Sorting;
import org.widelimit.networks.data.Dataset;
import org.widelimit.networks.pruning.PruningOptions;
import org.widelimit.numerics.linalg.DenseBackend;
import org.widelimit.numerics.random.RandomStreams;
import org.widelimit.numerics.threads.Workers;
import org.widelimit.validation.pruned.PruningAtInitialisation;

/**
 * One pruner at several widths and seeds. For each layer between hidden layers it compares estimated graphons in the
 * labelled cut distance: between seeds, from width to width, with the limit
 * where it is known, and with those of the null models; and the same for the null models alone.
 *
 * <p>A pure function of seed, options and backend; the upper ends of the distances come from the preferred backend. The
 * threads change no bit.
 */
public final class WidthsStudy {

    private WidthsStudy() {}

    /** The study on the built-in digits. */
    public static WidthsResult run(long seed, WidthsOptions options, int threads, DenseBackend backend) {
        return run(seed, options, Dataset.digits(), threads, backend);
    }

    /**
     * Runs the study.
     *
     * @param data what the pruner sees
     * @param threads at least 1
     * @throws org.widelimit.numerics.InputException if a network does not fit into memory
     * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
     */
    public static WidthsResult run(long seed, WidthsOptions options, Dataset data, int threads, DenseBackend backend) {
        RandomStreams streams =
                RandomStreams.of(seed).child("widths").child(options.pruner().name());
        PruningAtInitialisation pruning =
                PruningAtInitialisation.on(data, options.hiddenLayers(), options.pruning(), backend);
        HistogramFactory factory = new HistogramFactory(options, pruning, streams);
        List<Supplier<List<LayerHistograms>>> tasks = new ArrayList<>();
        for (int width : options.widths()) {
            for (int replicate = 0; replicate < options.seeds(); replicate++) {
                int own = replicate;
                tasks.add(() -> factory.histograms(width, own));
            }
        }
        // The widest first: they take longest.
        Collections.reverse(tasks);
        List<List<LayerHistograms>> networks = Workers.run(tasks, Memory.threads(options, threads));
        List<LayerResult> layers = new ArrayList<>();
        for (int l = 0; l < options.hiddenLayers() - 1; l++) {
            int own = l;
            List<LayerHistograms> histograms =
                    networks.stream().map(network -> network.get(own)).toList();
            layers.add(layer(options, histograms, threads, streams.child("layer", l)));
        }
        return result(seed, options, data, layers);
    }

    private static LayerResult layer(
            WidthsOptions options, List<LayerHistograms> histograms, int threads, RandomStreams streams) {
        List<DistanceCurve> curves = Workers.run(new DistanceFactory(options, histograms, streams).tasks(), threads);
        List<MaskPoint> masks = new ArrayList<>();
        for (int width : options.widths()) {
            masks.add(new MaskPoint(
                    width,
                    mean(histograms, width, LayerHistograms::density),
                    mean(histograms, width, one -> one.of(Model.METHOD).flatnessRms()),
                    mean(histograms, width, one -> one.of(Model.ERDOS_RENYI).flatnessRms()),
                    mean(histograms, width, one -> one.of(Model.CONFIGURATION).flatnessRms())));
        }
        return new LayerResult(
                histograms.get(0).layer(),
                Limit.of(options.pruner().name()),
                masks,
                curves,
                HistogramCurve.of(options, histograms));
    }

    private static double mean(List<LayerHistograms> histograms, int width, Function<LayerHistograms, Double> number) {
        return histograms.stream()
                .filter(one -> one.width() == width)
                .mapToDouble(number::apply)
                .average()
                .orElseThrow();
    }

    private static WidthsResult result(long seed, WidthsOptions options, Dataset data, List<LayerResult> layers) {
        PruningOptions pruning = options.pruning();
        return new WidthsResult(
                options.pruner().name(),
                data.name(),
                data.sha256(),
                pruning.density(),
                pruning.scope().name().toLowerCase(Locale.ROOT),
                pruning.rounds().orElse(options.pruner().defaultRounds()),
                options.hiddenLayers(),
                options.widths(),
                options.seeds(),
                seed,
                options.estimator().blocks(),
                options.estimator().sorting() == Sorting.HELD_OUT ? "held-out" : "in-sample",
                layers);
    }
}
