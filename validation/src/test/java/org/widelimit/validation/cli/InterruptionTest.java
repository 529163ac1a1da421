package org.widelimit.validation.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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

    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private static final String[] CLAIMS = {"flow/3", "flow/4", "flow/7"};

    @TempDir
    Path folder;

    private static List<String> verification(Path report) {
        List<String> arguments = new ArrayList<>(List.of("verify"));
        arguments.addAll(List.of(CLAIMS));
        arguments.addAll(List.of("--threads", "1", "--out", report.toString()));
        return arguments;
    }

    private Process start(Path report) throws IOException {
        return start(List.of(JAVA), verification(report));
    }

    private Process start(List<String> java, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(java);
        command.addAll(List.of(
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Main.class.getName()));
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.txt").toFile())
                .start();
    }

    private void awaitFirstCell(Process process, Path cells) throws IOException, InterruptedException {
        while (process.isAlive()
                && !(Files.exists(cells) && Files.readAllLines(cells).size() > 2)) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        assertThat(process.isAlive())
                .as(Files.readString(folder.resolve("output.txt")))
                .isTrue();
    }

    private static void signal(String name, Process process) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    private JsonNode claims(Path report) throws IOException {
        JsonNode claims = new ObjectMapper()
                .readTree(report.resolve("report.json").toFile())
                .get("claims");
        claims.forEach(claim -> ((ObjectNode) claim).remove("seconds"));
        return claims;
    }

    private void resumedEqualsUndisturbed(Path report) throws IOException {
        Object[] resume = {"verify", CLAIMS[0], CLAIMS[1], CLAIMS[2], "--resume", "--out", report};
        assertThat(CommandLineRunner.run(resume).exitCode()).isZero();
        Path undisturbed = folder.resolve("undisturbed");
        assertThat(CommandLineRunner.run("verify", CLAIMS[0], CLAIMS[1], CLAIMS[2], "--out", undisturbed)
                        .exitCode())
                .isZero();
        assertThat(claims(report)).isEqualTo(claims(undisturbed));
    }

    @Test
    void interruptEndsWithThreeAndAPartialReport() throws IOException, InterruptedException {
        // TERM takes the way of Ctrl-C; INT itself is ignored by what was started in the background of a script, this
        // test perhaps.
        Path report = folder.resolve("interrupted");
        Process process = start(report);
        awaitFirstCell(process, report.resolve("cells.jsonl"));
        signal("TERM", process);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(3);
        assertThat(report.resolve("report.json")).exists();
        resumedEqualsUndisturbed(report);
    }

    @Test
    void killLosesNothingThatWasFinished() throws IOException, InterruptedException {
        Path report = folder.resolve("killed");
        Process process = start(report);
        awaitFirstCell(process, report.resolve("cells.jsonl"));
        signal("KILL", process);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        resumedEqualsUndisturbed(report);
    }

    @Test
    void aFullDiskIsSaidInOneLineAndLosesNothingThatWasFinished() throws IOException, InterruptedException {
        // No file may grow beyond 4 KiB: a write fails half-way, as on a full disk.
        Path report = folder.resolve("full");
        String limited = "ulimit -f 4; exec \"$0\" -XX:-UsePerfData \"$@\"";
        Process process = start(List.of("bash", "-c", limited, JAVA), verification(report));
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        String output = Files.readString(folder.resolve("output.txt"));
        assertThat(process.exitValue()).as(output).isEqualTo(2);
        assertThat(output.lines().filter(line -> !line.startsWith("[")))
                .singleElement()
                .asString()
                .startsWith("widelimit: ")
                .contains("cannot be written")
                .contains("full");
        try (Stream<Path> left = Files.list(report)) {
            assertThat(left.filter(Files::isRegularFile)).containsExactly(report.resolve("cells.jsonl"));
        }
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
        Process process = start(
                List.of(JAVA, "-Xmx256m"),
                List.of(
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
                        out.resolve("k.npy").toString()));
        while (process.isAlive() && isEmpty(out)) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        assertThat(process.isAlive())
                .as(Files.readString(folder.resolve("output.txt")))
                .isTrue();
        signal("TERM", process);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(3);
        assertThat(Files.readString(folder.resolve("output.txt")))
                .contains("widelimit: interrupted")
                .doesNotContain("internal error");
        assertThat(isEmpty(out)).isTrue();
    }

    private static boolean isEmpty(Path out) throws IOException {
        try (Stream<Path> files = Files.list(out)) {
            return files.findAny().isEmpty();
        }
    }
}
