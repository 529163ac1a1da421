package org.widelimit.validation.study;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.widelimit.validation.claim.Cell;
import org.widelimit.validation.claim.CellResult;

/**
 * Runs cells in a pool of threads of this machine.
 *
 * <p>Asked to stop, it interrupts its threads and does not wait for them: a cell may be deep in native code. They are
 * daemons, and what they finish afterwards is nobody's.
 *
 * @param threads at least 1
 */
public record LocalEngine(int threads) implements Engine {

    private static final long POLL_MILLIS = 20;

    public LocalEngine {
        if (threads < 1) {
            throw new IllegalArgumentException("expected at least one thread, found " + threads);
        }
    }

    /** As many threads as the machine has processors. */
    public static LocalEngine onAllCores() {
        return new LocalEngine(Runtime.getRuntime().availableProcessors());
    }

    /** What came back from the pool: a result, or the error of the machine that took its place. */
    private record Done(
            @Nullable CellResult result, @Nullable Throwable error) {}

    @Override
    public String description() {
        return Engines.LOCAL;
    }

    @Override
    public Outcome run(List<Cell> first, CellRunner runner, Function<CellResult, List<Cell>> next, StopSignal stop) {
        ExecutorService pool = Executors.newFixedThreadPool(threads, LocalEngine::daemon);
        BlockingQueue<Done> finished = new LinkedBlockingQueue<>();
        try {
            long pending = submit(first, runner, pool, finished);
            while (pending > 0) {
                if (stop.isRequested()) {
                    return stopped(finished, next);
                }
                Done done = finished.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
                if (done != null) {
                    pending += submit(next.apply(resultOf(done)), runner, pool, finished) - 1;
                }
            }
            return Outcome.FINISHED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return stopped(finished, next);
        } finally {
            pool.shutdownNow();
        }
    }

    private static long submit(
            List<Cell> cells, CellRunner runner, ExecutorService pool, BlockingQueue<Done> finished) {
        for (Cell cell : cells) {
            pool.execute(() -> finished.add(attempt(cell, runner)));
        }
        return cells.size();
    }

    private static Done attempt(Cell cell, CellRunner runner) {
        try {
            return new Done(runner.run(cell), null);
        } catch (Throwable e) {
            return new Done(null, e);
        }
    }

    private static CellResult resultOf(Done done) {
        if (done.result() != null) {
            return done.result();
        }
        throw new IllegalStateException("a cell's runner has to answer with a result", done.error());
    }

    /** Hands over what had finished before the stop; nothing that follows from it is run. */
    private static Outcome stopped(BlockingQueue<Done> finished, Function<CellResult, List<Cell>> next) {
        for (Done done = finished.poll(); done != null; done = finished.poll()) {
            if (done.result() != null && done.result().failure() == null) {
                List<Cell> unused = next.apply(done.result());
            }
        }
        return Outcome.STOPPED;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "widelimit-cells");
        thread.setDaemon(true);
        return thread;
    }
}
