package org.widelimit.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A study on a standalone cluster whose processes are killed under it. */
@Tag("spark")
@EnabledOnOs(OS.LINUX)
@Timeout(900)
class ClusterTest {

    private static final List<String> CLAIMS =
            List.of("graphon/C3", "graphon/C5", "flow/3", "flow/15-rate", "ntkmtl/N5");

    @TempDir
    Path folder;

    @BeforeAll
    static void needsSparkHome() {
        assumeTrue(
                LocalCluster.isPossible(),
                "skipped: no Spark in " + LocalCluster.HOME + " (mvn -Pspark verify brings it)");
    }

    private String[] verify(String report, String... more) {
        List<String> words = new ArrayList<>(List.of("verify"));
        words.addAll(CLAIMS);
        words.addAll(List.of(more));
        words.addAll(List.of("--out", folder.resolve(report).toString()));
        return words.toArray(String[]::new);
    }

    @Test
    void sameBitsAlthoughAnExecutorAndAWorkerAreKilled() throws Exception {
        CommandLineRun local = CommandLineRun.of((Object[]) verify("local"));
        assertThat(local.exitCode()).as(local.err()).isZero();
        int cells = Cells.count(folder.resolve("local"));
        Path report = folder.resolve("cluster");
        Path log = folder.resolve("driver.txt");
        try (LocalCluster cluster = LocalCluster.start(folder.resolve("logs"))) {
            Process driver = Driver.start(log, verify("cluster", "--engine", "spark", "--master", cluster.url()));
            try {
                awaitCells(driver, report, 20, log);
                kill(cluster, "CoarseGrainedExecutorBackend");
                awaitCells(driver, report, cells / 2, log);
                kill(cluster, "deploy.worker.Worker");
                assertThat(Cells.count(report)).isLessThan(cells);
                assertThat(driver.waitFor(10, TimeUnit.MINUTES)).isTrue();
                assertThat(driver.exitValue()).as(Files.readString(log)).isZero();
            } finally {
                driver.destroyForcibly();
            }
            assertThat(cluster.workerLogs()).contains("exitStatus 137");
        }
        assertThat(Cells.stored(report)).isEqualTo(Cells.stored(folder.resolve("local")));
        assertThat(Files.readString(log)).doesNotContain("Exception");
        CommandLineRun difference = CommandLineRun.of("report", folder.resolve("local"), "--diff", report);
        assertThat(difference.exitCode()).as(difference.out()).isZero();
    }

    @Test
    void aClusterWithoutRoomIsSaidInOneLine() throws Exception {
        Path log = folder.resolve("driver.txt");
        try (LocalCluster cluster = LocalCluster.start(folder.resolve("logs"))) {
            Process driver = Driver.start(
                    log,
                    List.of("-Dspark.executor.memory=900g", "-D" + SparkEngineProvider.PATIENCE + "=3"),
                    verify("cluster", "--engine", "spark", "--master", cluster.url()));
            try {
                assertThat(driver.waitFor(5, TimeUnit.MINUTES)).isTrue();
            } finally {
                driver.destroyForcibly();
            }
            assertThat(driver.exitValue()).as(Files.readString(log)).isEqualTo(2);
        }
        assertThat(Files.readString(log).strip().lines())
                .singleElement()
                .asString()
                .contains("expected a worker with a free core and 900g of memory, found none for 3 s");
    }

    private static void awaitCells(Process driver, Path report, int cells, Path log)
            throws IOException, InterruptedException {
        while (driver.isAlive() && Cells.count(report) < cells) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        assertThat(driver.isAlive()).as(Files.readString(log)).isTrue();
    }

    private static void kill(LocalCluster cluster, String word) {
        List<ProcessHandle> processes = cluster.processes(word);
        assertThat(processes).as(word).isNotEmpty();
        assertThat(processes.get(0).destroyForcibly()).isTrue();
    }
}
