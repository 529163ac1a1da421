package org.widelimit.spark;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.api.java.JavaSparkContext;
import org.widelimit.numerics.InputException;
import org.widelimit.validation.claim.Cell;
import org.widelimit.validation.claim.CellResult;
import org.widelimit.validation.study.CellRunner;
import org.widelimit.validation.study.Engine;
import org.widelimit.validation.study.StopSignal;

/**
 * Runs cells as tasks of Apache Spark, one cell a task.
 *
 * <p>The driver keeps what the local engine keeps: it hands over each cell when it arrives, plans the next rounds, and stores. An executor that is lost takes its running cells with it, and
 * Spark runs them again elsewhere; since a cell is a pure function of its coordinates and the seed, the bits are the same.
 */
public final class SparkEngine implements Engine {

    private static final Duration FAREWELL = Duration.ofSeconds(20);

    /** After a stop the process has under a second to end. */
    private static final Duration SHORT_FAREWELL = Duration.ofMillis(300);

    private final JavaSparkContext context;
    private final SparkMaster master;
    private final ScratchFolder scratch;
    private final Class<? extends CatalogueSource> source;
    private final Duration patience;
    private boolean stopped;

    private SparkEngine(
            JavaSparkContext context,
            SparkMaster master,
            ScratchFolder scratch,
            Class<? extends CatalogueSource> source,
            Duration patience) {
        this.context = context;
        this.master = master;
        this.scratch = scratch;
        this.source = source;
        this.patience = patience;
    }

    /**
     * Connects to a master. The virtual machine has to be started with {@code @validation-spark/java-options}.
     *
     * @param master {@code local[N]}, {@code local[*]} or {@code spark://HOST:PORT}
     * @param source where executors find the claims
     * @param patience how long a cluster may be without any executor
     * @throws InputException if the master is malformed or does not answer within a bounded time
     */
    public static SparkEngine connect(String master, Class<? extends CatalogueSource> source, Duration patience) {
        SparkMaster parsed = SparkMaster.of(master);
        requireOpenModules();
        ScratchFolder scratch = ScratchFolder.create();
        try {
            return new SparkEngine(SparkConnection.open(parsed, scratch), parsed, scratch, source, patience);
        } catch (RuntimeException e) {
            scratch.close();
            throw e;
        }
    }

    /** One of the packages that Spark reaches into stands for all. */
    private static void requireOpenModules() {
        if (!Object.class.getModule().isOpen("sun.nio.ch", SparkEngine.class.getModule())) {
            throw new InputException(
                    "--engine spark: expected a Java machine that was started with @validation-spark/java-options, found one without");
        }
    }

    @Override
    public String description() {
        return "spark " + context.version() + ", " + master.url();
    }

    /**
     * {@inheritDoc}
     *
     * @throws InputException if a claim is not in the source's catalogue, executors compute with other arithmetic than the driver, or the cluster is lost
     */
    @Override
    public Outcome run(List<Cell> first, CellRunner runner, Function<CellResult, List<Cell>> next, StopSignal stop) {
        StudyDescription study = new StudyDescription(source, runner.seed(), Arithmetic.here(runner.backend()));
        for (String claim : runner.claims().keySet()) {
            study.catalogue().claim(claim);
        }
        Executors executors = new Executors(context, master, patience);
        Outcome outcome = new SparkRun(context, new CellComputation(study), executors, next, stop).run(first);
        stopped = outcome == Outcome.STOPPED;
        return outcome;
    }

    /** Ends the application. What does not end in time is left to daemon threads. */
    @Override
    public void close() {
        Thread stopping = new Thread(context::stop, "widelimit-spark-stop");
        stopping.setDaemon(true);
        stopping.start();
        try {
            Duration farewell = stopped ? SHORT_FAREWELL : FAREWELL;
            stopping.join(farewell.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        scratch.close();
    }
}
