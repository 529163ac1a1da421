package org.widelimit.validation.cli;

import java.io.PrintWriter;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import org.widelimit.validation.claim.CellResult;
import org.widelimit.validation.claim.Judgement;
import org.widelimit.validation.study.StudyListener;

/** Progress of a study on standard error: a bar of finished cells on a terminal, and a line for each judged claim. */
final class ProgressDisplay implements StudyListener, AutoCloseable {

    private final PrintWriter err;
    private final @Nullable ProgressBar bar;

    private ProgressDisplay(PrintWriter err, @Nullable ProgressBar bar) {
        this.err = err;
        this.bar = bar;
    }

    /** The display that fits where the output goes. */
    static ProgressDisplay on(PrintWriter err) {
        boolean terminal = System.console() != null && System.getenv("TERM") != null;
        return new ProgressDisplay(err, terminal ? bar() : null);
    }

    private static ProgressBar bar() {
        return new ProgressBarBuilder()
                .setTaskName("cells")
                .setInitialMax(1)
                .setStyle(ProgressBarStyle.ASCII)
                .setConsumer(new ConsoleProgressBarConsumer(System.err))
                .build();
    }

    @Override
    public void cellFinished(CellResult result, int finished, int planned) {
        if (bar != null) {
            bar.maxHint(planned);
            bar.stepTo(finished);
        }
    }

    @Override
    public void claimJudged(Judgement judgement, int judged, int claims) {
        if (bar != null) {
            bar.setExtraMessage(" " + judged + "/" + claims + " claims");
            return;
        }
        err.printf(
                Locale.ROOT,
                "[%d/%d] %s %s%s, %.1f s%n",
                judged,
                claims,
                judgement.claim().id(),
                judgement.verdict(),
                judgement.asExpected() ? "" : " (NOT AS EXPECTED)",
                judgement.seconds());
        err.flush();
    }

    @Override
    public void stageBegins(String what) {
        if (bar != null) {
            bar.setExtraMessage(" " + what);
            return;
        }
        err.println(what);
        err.flush();
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
