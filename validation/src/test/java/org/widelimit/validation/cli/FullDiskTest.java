package org.widelimit.validation.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A disk that is full is said in one line that names the file, and nothing is lost that was finished. The disk is a limit to the size of each file: a write fails half-way, as on a full
 * disk.
 */
@DisabledOnOs(OS.WINDOWS)
class FullDiskTest {

    private static final int SECONDS = 60;

    /** Its 80 cells are the larger part of 27 KB, and it is no claim among others: no report is written before its end. */
    private static final String CLAIM = "flow/12";

    private static final int BLOCK = 1024;

    @TempDir
    Path folder;

    private StoredReport undisturbed;
    private StoredReport report;

    @BeforeEach
    void runUndisturbed() {
        undisturbed = new StoredReport(folder.resolve("undisturbed"));
        report = new StoredReport(folder.resolve("report"));
        verify(undisturbed);
    }

    private static void verify(StoredReport report, String... option) {
        Object[] command = Stream.concat(Stream.of("verify", CLAIM, "--out", report.folder()), Stream.of(option))
                .toArray();
        CommandLineRunner run = CommandLineRunner.run(command);
        assertThat(run.exitCode()).as(run.err()).isZero();
    }

    /** What a run says, besides how far it is, that may make no file larger than this many blocks and fails for it. */
    private String failsWithin(long blocks, String... option) throws IOException, InterruptedException {
        List<String> limited = List.of(
                "bash", "-c", "ulimit -f " + blocks + "; exec \"$0\" -XX:-UsePerfData \"$@\"", CommandProcess.JAVA);
        List<String> command = Stream.concat(
                        Stream.of(
                                "verify",
                                CLAIM,
                                "--threads",
                                "1",
                                "--out",
                                report.folder().toString()),
                        Stream.of(option))
                .toList();
        try (CommandProcess process =
                CommandProcess.start(folder.resolve("output.txt"), limited, Main.class, command)) {
            assertThat(process.exitValue(SECONDS)).as(process.said()).isEqualTo(2);
            List<String> said =
                    process.said().lines().filter(line -> !line.startsWith("[")).toList();
            assertThat(said).hasSize(1);
            return said.get(0);
        }
    }

    @Test
    void theStoreThatMeetsItKeepsTheCellsBefore() throws IOException, InterruptedException {
        // The page of a report is larger than any store of seconds, so the run goes on with one that has a report: a
        // quarter of the cells is there, and there is room for as many again.
        undisturbed.copyTo(report.folder());
        List<String> lines = Files.readAllLines(report.cells());
        Files.write(report.cells(), lines.subList(0, lines.size() / 4));
        byte[] before = Files.readAllBytes(report.cells());
        byte[] json = Files.readAllBytes(report.folder().resolve("report.json"));
        long blocks = Files.size(undisturbed.cells()) / 2 / BLOCK;
        assertThat(blocks * BLOCK).isBetween(before.length + 2L * BLOCK, Files.size(undisturbed.cells()) - 2 * BLOCK);

        assertThat(failsWithin(blocks, "--resume")).startsWith("widelimit: cannot write to " + report.cells() + ": ");

        assertThat(Files.size(report.cells())).as("full to the last byte").isEqualTo(blocks * BLOCK);
        byte[] stored = report.wholeRecords();
        assertThat(stored.length).as("cells were stored before").isGreaterThan(before.length);
        report.storeBeginsWith(before);
        assertThat(report.folder().resolve("report.json")).hasBinaryContent(json);
        assertThat(report.temporaries()).isEmpty();

        verify(report, "--resume");
        report.storeBeginsWith(stored);
        report.equalsUndisturbed(undisturbed);
    }

    @Test
    void aReportThatMeetsItIsNotThere() throws IOException, InterruptedException {
        // The first report, without a claim: nothing is computed that could not be kept.
        Path page = report.folder().resolve("report.html");
        assertThat(failsWithin(4)).startsWith("widelimit: file '" + page + "': cannot be written: ");
        try (Stream<Path> left = Files.walk(report.folder())) {
            assertThat(left.filter(Files::isRegularFile)).containsExactly(report.cells());
        }
        assertThat(Files.readAllLines(report.cells())).as("the key and no cell").hasSize(1);

        verify(report, "--resume");
        report.equalsUndisturbed(undisturbed);
    }
}
