package org.widelimit.spark;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.widelimit.numerics.InputException;

/** Gets a Spark context ready, or says in one line and within a bounded time why there is none. */
final class SparkConnection {

    private static final String CORE_TYPE = "OPENBLAS_CORETYPE";
    private static final Duration CONNECT = Duration.ofSeconds(5);

    /** Spark gives up on a master that does not answer after a minute; this is for one that is something else. */
    private static final Duration REGISTER = Duration.ofSeconds(90);

    private SparkConnection() {}

    static JavaSparkContext open(SparkMaster master, ScratchFolder scratch) {
        master.requireListening(CONNECT);
        SparkConf conf = configuration(master, scratch);
        FutureTask<JavaSparkContext> opening = new FutureTask<>(() -> new JavaSparkContext(conf));
        Thread thread = new Thread(opening, "widelimit-spark");
        thread.setDaemon(true);
        thread.start();
        try {
            return opening.get(REGISTER.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw unusable(master, firstLine(e), e);
        } catch (TimeoutException | CancellationException e) {
            throw unusable(master, "no answer within " + REGISTER.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InputException("interrupted while it was waiting for Spark at " + master.url(), e);
        }
    }

    /** What is set here gives way to what {@code -Dspark.NAME=VALUE} says. */
    private static SparkConf configuration(SparkMaster master, ScratchFolder scratch) {
        SparkConf conf = new SparkConf()
                .setMaster(master.url())
                .setAppName("widelimit")
                .setIfMissing("spark.local.dir", scratch.path().toString())
                .setIfMissing("spark.ui.enabled", "false")
                .setIfMissing("spark.ui.retainedJobs", "10")
                .setIfMissing("spark.ui.retainedStages", "10")
                .setIfMissing("spark.ui.retainedTasks", "100")
                .setIfMissing("spark.broadcast.compress", "false")
                .setIfMissing("spark.task.maxFailures", "8")
                .setIfMissing("spark.executor.memory", "3g");
        if (master.isLoopback()) {
            conf.setIfMissing("spark.driver.host", SparkMaster.loopback());
            conf.setIfMissing("spark.driver.bindAddress", SparkMaster.loopback());
        }
        String core = System.getenv(CORE_TYPE);
        if (core != null) {
            conf.setExecutorEnv(CORE_TYPE, core);
        }
        if (!master.isThisProcess()) {
            conf.setJars(SparkHome.ofThisProcess()
                    .toShip(System.getProperty("java.class.path"), scratch)
                    .toArray(String[]::new));
        }
        return conf;
    }

    private static InputException unusable(SparkMaster master, String reason, Exception cause) {
        return new InputException("--master " + master.url() + ": expected a Spark that runs, found: " + reason, cause);
    }

    /** What the first of its causes says first. */
    static String firstLine(Throwable error) {
        Throwable first = error;
        for (Throwable cause = error.getCause(); cause != null; cause = cause.getCause()) {
            first = cause;
        }
        String message = first.getMessage();
        return message == null ? first.toString() : message.lines().findFirst().orElse(first.toString());
    }
}
