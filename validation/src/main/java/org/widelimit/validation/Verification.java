package org.widelimit.validation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.widelimit.networks.data.Dataset;
import org.widelimit.numerics.linalg.DenseBackend;
import org.widelimit.validation.claim.Claim;
import org.widelimit.validation.claim.Judgement;
import org.widelimit.validation.realinput.RealInputSection;
import org.widelimit.validation.realinput.RealInputStudy;
import org.widelimit.validation.report.Provenance;
import org.widelimit.validation.report.Report;
import org.widelimit.validation.study.CellStore;
import org.widelimit.validation.study.Engine;
import org.widelimit.validation.study.LocalEngine;
import org.widelimit.validation.study.ProvenanceCollector;
import org.widelimit.validation.study.Reports;
import org.widelimit.validation.study.StopSignal;
import org.widelimit.validation.study.StudyKey;
import org.widelimit.validation.study.StudyListener;
import org.widelimit.validation.study.StudyPlan;
import org.widelimit.validation.study.StudyResult;
import org.widelimit.validation.study.StudyRunner;

/**
 * The main job from end to end: a plan of claims is run, judged and turned into a report, with the section on real input where it is asked for.
 *
 * <p>The numbers of the report depend on the plan, the opening and the backend alone, not on the number of threads.
 *
 * @param plan which claims, at which scale, from which seed
 * @param opening whether the report opens with real input
 * @param backend for dense linear algebra
 * @param threads worker threads, at least 1
 */
public record Verification(StudyPlan plan, Opening opening, DenseBackend backend, int threads) {

    private static final long POLL_MILLIS = 50;

    /** How a report begins. */
    public enum Opening {
        /** With the pruners' masks on the built-in data, their graphons and spectra. */
        REAL_INPUT,
        /** With the claims at once. */
        NONE;

        private static final String OPTION = "opening";

        String label() {
            return this == REAL_INPUT ? "real-input" : "none";
        }

        /** The opening that a report's options name. */
        public static Opening of(Map<String, String> options) {
            return REAL_INPUT.label().equals(options.get(OPTION)) ? REAL_INPUT : NONE;
        }
    }

    /** Which code runs, on which machine, on which data. */
    public Provenance provenance() {
        return ProvenanceCollector.collect(backend, threads, Dataset.digits().sha256());
    }

    /** What a store of cells is bound to. */
    public StudyKey key() {
        Provenance here = provenance();
        return new StudyKey(
                plan.seed(),
                plan.scale(),
                options(),
                here.version() + " " + here.commit(),
                here.backend() + " " + here.backendCore());
    }

    /** What the report's numbers depend on besides seed and scale. */
    public Map<String, String> options() {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("claims", plan.claims().stream().map(Claim::id).collect(Collectors.joining(",")));
        options.put(Opening.OPTION, opening.label());
        return options;
    }

    /** Runs everything in this process, and keeps nothing but the report. */
    public Report run() {
        try (CellStore store = CellStore.inMemory()) {
            return run(store, StudyListener.NONE, new StopSignal()).report();
        }
    }

    /**
     * What came of a run.
     *
     * @param report of what has its final judgement
     * @param complete false when the run was asked to stop before its end
     */
    public record Result(Report report, boolean complete) {}

    /** Runs what the store does not have yet. */
    public Result run(CellStore store, StudyListener listener, StopSignal stop) {
        StudyResult result = new StudyRunner(new LocalEngine(threads), backend).run(plan, store, listener, stop);
        boolean stopped = result.outcome() == Engine.Outcome.STOPPED;
        @Nullable RealInputSection section = null;
        if (!stopped && opening == Opening.REAL_INPUT) {
            listener.stageBegins(
                    "real input: masks of five methods on the digits, their graphons and spectra (about half a minute)");
            section = realInput(stop);
            stopped = section == null;
        }
        Report report = Reports.of(
                stopped ? finished(result) : result,
                options(),
                provenance(),
                section == null ? null : section.text(),
                section == null ? List.of() : section.figures());
        return new Result(report, !stopped);
    }

    /** The section on real input, or null when it was asked to stop; it is then left to its daemon thread. */
    private @Nullable RealInputSection realInput(StopSignal stop) {
        FutureTask<RealInputSection> task =
                new FutureTask<>(() -> RealInputStudy.run(plan.seed(), plan.scale(), threads, backend));
        Thread thread = new Thread(task, "real-input");
        thread.setDaemon(true);
        thread.start();
        while (!stop.isRequested()) {
            try {
                return task.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                // Not finished: look at the signal again.
            } catch (ExecutionException e) {
                throw new IllegalStateException("the section on real input failed: " + e.getCause(), e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return null;
            }
        }
        return null;
    }

    /** The claims that are judged for good; the others will be when the run is resumed. */
    private static StudyResult finished(StudyResult result) {
        List<Judgement> judged =
                result.judgements().stream().filter(Judgement::isFinal).toList();
        StudyPlan plan = result.plan();
        List<Claim> claims = judged.stream().map(Judgement::claim).toList();
        return new StudyResult(
                new StudyPlan(plan.seed(), plan.scale(), claims, plan.notRun()), judged, result.outcome());
    }
}
