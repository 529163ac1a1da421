package org.widelimit.validation.concentration;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.widelimit.networks.pruning.Pruner;
import org.widelimit.numerics.linalg.DenseBackend;
import org.widelimit.numerics.random.RandomStreams;
import org.widelimit.numerics.threads.Workers;
import org.widelimit.validation.report.DrawnPanel;

/**
 * Random, SNIP and SynFlow on the digits across widths, with a dense and with a pruned input layer.
 *
 * <p>A pure function of seed, options and backend: the threads change no bit.
 */
public final class ConcentrationStudy {

    private static final List<String> METHODS = List.of("random", "snip", "synflow");

    private ConcentrationStudy() {}

    /**
     * The finding.
     *
     * @param threads at least 1; each prunes one network
     * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
     */
    public static DrawnPanel run(long seed, ConcentrationOptions options, int threads, DenseBackend backend) {
        SpectraFactory factory =
                new SpectraFactory(options, RandomStreams.of(seed).child("concentration"), backend);
        List<Supplier<NetworkSpectra>> tasks = new ArrayList<>();
        for (int width : options.widths()) {
            for (InputLayer layer : InputLayer.values()) {
                for (String method : METHODS) {
                    for (int r = 0; r < options.replicates(); r++) {
                        int replicate = r;
                        tasks.add(() -> factory.spectra(layer, Pruner.named(method), width, replicate));
                    }
                }
            }
        }
        // The widest first: they take longest.
        Collections.reverse(tasks);
        return ConcentrationPanel.of(new Spectra(options, METHODS, Workers.run(tasks, threads)));
    }
}
