package org.widelimit.validation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.widelimit.networks.data.Dataset;
import org.widelimit.numerics.linalg.DenseBackend;
import org.widelimit.numerics.linalg.DenseBackends;
import org.widelimit.numerics.threads.Inherited;
import org.widelimit.validation.catalogue.StandardCatalogue;
import org.widelimit.validation.claim.Claim;
import org.widelimit.validation.claim.Judgement;
import org.widelimit.validation.report.DrawnSection;
import org.widelimit.validation.report.Provenance;
import org.widelimit.validation.report.Report;
import org.widelimit.validation.study.Catalogue;
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
 * The main job from end to end: a plan of claims is run, judged and turned into a report, with the sections that are asked for.
 *
 * <p>The numbers of the report depend on the plan, the sections and the backend alone, not on the engine or the number of threads.
 *
 * @param plan which claims, at which scale, from which seed
 * @param sections what the report shows before the claims, in this order
 * @param backend for dense linear algebra
 * @param engine runs the cells; sections are drawn in this process
 * @param threads worker threads, at least 1
 * @param provenance which code runs, on which machine, on which data, as it was when the job was planned
 */
public record Verification(
        StudyPlan plan,
        List<ShownSection> sections,
        DenseBackend backend,
        Engine engine,
        int threads,
        Provenance provenance) {

    private static final long POLL_MILLIS = 50;

    private static final String CLAIMS = "claims";

    private static final String SECTIONS = "sections";

    /** Copies the list. */
    public Verification {
        sections = List.copyOf(sections);
    }

    /** Plans the job for this code and this machine, with the local engine. */
    public static Verification of(StudyPlan plan, List<ShownSection> sections, DenseBackend backend, int threads) {
        Provenance here =
                ProvenanceCollector.collect(backend, threads, Dataset.digits().sha256());
        return new Verification(plan, sections, backend, new LocalEngine(threads), threads, here);
    }

    /** The same job with its cells on another engine, whose owner closes it. */
    public Verification on(Engine other) {
        return new Verification(plan, sections, backend, other, threads, provenance.withEngine(other.description()));
    }

    /** What a store of cells is bound to. */
    public StudyKey key() {
        return StudyKey.of(plan.seed(), plan.scale(), options(), provenance);
    }

    /** The sections that a report's options name; what they do not know is passed over. */
    public static List<ShownSection> sectionsOf(Map<String, String> options) {
        List<String> labels = names(options, SECTIONS);
        return Stream.of(ShownSection.values())
                .filter(section -> labels.contains(section.label()))
                .toList();
    }

    /** The ids of the claims that a report's options name; those of an interrupted run name more than its report has. */
    public static List<String> claimsOf(Map<String, String> options) {
        return names(options, CLAIMS);
    }

    private static List<String> names(Map<String, String> options, String option) {
        return Stream.of(options.getOrDefault(option, "").split(","))
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /** What the report's numbers depend on besides seed and scale. */
    public Map<String, String> options() {
        Map<String, String> options = new LinkedHashMap<>();
        options.put(CLAIMS, plan.claims().stream().map(Claim::id).collect(Collectors.joining(",")));
        options.put(SECTIONS, sections.stream().map(ShownSection::label).collect(Collectors.joining(",")));
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
        StudyResult result = new StudyRunner(engine, backend).run(plan, store, listener, stop);
        boolean stopped = result.outcome() == Engine.Outcome.STOPPED;
        List<DrawnSection> drawn = new ArrayList<>();
        for (ShownSection section : stopped ? List.<ShownSection>of() : sections) {
            listener.stageBegins(section.announcement());
            DrawnSection done = draw(section, stop);
            if (done == null) {
                stopped = true;
                break;
            }
            drawn.add(done);
        }
        return stopped
                ? new Result(reportSoFar(result.judgements()), false)
                : new Result(Reports.of(result, options(), provenance, drawn, List.of(), this::reproduce), true);
    }

    /** The section, or null when it was asked to stop; it is then left to its daemon thread. */
    private @Nullable DrawnSection draw(ShownSection section, StopSignal stop) {
        FutureTask<DrawnSection> task = new FutureTask<>(() -> {
            try (Inherited.Scope preferred = DenseBackends.prefer(backend)) {
                return section.draw(plan.seed(), plan.scale(), threads, backend);
            }
        });
        Thread thread = new Thread(task, section.label());
        thread.setDaemon(true);
        thread.start();
        while (!stop.isRequested()) {
            try {
                return task.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                // Not finished: look at the signal again.
            } catch (ExecutionException e) {
                throw new IllegalStateException(
                        "the section " + section.label() + " failed: " + e.getCause(), e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return null;
            }
        }
        return null;
    }

    /** The report of the claims that are judged for good, in the order of the plan and without sections. */
    public Report reportSoFar(Collection<Judgement> judgements) {
        List<Judgement> judged = judgements.stream()
                .filter(Judgement::isFinal)
                .sorted(Comparator.comparingInt(judgement -> plan.claims().indexOf(judgement.claim())))
                .toList();
        List<Claim> claims = judged.stream().map(Judgement::claim).toList();
        StudyPlan part = new StudyPlan(plan.seed(), plan.scale(), claims, plan.notRun());
        StudyResult finished = new StudyResult(part, judged, Engine.Outcome.STOPPED);
        List<String> unfinished = Stream.concat(
                        plan.claims().stream()
                                .filter(claim -> !claims.contains(claim))
                                .map(Claim::id),
                        sections.stream().map(ShownSection::label))
                .toList();
        return Reports.of(finished, options(), provenance, List.of(), unfinished, this::reproduce);
    }

    /** The command line knows the catalogue's claims alone; one's own are run again where they are: in JShell or in a program. */
    private String reproduce(Claim claim) {
        return Standard.CATALOGUE.contains(claim)
                ? "./widelimit verify " + claim.id() + " --scale "
                        + plan.scale().label() + " --seed " + plan.seed() + asked()
                : "System.out.print(Terminal.verdicts(Scale." + plan.scale() + ", " + plan.seed()
                        + "L, claim)); // claim: " + claim.id();
    }

    /** The option of a backend that is not this machine's own choice. */
    private String asked() {
        return backend.name().equals(DenseBackends.available().get(0)) ? "" : " --backend " + backend.name();
    }

    /** Loaded when the first report is made. */
    private static final class Standard {
        private static final Catalogue CATALOGUE = StandardCatalogue.load();
    }
}
