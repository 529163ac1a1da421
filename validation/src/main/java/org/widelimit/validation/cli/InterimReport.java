package org.widelimit.validation.cli;

import java.util.ArrayList;
import java.util.List;
import org.widelimit.validation.Verification;
import org.widelimit.validation.claim.Judgement;
import org.widelimit.validation.study.StudyListener;

/**
 * Writes the report of what is judged so far, again and again while a study runs: one can look at it, and whatever ends
 * the process leaves it behind.
 */
final class InterimReport implements StudyListener {

    private static final long PAUSE_NANOS = 5_000_000_000L;

    private final Verification verification;
    private final ReportFolder folder;
    private final List<Judgement> judgements = new ArrayList<>();
    private long written = System.nanoTime() - PAUSE_NANOS;

    InterimReport(Verification verification, ReportFolder folder) {
        this.verification = verification;
        this.folder = folder;
    }

    @Override
    public void claimJudged(Judgement judgement, int judged, int claims) {
        judgements.add(judgement);
        // The last claim is followed by the report itself.
        if (judged < claims && System.nanoTime() - written > PAUSE_NANOS) {
            folder.write(verification.reportSoFar(judgements));
            written = System.nanoTime();
        }
    }
}
