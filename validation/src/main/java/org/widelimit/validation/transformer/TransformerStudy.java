package org.widelimit.validation.transformer;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.widelimit.numerics.random.RandomStreams;
import org.widelimit.numerics.threads.Workers;
import org.widelimit.validation.report.DrawnSection;
import org.widelimit.validation.report.Scale;

/**
 * The exact flow through both stages on random sequences and on the rows of the digits, beside the theory.
 *
 * <p>A pure function of seed and options: the threads change no bit.
 */
public final class TransformerStudy {

    private TransformerStudy() {}

    /** The section at the size that belongs to a scale. */
    public static DrawnSection run(long seed, Scale scale, int threads) {
        return run(seed, TransformerSectionOptions.of(scale), threads);
    }

    /**
     * The section.
     *
     * @param threads at least 1; each follows one run
     * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
     */
    public static DrawnSection run(long seed, TransformerSectionOptions options, int threads) {
        return TransformerSection.of(options, runs(seed, options, threads));
    }

    /** The run on random sequences, then those on digits, from descending initial scales and in the same direction. */
    static List<TwoStageRun> runs(long seed, TransformerSectionOptions options, int threads) {
        RandomStreams random = RandomStreams.of(seed).child("two-stages");
        List<Supplier<TwoStageRun>> tasks = new ArrayList<>();
        tasks.add(() -> TwoStageRun.of(
                SequenceTask.randomSequences(options, random), options.initialScale(), random.child("random")));
        tasks.add(() -> digits(options, options.initialScale(), random));
        for (double scale : options.smallerScales()) {
            tasks.add(() -> digits(options, scale, random));
        }
        return Workers.run(tasks, threads);
    }

    private static TwoStageRun digits(TransformerSectionOptions options, double scale, RandomStreams random) {
        return TwoStageRun.of(SequenceTask.digitRows(options, random), scale, random.child("digits"));
    }
}
