package org.widelimit.validation.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.linalg.DenseBackends;
import org.widelimit.validation.Verification;
import org.widelimit.validation.catalogue.StandardCatalogue;
import org.widelimit.validation.claim.CellResult;
import org.widelimit.validation.claim.Judgement;
import org.widelimit.validation.report.ClaimEntry;
import org.widelimit.validation.report.Report;
import org.widelimit.validation.report.ReportFiles;
import org.widelimit.validation.report.Scale;
import org.widelimit.validation.study.CellStore;
import org.widelimit.validation.study.LocalEngine;
import org.widelimit.validation.study.StopSignal;
import org.widelimit.validation.study.StudyListener;
import org.widelimit.validation.study.StudyPlan;
import org.widelimit.validation.study.StudyRunner;

class InterimReportTest {

    private static final StudyPlan PLAN = StudyPlan.select(
            StandardCatalogue.load(),
            List.of("flow/12", "flow/12-printed", "flow/15-rate"),
            Optional.empty(),
            Scale.QUICK,
            1);
    private static final Verification VERIFICATION = Verification.of(PLAN, List.of(), DenseBackends.named("ejml"), 1);
    private static final List<CellResult> CELLS = new ArrayList<>();
    private static List<Judgement> judgements = List.of();

    @TempDir
    Path folder;

    @BeforeAll
    static void run() {
        StudyListener keeping = new StudyListener() {
            @Override
            public void cellFinished(CellResult result, int finished, int planned) {
                CELLS.add(result);
            }
        };
        judgements = new StudyRunner(new LocalEngine(1), DenseBackends.named("ejml"))
                .run(PLAN, CellStore.inMemory(), keeping, new StopSignal())
                .judgements();
    }

    private static InterimReport interim(ReportFolder report, CellStore store) {
        return new InterimReport(VERIFICATION, report, store, Duration.ZERO);
    }

    private static Report ofTheFirst(int claims) {
        return VERIFICATION.reportSoFar(judgements.subList(0, claims));
    }

    /** The folder with a report of this many claims and the cells of all. */
    private ReportFolder interrupted(int claims) throws IOException {
        Files.createFile(folder.resolve("cells.jsonl"));
        ReportFolder report = ReportFolder.prepare(folder, true, false);
        report.write(ofTheFirst(claims));
        return report;
    }

    private void hasTheFirst(int claims) {
        assertThat(ReportFiles.read(folder).claims())
                .extracting(ClaimEntry::id)
                .isEqualTo(judgements.subList(0, claims).stream()
                        .map(judgement -> judgement.claim().id())
                        .toList());
    }

    @Test
    void whatIsJudgedIsInAReportBeforeTheStudyEnds() {
        InterimReport interim = interim(ReportFolder.prepare(folder, false, false), CellStore.inMemory());

        hasTheFirst(0);

        interim.claimJudged(judgements.get(0), 1, 3);
        hasTheFirst(1);
    }

    @Test
    void theReportOfAResumedRunStaysUntilMoreIsJudged() throws IOException {
        InterimReport interim = interim(interrupted(2), CellStore.of(CELLS));
        byte[] before = Files.readAllBytes(folder.resolve("report.json"));
        assertThat(folder.resolve("figures")).isDirectoryContaining("glob:**/flow-12.csv");

        interim.claimJudged(judgements.get(0), 1, 4);
        assertThat(folder.resolve("report.json")).hasBinaryContent(before);
        interim.claimJudged(judgements.get(1), 2, 4);
        interim.stageBegins("a section");
        interim.runEnds(new Verification.Result(ofTheFirst(1), false));
        assertThat(folder.resolve("report.json")).hasBinaryContent(before);
        assertThat(folder.resolve("figures")).isDirectoryContaining("glob:**/flow-12.csv");

        interim.claimJudged(judgements.get(2), 3, 4);
        hasTheFirst(3);
    }

    @Test
    void anInterruptedRunThatIsResumedLeavesWhatItHasMore() throws IOException {
        InterimReport interim = interim(interrupted(1), CellStore.of(CELLS));
        interim.runEnds(new Verification.Result(ofTheFirst(2), false));
        hasTheFirst(2);
    }

    @Test
    void aCompleteRunLeavesItsReportWhateverWasThere() throws IOException {
        InterimReport interim = interim(interrupted(2), CellStore.of(CELLS));
        interim.runEnds(new Verification.Result(ofTheFirst(1), true));
        hasTheFirst(1);
    }

    @Test
    void besideAStoreWithoutCellsAReportIsOfAnotherRun() throws IOException {
        interim(interrupted(2), CellStore.inMemory());
        hasTheFirst(0);
    }

    @Test
    void aFolderThatCannotBeWrittenToIsFoundAtOnceInAResumedRunToo() throws IOException {
        ReportFolder report = interrupted(2);
        Path figures = folder.resolve("figures");
        Files.move(figures, folder.resolve("moved"));
        Files.createFile(figures);
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> interim(report, CellStore.of(CELLS)))
                .withMessage("--out " + figures + ": expected a folder, found a file");
        hasTheFirst(2);
    }
}
