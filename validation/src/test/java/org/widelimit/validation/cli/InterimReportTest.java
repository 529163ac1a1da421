package org.widelimit.validation.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.widelimit.numerics.linalg.DenseBackends;
import org.widelimit.validation.Verification;
import org.widelimit.validation.catalogue.StandardCatalogue;
import org.widelimit.validation.claim.Judgement;
import org.widelimit.validation.report.ClaimEntry;
import org.widelimit.validation.report.ReportFiles;
import org.widelimit.validation.report.Scale;
import org.widelimit.validation.study.CellStore;
import org.widelimit.validation.study.LocalEngine;
import org.widelimit.validation.study.StudyPlan;
import org.widelimit.validation.study.StudyRunner;

class InterimReportTest {

    @Test
    void whatIsJudgedIsInAReportBeforeTheStudyEnds(@TempDir Path folder) {
        StudyPlan plan = StudyPlan.select(
                StandardCatalogue.load(), List.of("flow/15-rate", "flow/7"), Optional.empty(), Scale.QUICK, 1);
        List<Judgement> judgements = new StudyRunner(new LocalEngine(1), DenseBackends.named("ejml"))
                .run(plan, CellStore.inMemory())
                .judgements();
        Verification verification = Verification.of(plan, List.of(), DenseBackends.named("ejml"), 1);
        InterimReport interim =
                new InterimReport(verification, ReportFolder.prepare(folder, false, false), Duration.ZERO);

        assertThat(ReportFiles.read(folder).claims()).isEmpty();

        interim.claimJudged(judgements.get(1), 1, 2);
        assertThat(ReportFiles.read(folder).claims())
                .extracting(ClaimEntry::id)
                .containsExactly(judgements.get(1).claim().id());
    }
}
