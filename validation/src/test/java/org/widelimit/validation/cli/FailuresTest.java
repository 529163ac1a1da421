package org.widelimit.validation.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.arrays.NdArray;
import org.widelimit.numerics.arrays.Npy;
import org.widelimit.numerics.random.RandomStreams;

/** Whatever ends a command, an Error too, is said in one line and has its exit code. */
class FailuresTest {

    private static final int AT_ALL = 60;

    @TempDir
    Path folder;

    private static int failed(Throwable e, StringWriter said, String... arguments) {
        return new Failures(new PrintWriter(said, true), List.of(arguments)).failed(e);
    }

    private static void isAnswered(Throwable e, int exitCode, String line) {
        StringWriter said = new StringWriter();
        assertThat(failed(e, said)).isEqualTo(exitCode);
        assertThat(said.toString().strip().lines()).singleElement().asString().startsWith("widelimit: " + line);
    }

    @Test
    void everyKindHasItsExitCodeAndItsLine() {
        isAnswered(new InputException("x.npy: expected 2, found 3"), 2, "x.npy: expected 2, found 3");
        isAnswered(new CancellationException("by a signal"), 3, "interrupted");
        isAnswered(new IllegalStateException("broken"), 1, "internal error: java.lang.IllegalStateException: broken");
        isAnswered(new StackOverflowError(), 1, "internal error: java.lang.StackOverflowError");
        isAnswered(new OutOfMemoryError("Java heap space"), 2, "expected this command to fit into the heap of ");
        isAnswered(
                new OutOfMemoryError("unable to create native thread: possibly out of memory"),
                2,
                "expected threads that this machine can give (--threads N takes fewer), found: unable");
    }

    @Test
    void memoryThatRanOutOnAnotherThreadIsFound() {
        Throwable passedOn = new IllegalStateException(
                "a resampled study cannot be judged", new RuntimeException(new OutOfMemoryError("Java heap space")));
        isAnswered(passedOn, 2, "expected this command to fit into the heap of ");
        // A reader has said more already.
        isAnswered(
                new InputException("x.npy: 9 values need 72 MiB", new OutOfMemoryError("Java heap space")),
                2,
                "x.npy: 9 values need 72 MiB");
    }

    @Test
    void stackTraceIsShownWhenAskedFor() {
        StringWriter said = new StringWriter();
        assertThat(failed(new StackOverflowError(), said, "verify", "--verbose"))
                .isEqualTo(1);
        assertThat(said.toString()).contains("at " + FailuresTest.class.getName());
    }

    private CommandProcess start(String heap, List<String> arguments) throws IOException {
        return CommandProcess.start(
                folder.resolve("output.txt"), List.of(CommandProcess.JAVA, heap), Main.class, arguments);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--verbose"})
    void aNetworkThatDoesNotFitIntoTheHeapIsRefused(String verbose) throws IOException, InterruptedException {
        Path masks = folder.resolve("masks.npz");
        List<String> prune = new ArrayList<>(
                List.of("prune", "--method", "random", "--density", "0.5", "--hidden", "4000,4000", "--out"));
        prune.add(masks.toString());
        if (!verbose.isEmpty()) {
            prune.add(verbose);
        }
        try (CommandProcess process = start("-Xmx64m", prune)) {
            assertThat(process.exitValue(AT_ALL)).as(process.said()).isEqualTo(2);
            List<String> lines = process.said().lines().toList();
            assertThat(lines)
                    .filteredOn(line -> line.startsWith("widelimit: "))
                    .singleElement()
                    .asString()
                    .matches("widelimit: expected this command to fit into the heap of \\d\\d MiB"
                            + " \\(JAVA_OPTS=-Xmx\\.\\.\\. gives more\\), found: Java heap space");
            assertThat(lines.size() == 1).isEqualTo(verbose.isEmpty());
            assertThat(process.said().contains("\tat org.widelimit.")).isEqualTo(!verbose.isEmpty());
        }
        assertThat(masks).doesNotExist();
    }

    /** The kernel has room, its spectrum has none: nothing is left behind, as with other input that is refused. */
    @Test
    void aSpectrumThatDoesNotFitIntoTheHeapLeavesNoFile() throws IOException, InterruptedException {
        Path x = folder.resolve("x.npy");
        Path out = Files.createDirectory(folder.resolve("out"));
        Path y = folder.resolve("y.npy");
        Npy.write(x, NdArray.of(RandomStreams.of(1).stream().gaussianMatrix(1980, 2)));
        Npy.write(y, NdArray.of(RandomStreams.of(2).stream().gaussianMatrix(1980, 1)));
        List<String> ntk = List.of(
                "ntk",
                "--inputs",
                x.toString(),
                "--hidden-layers",
                "1",
                "--backend",
                "ejml",
                "--out",
                out.resolve("k.npy").toString(),
                "--spectrum",
                out.resolve("s.json").toString(),
                "--targets",
                y.toString(),
                "--predictor-out",
                out.resolve("p.npz").toString());
        try (CommandProcess process = start("-Xmx64m", ntk)) {
            assertThat(process.exitValue(AT_ALL)).as(process.said()).isEqualTo(2);
            assertThat(process.said()).contains("to fit into the heap of").doesNotContain("interrupted", "Exception");
        }
        try (Stream<Path> left = Files.list(out)) {
            assertThat(left).isEmpty();
        }
    }
}
