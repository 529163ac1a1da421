package org.widelimit.validation.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.widelimit.numerics.arrays.NdArray;
import org.widelimit.numerics.arrays.Npy;
import org.widelimit.numerics.random.RandomStreams;

/** A run that is stopped by a signal keeps what it has, and goes on to the same report. */
@DisabledOnOs(OS.WINDOWS)
class InterruptionTest {

    /** Seconds from a signal to the end of the process: it is promised within one, and a busy machine gets some more. */
    private static final int PROMPTLY = 5;

    private static final int AT_ALL = 60;

    private static final String[] CLAIMS = {"flow/3", "flow/4", "flow/7"};

    @TempDir
    private static Path undisturbed;

    @TempDir
    Path folder;

    @BeforeAll
    static void runUndisturbed() {
        verify(undisturbed);
    }

    private static String[] verification(Path report) {
        return new String[] {"verify", CLAIMS[0], CLAIMS[1], CLAIMS[2], "--threads", "1", "--out", report.toString()};
    }

    private CommandProcess start(String... arguments) throws IOException {
        return CommandProcess.start(folder.resolve("output.txt"), List.of(arguments));
    }

    private CommandProcess start(List<String> java, Class<?> main, List<String> arguments) throws IOException {
        return CommandProcess.start(folder.resolve("output.txt"), java, main, arguments);
    }

    private static void verify(Path report, String... option) {
        List<Object> command = new ArrayList<>(List.of("verify", CLAIMS[0], CLAIMS[1], CLAIMS[2], "--out", report));
        command.addAll(List.of(option));
        CommandLineRunner run = CommandLineRunner.run(command.toArray());
        assertThat(run.exitCode()).as(run.err()).isZero();
    }

    private static void resumedEqualsUndisturbed(Path report) throws IOException {
        StoredReport stopped = new StoredReport(report);
        byte[] stored = stopped.wholeRecords();
        assertThat(new String(stored, StandardCharsets.UTF_8).lines())
                .as("the key and cells")
                .hasSizeGreaterThan(2);
        verify(report, "--resume");
        stopped.storeBeginsWith(stored);
        stopped.equalsUndisturbed(new StoredReport(undisturbed));
    }

    @Test
    void interruptEndsWithThreeAndAPartialReport() throws IOException, InterruptedException {
        // TERM takes the way of Ctrl-C; INT itself is ignored by what was started in the background of a script, this
        // test perhaps.
        Path report = folder.resolve("interrupted");
        try (CommandProcess process = start(verification(report))) {
            process.awaitCells(report.resolve("cells.jsonl"));
            process.signal("TERM");
            assertThat(process.exitValue(PROMPTLY)).isEqualTo(3);
        }
        assertThat(report.resolve("report.json")).exists();
        resumedEqualsUndisturbed(report);
    }

    @Test
    void interruptDoesNotWaitForACellThatTakesLong() throws IOException, InterruptedException {
        // Eigenvalues of a thousand rows, again and again, by the backend in Java: its first cell takes some minutes.
        Path report = folder.resolve("long");
        try (CommandProcess process = start(
                "verify",
                "graphon/C17-uniform-above",
                "--scale",
                "full",
                "--backend",
                "ejml",
                "--threads",
                "1",
                "--out",
                report.toString())) {
            // Written when the cells begin.
            process.await(() -> Files.exists(report.resolve("report.json")));
            TimeUnit.SECONDS.sleep(1);
            process.signal("TERM");
            assertThat(process.exitValue(PROMPTLY)).isEqualTo(3);
            assertThat(process.said()).contains("interrupted; what was finished is in " + report);
        }
        assertThat(Files.readAllLines(report.resolve("cells.jsonl")))
                .as("the key and no cell")
                .hasSize(1);
    }

    @Test
    void interruptDoesNotWaitForASection() throws IOException, InterruptedException {
        // A replay draws the sections that its report names, after its claims: here one cheap claim, and the section at
        // full scale.
        Path report = folder.resolve("sections");
        assertThat(CommandLineRunner.run("verify", "flow/15-rate", "--out", report)
                        .exitCode())
                .isZero();
        Path json = report.resolve("report.json");
        ObjectNode tree = (ObjectNode) new ObjectMapper().readTree(json.toFile());
        tree.put("scale", "full");
        ((ObjectNode) tree.get("options")).put("sections", "real-input");
        ObjectNode section = tree.withArray("sections").addObject().put("id", "real-input");
        section.put("name", "a").put("title", "a").put("introduction", "a").putArray("panels");
        Files.writeString(json, tree.toString());
        try (CommandProcess process = start("replay", report.toString(), "--backend", "ejml", "--threads", "1")) {
            process.await(() -> process.said().contains("real input: masks"));
            process.signal("TERM");
            assertThat(process.exitValue(PROMPTLY)).isEqualTo(3);
            assertThat(process.said())
                    .contains("interrupted; a replay starts from the beginning")
                    .doesNotContain("Exception");
        }
    }

    @Test
    void interruptEndsACommandThatDoesNotListen() throws IOException, InterruptedException {
        try (CommandProcess process = start(List.of(CommandProcess.JAVA), Deaf.class, List.of())) {
            process.await(() -> process.said().contains("at work"));
            process.signal("TERM");
            assertThat(process.exitValue(PROMPTLY)).isEqualTo(3);
            assertThat(process.said()).contains("widelimit: interrupted");
        }
    }

    /** A command in a computation that looks at no interrupt, for a minute. */
    static final class Deaf {

        private Deaf() {}

        public static void main(String[] arguments) {
            Interruption.install(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
            System.out.println("at work");
            long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
            while (System.nanoTime() < end) {
                boolean ignored = Thread.interrupted();
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
            }
            Interruption.exit(ExitCode.DONE);
        }
    }

    @Test
    void killLosesNothingThatWasFinishedAndLeavesNothingThatWasNot() throws IOException, InterruptedException {
        Path report = folder.resolve("killed");
        try (CommandProcess process = start(verification(report))) {
            process.awaitCells(report.resolve("cells.jsonl"));
            process.signal("KILL");
            process.exitValue(AT_ALL);
            // As if it had been met in the middle of writing a report.
            String name = ".widelimit-" + process.process().pid() + "-0.tmp";
            Files.writeString(report.resolve(name), "<!DOCTYPE");
            Files.writeString(report.resolve("figures").resolve(name), "x,");
        }
        resumedEqualsUndisturbed(report);
    }

    @Test
    void killOfAResumedRunLeavesTheReportThatWasThere() throws IOException, InterruptedException {
        // Two claims of three are in the report and finished in the store.
        Path report = folder.resolve("resumed");
        StoredReport stored = new StoredReport(undisturbed).copyTo(report);
        List<String> lines = Files.readAllLines(stored.cells());
        List<String> kept = lines.stream()
                .filter(line -> !line.contains("\"claim\":\"" + CLAIMS[0] + '"'))
                .toList();
        assertThat(kept).hasSizeBetween(2, lines.size() - 2);
        Files.write(stored.cells(), kept);
        Path json = report.resolve("report.json");
        byte[] before = Files.readAllBytes(json);
        List<String> resume = new ArrayList<>(List.of(verification(report)));
        resume.add("--resume");
        try (CommandProcess process = start(resume.toArray(String[]::new))) {
            process.await(() -> Files.readAllLines(stored.cells()).size() > kept.size());
            process.signal("KILL");
            process.exitValue(AT_ALL);
        }
        assertThat(json).hasBinaryContent(before);
        resumedEqualsUndisturbed(report);
    }

    @Test
    void interruptedKernelLeavesNoFile() throws IOException, InterruptedException {
        // More than half of this heap, so it goes to its file tile by tile; the backend in Java takes long enough to be
        // met at work.
        int inputs = 5000;
        Path x = folder.resolve("x.npy");
        Path out = Files.createDirectory(folder.resolve("out"));
        Npy.write(x, NdArray.of(RandomStreams.of(1).stream().gaussianMatrix(inputs, 400)));
        List<String> kernel = List.of(
                "ntk",
                "--inputs",
                x.toString(),
                "--hidden-layers",
                "2",
                "--backend",
                "ejml",
                "--threads",
                "1",
                "--out",
                out.resolve("k.npy").toString());
        try (CommandProcess process = start(List.of(CommandProcess.JAVA, "-Xmx256m"), Main.class, kernel)) {
            process.await(() -> !isEmpty(out));
            process.signal("TERM");
            assertThat(process.exitValue(PROMPTLY)).isEqualTo(3);
            assertThat(process.said()).contains("widelimit: interrupted").doesNotContain("internal error");
        }
        assertThat(isEmpty(out)).isTrue();
    }

    private static boolean isEmpty(Path out) throws IOException {
        try (Stream<Path> files = Files.list(out)) {
            return files.findAny().isEmpty();
        }
    }
}
