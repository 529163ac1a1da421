package org.widelimit.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.apache.spark.FutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import org.widelimit.numerics.InputException;
import org.widelimit.validation.claim.Cell;
import org.widelimit.validation.claim.CellResult;
import org.widelimit.validation.study.Engine;
import org.widelimit.validation.study.StopSignal;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.BoxedUnit;

/**
 * One run of cells on a Spark context. Cells that become known together are the partitions of one job, and Spark's scheduler tells of each of them when it arrives; the thread that runs this
 * takes them over one after another.
 */
final class SparkRun {

    private static final String GROUP = "widelimit";
    private static final long POLL_MILLIS = 20;

    private static final int LAST_LOOKS = 25;

    private final JavaSparkContext context;
    private final CellComputation computation;
    private final Executors executors;
    private final Function<CellResult, List<Cell>> next;
    private final StopSignal stop;
    private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
    private final List<FutureAction<?>> jobs = new ArrayList<>();
    private long pending;

    SparkRun(
            JavaSparkContext context,
            CellComputation computation,
            Executors executors,
            Function<CellResult, List<Cell>> next,
            StopSignal stop) {
        this.context = context;
        this.computation = computation;
        this.executors = executors;
        this.next = next;
        this.stop = stop;
    }

    private record Arrival(Cell cell, CellReply reply) {}

    Engine.Outcome run(List<Cell> first) {
        context.setJobGroup(GROUP, "cells of a study", true);
        try {
            submit(first);
            while (pending > 0) {
                if (stop.isRequested()) {
                    return stopped();
                }
                Arrival arrival = arrivals.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
                if (arrival != null) {
                    submit(takeOver(arrival));
                } else if (isLost()) {
                    return stopped();
                }
            }
            return Engine.Outcome.FINISHED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return stopped();
        } catch (IllegalStateException e) {
            if (context.sc().isStopped() && stopFollows()) {
                return stopped();
            }
            throw context.sc().isStopped()
                    ? lost("the cluster has ended the application, as its logs may explain", e)
                    : e;
        } finally {
            cancelTheRest();
        }
    }

    private void cancelTheRest() {
        try {
            if (pending > 0) {
                context.cancelJobGroup(GROUP);
            }
        } catch (IllegalStateException e) {
            // The context has stopped, and its jobs with it.
            pending = 0;
        }
    }

    private void submit(List<Cell> cells) {
        if (cells.isEmpty()) {
            return;
        }
        List<CellTask> tasks = cells.stream().map(CellTask::of).toList();
        List<Object> partitions = new ArrayList<>();
        for (int i = 0; i < tasks.size(); i++) {
            partitions.add(i);
        }
        pending += cells.size();
        jobs.add(context.sc()
                .submitJob(
                        context.parallelize(tasks, tasks.size()).rdd(),
                        computation,
                        CollectionConverters.asScala(partitions).toSeq(),
                        (partition, reply) -> {
                            arrivals.add(new Arrival(cells.get((Integer) partition), reply));
                            return BoxedUnit.UNIT;
                        },
                        () -> BoxedUnit.UNIT));
    }

    /** Hands over what has arrived, and answers with the cells that follow. */
    private List<Cell> takeOver(Arrival first) {
        List<Cell> further = new ArrayList<>();
        Arrival arrival = first;
        while (arrival != null) {
            pending--;
            further.addAll(next.apply(arrival.reply().resultOf(arrival.cell())));
            arrival = stop.isRequested() ? null : arrivals.poll();
        }
        return further;
    }

    /**
     * Whether a job has ended without its cells because of a stop.
     *
     * @throws InputException if that was for another reason, or there have been no executors for too long
     */
    private boolean isLost() {
        for (FutureAction<?> job : jobs) {
            Throwable error = errorOf(job);
            if (error != null) {
                if (stopFollows()) {
                    return true;
                }
                throw lost(SparkConnection.firstLine(error), error);
            }
        }
        jobs.removeIf(FutureAction::isCompleted);
        executors.require();
        return false;
    }

    /** When Ctrl-C ends the process, Spark's own shutdown may be seen before the signal. */
    private boolean stopFollows() {
        for (int look = 0; look < LAST_LOOKS && !stop.isRequested(); look++) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(POLL_MILLIS));
        }
        return stop.isRequested();
    }

    private static InputException lost(String reason, Throwable cause) {
        return new InputException(
                "--engine spark: expected a cluster that stays, found that cells are lost: " + reason
                        + "; what was finished is kept, and --resume goes on",
                cause);
    }

    private static @Nullable Throwable errorOf(FutureAction<?> job) {
        var ended = job.value();
        return ended.isDefined() && ended.get().isFailure()
                ? ended.get().failed().get()
                : null;
    }

    /** Hands over what had arrived before the stop; nothing that follows from it is run. */
    private Engine.Outcome stopped() {
        for (Arrival arrival = arrivals.poll(); arrival != null; arrival = arrivals.poll()) {
            if (arrival.reply() instanceof CellReply.Measured measured) {
                List<Cell> unused = next.apply(measured.resultOf(arrival.cell()));
            }
        }
        return Engine.Outcome.STOPPED;
    }
}
