package org.widelimit.spark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code verify --engine spark}, beside {@code --engine local}. */
@Timeout(300)
class SparkVerifyTest {

    /** Flows, kernels of finite and of infinite networks, masks, tasks: one claim of each. */
    private static final List<String> CLAIMS =
            List.of("graphon/C5", "graphon/C12", "flow/7", "flow/15-rate", "ntkmtl/N5");

    @TempDir
    Path folder;

    private Path report(String name) {
        return folder.resolve(name);
    }

    private static Object[] verify(Object... more) {
        List<Object> words = new ArrayList<>(List.of("verify"));
        words.addAll(CLAIMS);
        words.addAll(List.of(more));
        return words.toArray();
    }

    /** The report without what may differ from engine to engine. */
    private static JsonNode numbers(Path report) throws IOException {
        JsonNode tree =
                new ObjectMapper().readTree(report.resolve("report.json").toFile());
        ((ObjectNode) tree.get("provenance")).remove(List.of("threads", "engine"));
        tree.get("claims").forEach(claim -> ((ObjectNode) claim).remove("seconds"));
        return tree;
    }

    @Test
    void sameBitsAsLocalAndResumableAndReplayableOnTheOtherEngine() throws IOException {
        CommandLineRun local = CommandLineRun.of(verify("--out", report("local")));
        assertThat(local.exitCode()).as(local.err()).isZero();
        CommandLineRun spark = CommandLineRun.of(
                verify("--engine", "spark", "--master", "local[2]", "--json", "--out", report("spark")));
        assertThat(spark.exitCode()).as(spark.err()).isZero();
        assertThat(Cells.stored(report("spark")))
                .isEqualTo(Cells.stored(report("local")))
                .hasSizeGreaterThan(50);
        assertThat(numbers(report("spark"))).isEqualTo(numbers(report("local")));
        JsonNode printed = new ObjectMapper().readTree(spark.out());
        assertThat(printed.at("/provenance/engine").asText()).matches("spark 4\\.[0-9.]+, local\\[2]");
        assertThat(spark.err()).contains("[5/5] ");

        CommandLineRun replay = CommandLineRun.of("replay", report("spark"));
        assertThat(replay.exitCode()).as(replay.out()).isZero();
        assertThat(replay.out()).contains("every number agrees bit for bit");

        // Half of what the local engine stored, as a killed run leaves it, is finished by Spark.
        Path half = Files.createDirectory(report("half"));
        List<String> lines = Files.readAllLines(report("local").resolve("cells.jsonl"));
        Files.write(half.resolve("cells.jsonl"), lines.subList(0, lines.size() / 2));
        CommandLineRun resumed =
                CommandLineRun.of(verify("--engine", "spark", "--threads", "2", "--resume", "--out", half));
        assertThat(resumed.exitCode()).as(resumed.err()).isZero();
        assertThat(Cells.stored(half)).isEqualTo(Cells.stored(report("local")));
        assertThat(Files.readAllLines(half.resolve("cells.jsonl")).subList(0, lines.size() / 2))
                .isEqualTo(lines.subList(0, lines.size() / 2));
        assertThat(numbers(half)).isEqualTo(numbers(report("local")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--engine spark --master yarn | --master: expected local[N], local[*] or spark://HOST:PORT, found \"yarn\"",
                "--engine spark --master spark://host:none | found \"spark://host:none\"",
                "--master local[2] | --master: expected --engine spark with it, found --engine local",
                "--engine flink | --engine: expected local or spark, found \"flink\""
            })
    void unusableOptionsAreSaidInOneLine(String options, String said) {
        refused(options, said);
    }

    @Test
    void aMasterThatIsNotThereIsSaidInOneLine() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        refused("--engine spark --master spark://127.0.0.1:" + port, "expected a Spark master that listens there");
    }

    private void refused(String options, String said) {
        CommandLineRun run = CommandLineRun.of(
                Stream.concat(Stream.of("verify", "flow/7", "--out", report("r")), Stream.of(options.split(" ")))
                        .toArray());
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err().strip().lines())
                .singleElement()
                .asString()
                .startsWith("widelimit: ")
                .contains(said);
        assertThat(run.out()).isEmpty();
        assertThat(report("r")).doesNotExist();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void ctrlCEndsWithThreeAndKeepsWhatWasFinished() throws IOException, InterruptedException {
        Path log = folder.resolve("output.txt");
        Process process = Driver.start(log, verifySlowly("--engine", "spark", "--master", "local[2]"));
        try {
            while (process.isAlive() && Cells.count(report("stopped")) < 3) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
            assertThat(process.isAlive()).as(Files.readString(log)).isTrue();
            process.destroy();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(Files.readString(log)).isEqualTo(3);
        } finally {
            process.destroyForcibly();
        }
        assertThat(Files.readString(log)).contains("interrupted").doesNotContain("Exception");
        try (Stream<Path> left = Files.list(folder.resolve("tmp"))) {
            assertThat(left).isEmpty();
        }
        assertThat(Cells.stored(report("stopped")).values()).noneMatch(cell -> cell.startsWith("failed"));
        CommandLineRun resumed = CommandLineRun.of((Object[]) verifySlowly("--resume"));
        assertThat(resumed.exitCode()).as(resumed.err()).isZero();
    }

    private String[] verifySlowly(String... more) {
        List<String> words = new ArrayList<>(List.of("verify", "flow/3", "flow/4", "graphon/C5"));
        words.addAll(List.of(more));
        words.addAll(List.of("--out", report("stopped").toString()));
        return words.toArray(String[]::new);
    }
}
