package org.widelimit.validation.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.widelimit.numerics.linalg.DenseBackends;
import org.widelimit.numerics.random.RandomStream;
import org.widelimit.validation.Verification;
import org.widelimit.validation.claim.CellContext;
import org.widelimit.validation.claim.CellFunction;
import org.widelimit.validation.claim.Claim;
import org.widelimit.validation.claim.Measurement;
import org.widelimit.validation.claim.Sweep;
import org.widelimit.validation.claim.ValueClaim;
import org.widelimit.validation.report.ClaimEntry;
import org.widelimit.validation.report.ReportFiles;
import org.widelimit.validation.report.Scale;
import org.widelimit.validation.report.Verdict;
import org.widelimit.validation.study.CellStore;
import org.widelimit.validation.study.StopSignal;
import org.widelimit.validation.study.StoredCells;
import org.widelimit.validation.study.StudyListener;
import org.widelimit.validation.study.StudyPlan;

/** A cell that takes all the memory there is ends its claim alone; with more memory the resumed run comes to what an undisturbed one comes to. */
class MemoryShortageTest {

    private static final int SECONDS = 120;

    /** 16 MiB each: when there is no room for one more, there is some for the other threads. */
    private static final int PIECE = (1 << 21) - 2;

    /** What the one cell wants: 192 MiB, more than the small heap and less than the large one. */
    private static final int PIECES = 12;

    private static final List<String> SMALL = List.of(CommandProcess.JAVA, "-XX:+UseSerialGC", "-Xmx104m");
    private static final List<String> LARGE = List.of(CommandProcess.JAVA, "-XX:+UseSerialGC", "-Xmx512m");

    @TempDir
    Path folder;

    /** A study of three claims in two threads, over a store in a file. */
    static final class Program {

        /** Opens when a cell of the last claim has been measured. */
        private static final CountDownLatch OTHERS = new CountDownLatch(1);

        private Program() {}

        public static void main(String[] arguments) {
            Path folder = Path.of(arguments[0]);
            // Expensive claims begin: the cells of the last come to the other thread beside the hoard.
            List<Claim> claims = List.of(
                    value("memory/first", 3, Program::measure),
                    value("memory/hoard", 2, Program::measureWithAHoard),
                    value("memory/last", 1, Program::measureBesideTheHoard));
            StudyPlan plan = new StudyPlan(7, Scale.QUICK, claims, List.of());
            Verification verification = Verification.of(plan, List.of(), DenseBackends.named("ejml"), 2);
            try (CellStore store = CellStore.open(folder.resolve("cells.jsonl"), verification.key())) {
                if (store.earlier().stream()
                        .anyMatch(result -> result.cell().claim().equals("memory/last"))) {
                    OTHERS.countDown();
                }
                ReportFiles.write(
                        folder,
                        verification
                                .run(store, StudyListener.NONE, new StopSignal())
                                .report());
            }
        }

        private static Claim value(String id, double seconds, CellFunction function) {
            return ValueClaim.named(id)
                    .states("The quantity tends to 3")
                    .derived("nowhere", "a test")
                    .knob("width")
                    .at(Scale.QUICK, Sweep.over(16, 32, 64).replicates(16, 64))
                    .measures("quantity", function)
                    .is(3)
                    .within(0.1, "a test")
                    .falsehood("10 % more", 3.3)
                    .costs(seconds)
                    .build();
        }

        private static Measurement measure(CellContext cell) {
            double[] numbers = new double[1 << 12];
            RandomStream stream = cell.random().stream();
            Arrays.setAll(numbers, k -> stream.nextGaussian());
            return Measurement.of(
                    "quantity", 3 + Arrays.stream(numbers).average().orElseThrow());
        }

        private static Measurement measureBesideTheHoard(CellContext cell) {
            Measurement measurement = measure(cell);
            OTHERS.countDown();
            return measurement;
        }

        private static Measurement measureWithAHoard(CellContext cell) throws InterruptedException {
            List<long[]> hoard = new ArrayList<>();
            if (cell.knob() == 32 && cell.replicate() == 5) {
                for (int piece = 0; piece < PIECES; piece++) {
                    hoard.add(new long[PIECE]);
                    if (piece == 1) {
                        OTHERS.await();
                    }
                }
            }
            return measure(cell)
                    .and("hoard", hoard.stream().mapToLong(piece -> piece[0]).sum());
        }
    }

    private StoredReport run(String name, List<String> java) throws IOException, InterruptedException {
        Path report = folder.resolve(name);
        Files.createDirectories(report);
        try (CommandProcess process =
                CommandProcess.start(folder.resolve("output.txt"), java, Program.class, List.of(report.toString()))) {
            assertThat(process.exitValue(SECONDS)).as(process.said()).isZero();
        }
        return new StoredReport(report);
    }

    private static List<Verdict> verdicts(StoredReport report) {
        return ReportFiles.read(report.folder()).claims().stream()
                .map(ClaimEntry::verdict)
                .toList();
    }

    @Test
    void aCellThatTakesAllMemoryEndsItsClaimAloneAndIsTriedAgainWithMore() throws IOException, InterruptedException {
        StoredReport report = run("report", SMALL);
        assertThat(verdicts(report)).containsExactly(Verdict.SUPPORTED, Verdict.ERROR, Verdict.SUPPORTED);
        assertThat(ReportFiles.read(report.folder()).claims().get(1).error())
                .isEqualTo("width 32.0, replicate 5: OutOfMemoryError: Java heap space");
        StoredCells cells = StoredCells.read(report.cells());
        assertThat(cells.damagedLine()).isZero();
        assertThat(cells.cells().stream().filter(result -> result.failure() != null))
                .singleElement()
                .satisfies(result -> assertThat(result.failure()).isEqualTo("OutOfMemoryError: Java heap space"));

        byte[] stored = report.wholeRecords();
        run("report", LARGE);
        assertThat(verdicts(report)).containsOnly(Verdict.SUPPORTED).hasSize(3);
        report.storeBeginsWith(stored);
        report.equalsUndisturbed(run("undisturbed", LARGE));
    }
}
