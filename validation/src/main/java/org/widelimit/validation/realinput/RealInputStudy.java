package org.widelimit.validation.realinput;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.widelimit.networks.data.Dataset;
import org.widelimit.networks.pruning.Pruner;
import org.widelimit.numerics.linalg.DenseBackend;
import org.widelimit.numerics.random.RandomStreams;
import org.widelimit.numerics.threads.Workers;
import org.widelimit.validation.concentration.ConcentrationOptions;
import org.widelimit.validation.concentration.ConcentrationStudy;
import org.widelimit.validation.report.DrawnPanel;
import org.widelimit.validation.report.DrawnSection;
import org.widelimit.validation.report.NumberText;
import org.widelimit.validation.report.Scale;

/**
 * Five pruners on the digits at several widths: masks, estimated graphons, their flatness, tangent kernels of limit and
 * network, spectra; the null model beside each.
 *
 * <p>A pure function of seed, options and backend: the threads change no bit.
 */
public final class RealInputStudy {

    private RealInputStudy() {}

    /** The section at the size that belongs to a scale. */
    public static DrawnSection run(long seed, Scale scale, int threads, DenseBackend backend) {
        RealInputOptions options = RealInputOptions.of(scale);
        List<DrawnPanel> panels = new ArrayList<>(panels(seed, options, threads, backend));
        panels.add(ConcentrationStudy.run(seed, ConcentrationOptions.of(scale), threads, backend));
        return section(seed, options, panels);
    }

    /**
     * The section.
     *
     * @param threads at least 1; each runs one method at one width
     * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
     */
    public static DrawnSection run(long seed, RealInputOptions options, int threads, DenseBackend backend) {
        return section(seed, options, panels(seed, options, threads, backend));
    }

    private static List<DrawnPanel> panels(long seed, RealInputOptions options, int threads, DenseBackend backend) {
        RunFactory factory = RunFactory.of(options, RandomStreams.of(seed).child("real-input"), backend);
        List<Supplier<NetworkRun>> tasks = new ArrayList<>();
        for (int width : options.widths()) {
            for (Pruner pruner : Pruner.all()) {
                tasks.add(() -> factory.run(pruner, width));
            }
        }
        // The widest first: they take longest.
        Collections.reverse(tasks);
        List<NetworkRun> runs = new ArrayList<>(Workers.run(tasks, threads));
        Collections.reverse(runs);
        return panels(new Runs(options, runs, factory.emptyHistograms(), factory.dense()));
    }

    private static List<DrawnPanel> panels(Runs runs) {
        return List.of(
                MaskPanel.of(runs),
                GraphonPanel.of(runs),
                FlatnessPanel.of(runs),
                LimitPanel.of(runs),
                SpectrumPanel.of(runs),
                ShapePanel.of(runs));
    }

    private static DrawnSection section(long seed, RealInputOptions options, List<DrawnPanel> panels) {
        return DrawnSection.of("real-input", "Real input", "On real input", introduction(seed, options), panels);
    }

    private static String introduction(long seed, RealInputOptions options) {
        return "The " + NumberText.count(Dataset.digits().size())
                + " images of the digits data set, 8 × 8 pixels scaled to [0, 1] (E. Alpaydin and C. Kaynak, Optical "
                + "Recognition of Handwritten "
                + "Digits, UCI Machine Learning Repository, CC BY 4.0). A fresh ReLU network 64-n-n-n-10 without "
                + "biases, weights N(0, 2/fan-in), is "
                + "pruned at initialisation to " + Words.percent(options.density())
                + " of its weights by five methods: one threshold over all layers, SynFlow in 100 rounds, the others "
                + "in one. Widths n = "
                + Words.list(options.widths().stream().map(String::valueOf).toList()) + ", seed " + seed
                + ", one network for each method and width."
                + "\n\nBeside each method stands the null model: Erdős–Rényi masks, which keep every weight with the "
                + "same probability, sent "
                + "through the very same estimator. What the null shows as well is the estimator's doing, and not the "
                + "method's.";
    }
}
