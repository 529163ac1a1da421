package org.widelimit.validation.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.widelimit.validation.Verification;
import org.widelimit.validation.claim.Judgement;
import org.widelimit.validation.study.CellStore;
import org.widelimit.validation.study.StudyListener;

/**
 * Writes the report of what is judged so far, again and again while a study runs: one can look at it, and whatever ends
 * the process leaves it behind. The report that a resumed run finds is replaced when more claims are judged than it has.
 */
final class InterimReport implements StudyListener {

    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final Verification verification;
    private final ReportFolder folder;
    private final Duration pause;
    private final List<Judgement> judgements = new ArrayList<>();
    private int reported;
    private long written;

    /**
     * Finds a folder that cannot be written to before anything is computed: writes the first report, without a claim, unless the run is resumed and its report has claims.
     *
     * @param store in which a resumed run has cells; beside one that has none a report is of another run
     */
    InterimReport(Verification verification, ReportFolder folder, CellStore store) {
        this(verification, folder, store, PAUSE);
    }

    InterimReport(Verification verification, ReportFolder folder, CellStore store, Duration pause) {
        this.pause = pause;
        this.verification = verification;
        this.folder = folder;
        reported = store.earlier().isEmpty() ? 0 : folder.claimsThere();
        written = System.nanoTime();
        if (reported == 0) {
            write();
        } else {
            folder.requireWritable();
        }
    }

    @Override
    public void claimJudged(Judgement judgement, int judged, int claims) {
        judgements.add(judgement);
        // The last claim is followed by the report itself.
        if (judged < claims && System.nanoTime() - written > pause.toNanos()) {
            writeWhatIsNew();
        }
    }

    /** Sections are drawn after the claims and take a while. */
    @Override
    public void stageBegins(String what) {
        writeWhatIsNew();
    }

    /** Writes the report of a run that is complete, and that of an interrupted one as far as it has something new. */
    void runEnds(Verification.Result result) {
        if (result.complete() || result.report().claims().size() > reported) {
            folder.write(result.report());
        }
    }

    private void writeWhatIsNew() {
        if (judgements.size() > reported) {
            write();
        }
    }

    private void write() {
        folder.write(verification.reportSoFar(judgements));
        reported = judgements.size();
        written = System.nanoTime();
    }
}
