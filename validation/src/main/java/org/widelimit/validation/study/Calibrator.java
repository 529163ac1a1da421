package org.widelimit.validation.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.linalg.DenseBackend;
import org.widelimit.numerics.random.RandomStreams;
import org.widelimit.validation.claim.CellResult;
import org.widelimit.validation.claim.Claim;
import org.widelimit.validation.claim.Judge;
import org.widelimit.validation.claim.Judgement;
import org.widelimit.validation.report.Scale;

/**
 * Calibrates claims: counts over many studies how often their verdicts are wrong.
 *
 * <p>A study is either run, from a seed of its own, or resampled: its replicates are drawn with replacement from the
 * first rounds of those that were run, or from stored cells, and judged as if they had been run, look by look. A
 * resampled study costs its judgement alone, some milliseconds, so that a claim of a minute can be judged hundreds of
 * times. Claims about instances are not resampled: they have no sampling error, and every seed brings new instances.
 */
public final class Calibrator {

    private final List<Claim> claims;
    private final Scale scale;
    private final int threads;
    private final List<ReplicatePool> pools;
    private final Tally[] tallies;
    private final long[] samples;
    private final double[] seconds;
    private boolean holdsStored;

    /**
     * Calibrates these claims.
     *
     * @param claims each can be decided at the scale
     * @param threads worker threads, at least 1; they change no count
     */
    public Calibrator(List<Claim> claims, Scale scale, int threads) {
        this.claims = List.copyOf(claims);
        this.scale = scale;
        this.threads = threads;
        this.pools =
                claims.stream().map(claim -> new ReplicatePool(claim, scale)).toList();
        this.tallies = new Tally[claims.size()];
        Arrays.fill(tallies, Tally.NONE);
        this.samples = new long[claims.size()];
        this.seconds = new double[claims.size()];
    }

    /** Runs one study of all claims, and puts the replicates of its first round into the pool; false if it was stopped. */
    public boolean run(long seed, DenseBackend backend, StudyListener listener, StopSignal stop) {
        MemoryCellStore store = new MemoryCellStore();
        StudyPlan plan = new StudyPlan(seed, scale, claims, List.of());
        StudyResult result = new StudyRunner(new LocalEngine(threads), backend).run(plan, store, listener, stop);
        if (result.outcome() != Engine.Outcome.FINISHED) {
            return false;
        }
        for (int i = 0; i < claims.size(); i++) {
            Judgement judgement = result.judgements().get(i);
            tallies[i] = tallies[i].and(judgement);
            samples[i] += judgement.samples();
            seconds[i] += judgement.seconds();
            pools.get(i)
                    .add(store.cells(), claims.get(i).card().plan().at(scale).first());
        }
        return true;
    }

    /** Puts all complete replicates of a stored study into the pool; those of later rounds too, for one study has few. */
    public void addStored(List<CellResult> cells) {
        holdsStored = true;
        pools.forEach(pool -> pool.add(cells, Integer.MAX_VALUE));
    }

    /**
     * The counts: of the studies that were run, and of resampled ones.
     *
     * @param studies how many to resample for each claim; 0 for none
     * @param seed of the resampling
     * @throws InterruptedException when the thread is interrupted while it waits for the workers
     */
    public List<Calibration> calibrations(int studies, long seed, StopSignal stop) throws InterruptedException {
        RandomStreams streams = RandomStreams.of(seed).child("calibration");
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        try {
            List<Callable<Tally>> tasks = new ArrayList<>();
            for (ReplicatePool pool : pools) {
                tasks.add(() -> resampled(pool, studies, streams, stop));
            }
            List<Future<Tally>> done = workers.invokeAll(tasks);
            List<Calibration> calibrations = new ArrayList<>();
            for (int i = 0; i < claims.size(); i++) {
                double perStudy = tallies[i].studies() == 0 ? 0 : seconds[i] / tallies[i].studies();
                calibrations.add(new Calibration(
                        claims.get(i),
                        tallies[i],
                        done.get(i).get(),
                        pools.get(i).size(),
                        samples[i],
                        perStudy));
            }
            return calibrations;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof InputException unusable) {
                throw unusable;
            }
            throw new IllegalStateException("a resampled study cannot be judged: " + e.getCause(), e.getCause());
        } finally {
            workers.shutdownNow();
        }
    }

    private Tally resampled(ReplicatePool pool, int studies, RandomStreams streams, StopSignal stop) {
        Claim claim = pool.claim();
        if (claim.form().isAboutInstances() || pool.size() < 2) {
            return Tally.NONE;
        }
        Tally tally = Tally.NONE;
        for (int study = 1; study <= studies && !stop.isRequested(); study++) {
            List<CellResult> cells = pool.draw(streams.child(claim.id()).child("study", study).stream());
            Judgement judgement = Judge.judge(claim, scale, study, cells);
            if (judgement.error() != null && holdsStored) {
                throw new InputException("the finished cells of " + claim.id() + " do not fit the claim as it is now: "
                        + judgement.error());
            }
            tally = tally.and(judgement);
        }
        return tally;
    }
}
