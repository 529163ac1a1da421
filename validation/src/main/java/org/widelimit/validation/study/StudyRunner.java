package org.widelimit.validation.study;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.widelimit.numerics.linalg.DenseBackend;
import org.widelimit.validation.claim.Cell;
import org.widelimit.validation.claim.CellResult;
import org.widelimit.validation.claim.Claim;
import org.widelimit.validation.claim.Judge;
import org.widelimit.validation.claim.Judgement;
import org.widelimit.validation.report.Scale;

/**
 * Runs a study: the cells of the first round of every claim, and whenever a round of a claim is complete, its
 * judgement, and the next round if that is not final.
 *
 * <p>Cells that the store already has are not run again, except failed ones. The result depends on the plan alone: not
 * on threads, engine, the order of claims, or how often the run was killed and resumed.
 */
public final class StudyRunner {

    private final Engine engine;
    private final DenseBackend backend;

    /** Runs with this engine and backend. */
    public StudyRunner(Engine engine, DenseBackend backend) {
        this.engine = Objects.requireNonNull(engine);
        this.backend = Objects.requireNonNull(backend);
    }

    /** Runs without listener, to the end. */
    public StudyResult run(StudyPlan plan, CellStore store) {
        return run(plan, store, StudyListener.NONE, new StopSignal());
    }

    /** Runs until every claim has its final judgement, or until it is asked to stop. */
    public StudyResult run(StudyPlan plan, CellStore store, StudyListener listener, StopSignal stop) {
        Run run = new Run(plan, store, listener, stop);
        List<Cell> first = run.firstCells(store.earlier());
        Engine.Outcome outcome =
                engine.run(first, CellRunner.of(plan.claims(), plan.seed(), backend), run::finished, stop);
        return new StudyResult(plan, run.judgements(), outcome);
    }

    /** Judges a plan from finished cells alone, running nothing. */
    public static List<Judgement> judge(StudyPlan plan, Collection<CellResult> results) {
        return plan.claims().stream()
                .map(claim -> Judge.judge(claim, plan.scale(), plan.seed(), results))
                .toList();
    }

    /** One run; touched by the engine's coordinating thread alone, except for the immutable claims. */
    private static final class Run {

        private final StudyPlan plan;
        private final CellStore store;
        private final StudyListener listener;
        private final StopSignal stop;
        private final Map<String, Progress> claims = new LinkedHashMap<>();
        private int finished;
        private int planned;
        private int judged;

        Run(StudyPlan plan, CellStore store, StudyListener listener, StopSignal stop) {
            this.plan = plan;
            this.store = store;
            this.listener = listener;
            this.stop = stop;
            for (Claim claim : plan.claims()) {
                claims.put(claim.id(), new Progress(claim, plan.scale(), plan.seed()));
            }
        }

        private Progress progress(Cell cell) {
            return Objects.requireNonNull(claims.get(cell.claim()), "a cell of the plan");
        }

        /**
         * Takes over what an earlier run finished and answers with the cells that are missing, expensive claims first.
         */
        List<Cell> firstCells(Collection<CellResult> earlier) {
            for (CellResult result : earlier) {
                Progress progress = claims.get(result.cell().claim());
                if (progress != null && result.measurement() != null) {
                    progress.results.put(result.cell(), result);
                    finished++;
                }
            }
            planned = finished;
            List<Cell> cells = new ArrayList<>();
            claims.values().stream()
                    .sorted(Comparator.comparingDouble(
                            (Progress p) -> -p.claim.card().costSeconds()))
                    .forEach(progress -> cells.addAll(advance(progress)));
            return cells;
        }

        List<Cell> finished(CellResult result) {
            store.append(result);
            Progress progress = progress(result.cell());
            progress.results.put(result.cell(), result);
            progress.missing--;
            finished++;
            listener.cellFinished(result, finished, planned);
            // Judging takes a moment; what was stopped is judged when it is resumed.
            boolean stopping = stop.isRequested() || Thread.currentThread().isInterrupted();
            return progress.missing == 0 && !stopping ? advance(progress) : List.of();
        }

        private List<Cell> advance(Progress progress) {
            List<Cell> missing = progress.advance();
            planned += missing.size();
            if (missing.isEmpty()) {
                judged++;
                listener.claimJudged(progress.judgement, judged, claims.size());
            }
            return missing;
        }

        List<Judgement> judgements() {
            return claims.values().stream().map(progress -> progress.judgement).toList();
        }
    }

    /** A claim on its way. */
    private static final class Progress {

        private final Claim claim;
        private final Scale scale;
        private final long seed;
        private final Map<Cell, CellResult> results = new LinkedHashMap<>();
        private Judgement judgement;
        private int missing;

        Progress(Claim claim, Scale scale, long seed) {
            this.claim = claim;
            this.scale = scale;
            this.seed = seed;
            this.judgement = Judge.judge(claim, scale, seed, List.of());
        }

        /** Judges, and answers with the cells that the next look needs; none when the judgement is final. */
        List<Cell> advance() {
            judgement = Judge.judge(claim, scale, seed, results.values());
            if (judgement.isFinal()) {
                return List.of();
            }
            List<Cell> cells = Judge.cells(claim, scale, judgement.replicatesWanted()).stream()
                    .filter(cell -> !results.containsKey(cell))
                    .toList();
            missing = cells.size();
            return cells;
        }
    }
}
