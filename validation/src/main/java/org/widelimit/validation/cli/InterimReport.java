package org.widelimit.validation.cli;

import java.time.Duration;
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

    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final Verification verification;
    private final ReportFolder folder;
    private final Duration pause;
    private final List<Judgement> judgements = new ArrayList<>();
    private long written;
    private boolean unwritten;

    /** Writes the first one, without a claim: a folder that cannot be written to is found before anything is computed. */
    InterimReport(Verification verification, ReportFolder folder) {
        this(verification, folder, PAUSE);
    }

    InterimReport(Verification verification, ReportFolder folder, Duration pause) {
        this.pause = pause;
        this.verification = verification;
        this.folder = folder;
        write();
    }

    @Override
    public void claimJudged(Judgement judgement, int judged, int claims) {
        judgements.add(judgement);
        unwritten = true;
        // The last claim is followed by the report itself.
        if (judged < claims && System.nanoTime() - written > pause.toNanos()) {
            write();
        }
    }

    /** Sections are drawn after the claims and take a while. */
    @Override
    public void stageBegins(String what) {
        if (unwritten) {
            write();
        }
    }

    private void write() {
        folder.write(verification.reportSoFar(judgements));
        written = System.nanoTime();
        unwritten = false;
    }
}
