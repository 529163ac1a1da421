package org.widelimit.spark;

import java.time.Duration;
import org.apache.spark.api.java.JavaSparkContext;
import org.widelimit.numerics.InputException;

/** Watches whether a cluster has executors at all: Spark itself would wait for them for ever. */
final class Executors {

    private static final long PAUSE_NANOS = Duration.ofMillis(500).toNanos();

    private final JavaSparkContext context;
    private final SparkMaster master;
    private final Duration patience;
    private long looked = System.nanoTime();
    private long lastSeen = System.nanoTime();

    Executors(JavaSparkContext context, SparkMaster master, Duration patience) {
        this.context = context;
        this.master = master;
        this.patience = patience;
    }

    /**
     * Looks twice a second at most.
     *
     * @throws InputException if there has been none for too long
     */
    void require() {
        long now = System.nanoTime();
        if (master.isThisProcess() || now - looked < PAUSE_NANOS) {
            return;
        }
        if (now - looked > 10 * PAUSE_NANOS) {
            // This process was held up itself, and so may have been what it is waiting for.
            lastSeen = now;
        }
        looked = now;
        // The driver is one of those that are listed.
        if (context.statusTracker().getExecutorInfos().length > 1) {
            lastSeen = now;
        } else if (now - lastSeen > patience.toNanos()) {
            throw new InputException("--master " + master.url() + ": expected a worker with a free core and "
                    + context.getConf().get("spark.executor.memory") + " of memory, found none for "
                    + patience.toSeconds() + " s; what was finished is kept, and --resume goes on");
        }
    }
}
