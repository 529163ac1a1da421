package org.widelimit.validation.cli;

import java.io.PrintWriter;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import org.widelimit.ntk.kernel.ProgressListener;

/** Progress of a kernel on standard error: a bar on a terminal; elsewhere a line every ten seconds, so nothing for short work. */
final class TileProgress implements ProgressListener, AutoCloseable {

    private static final long LINE_NANOS = 10_000_000_000L;

    private final PrintWriter err;
    private final @Nullable ProgressBar bar;
    private final long start = System.nanoTime();
    private long lastLine = start;

    private TileProgress(PrintWriter err, @Nullable ProgressBar bar) {
        this.err = err;
        this.bar = bar;
    }

    /** The display that fits where the output goes. */
    static TileProgress on(PrintWriter err) {
        boolean terminal = System.console() != null && System.getenv("TERM") != null;
        return new TileProgress(err, terminal ? bar() : null);
    }

    private static ProgressBar bar() {
        return new ProgressBarBuilder()
                .setTaskName("tiles")
                .setInitialMax(1)
                .setStyle(ProgressBarStyle.ASCII)
                .setConsumer(new ConsoleProgressBarConsumer(System.err))
                .build();
    }

    @Override
    public void completed(long done, long total) {
        if (bar != null) {
            bar.maxHint(total);
            bar.stepTo(done);
            return;
        }
        long now = System.nanoTime();
        if (now - lastLine >= LINE_NANOS) {
            lastLine = now;
            err.printf(Locale.ROOT, "%d %% of the kernel, %.0f s%n", 100 * done / total, (now - start) * 1e-9);
            err.flush();
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
