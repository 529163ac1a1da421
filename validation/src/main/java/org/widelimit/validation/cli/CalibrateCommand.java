package org.widelimit.validation.cli;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.widelimit.numerics.InputException;
import org.widelimit.validation.claim.Claim;
import org.widelimit.validation.report.Scale;
import org.widelimit.validation.study.Calibration;
import org.widelimit.validation.study.CalibrationTable;
import org.widelimit.validation.study.Calibrator;
import org.widelimit.validation.study.StopSignal;
import org.widelimit.validation.study.StoredCells;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code calibrate}: how often verdicts are wrong. */
@Command(
        name = "calibrate",
        description = {
            "Count over many studies how often a true claim is not upheld and how often a falsehood is not refuted.",
            "Studies are run from the seeds S, S + 1, ... (--seed S), and then resampled: their replicates are drawn with replacement from those that were run,"
                    + " or from the stored cells of a report.",
            "Exit code 1: a claim is wrong, or misses a falsehood, in more than 1 %% of the studies (one-sided, 95 %% confidence)."
        })
final class CalibrateCommand extends org.widelimit.validation.cli.Command {

    private static final int MOST = 1_000_000;

    @Mixin
    private final ClaimSelection selection = new ClaimSelection();

    @Option(names = "--seeds", paramLabel = "N", description = "Studies to run (default: 20, with --cells 0).")
    private @Nullable Integer seeds;

    @Option(
            names = "--resampled",
            defaultValue = "300",
            paramLabel = "N",
            description = "Studies to resample for each claim (default: ${DEFAULT-VALUE}).")
    private int resampled;

    @Option(
            names = "--cells",
            paramLabel = "DIR",
            description = "Resample from the cells of this report too; its scale counts. May be repeated.")
    private List<Path> folders = List.of();

    @Option(names = "--md", description = "Print the table as Markdown.")
    private boolean markdown;

    @Override
    public Integer call() throws InterruptedException {
        if (markdown && common().json()) {
            throw new InputException("calibrate: expected one of --md and --json, found both");
        }
        int studies = seeds == null ? (folders.isEmpty() ? 20 : 0) : seeds;
        requireCount("--seeds", studies);
        requireCount("--resampled", resampled);
        if (studies == 0 && (resampled == 0 || folders.isEmpty())) {
            throw new InputException("calibrate: expected studies to run (--seeds) or to resample (--resampled, from"
                    + " --cells), found none");
        }
        List<StoredCells> stored = folders.stream().map(this::stored).toList();
        Calibrator calibrator = new Calibrator(claims(stored), scale(stored), common().threads());
        stored.forEach(cells -> calibrator.addStored(cells.cells()));
        StopSignal stop = new StopSignal();
        Interruption.onSignal(stop::request);
        boolean complete = run(calibrator, studies, stop);
        List<Calibration> calibrations = calibrator.calibrations(complete ? resampled : 0, common().seed(), stop);
        boolean interrupted = !complete || stop.isRequested();
        if (!interrupted) {
            requireAStudy(calibrations);
        }
        CalibrationTable table = new CalibrationTable(calibrations);
        print(CalibrationJson.of(calibrations), () -> markdown ? table.markdown() : table.text());
        if (interrupted) {
            err().println("widelimit: interrupted; the table holds the studies that were finished");
            return ExitCode.INTERRUPTED;
        }
        return calibrations.stream().allMatch(Calibration::passes) ? ExitCode.DONE : ExitCode.NOT_AS_EXPECTED;
    }

    /** Nothing that was counted is not the same as nothing that was wrong. */
    private static void requireAStudy(List<Calibration> calibrations) {
        if (calibrations.stream().noneMatch(Calibration::isJudged)) {
            Calibration first = calibrations.get(0);
            String id = first.subject().id();
            throw new InputException("calibrate: expected a study of "
                    + (calibrations.size() == 1 ? id : "one of " + calibrations.size() + " claims") + ", found none: "
                    + (first.subject().form().isAboutInstances()
                            ? id + " is about instances, which are not resampled"
                            : id + " needs two stored replicates to be resampled and has " + first.pool())
                    + " (--seeds N runs studies)");
        }
    }

    private StoredCells stored(Path folder) {
        Path file = ReportFolder.cellsOf(folder);
        StoredCells cells = StoredCells.read(file);
        if (cells.damagedLine() > 0) {
            err().println("widelimit: " + file + ": line " + cells.damagedLine() + " is damaged; the "
                    + cells.cells().size() + " cells before it count");
        }
        return cells;
    }

    /** False if it was stopped. */
    private boolean run(Calibrator calibrator, int studies, StopSignal stop) {
        for (int k = 0; k < studies; k++) {
            long seed = common().seed() + k;
            err().println("study " + (k + 1) + " of " + studies + ", seed " + seed);
            try (ProgressDisplay progress = ProgressDisplay.on(err())) {
                if (!calibrator.run(seed, backend(), progress, stop)) {
                    return false;
                }
            }
        }
        return true;
    }

    private List<Claim> claims(List<StoredCells> stored) {
        Set<String> chosen = new LinkedHashSet<>(selection.ids());
        if (chosen.isEmpty()) {
            stored.forEach(cells ->
                    cells.cells().forEach(cell -> chosen.add(cell.cell().claim())));
        }
        return selection.plan(List.copyOf(chosen), scale(stored), 1).claims();
    }

    private Scale scale(List<StoredCells> stored) {
        Set<Scale> scales = new LinkedHashSet<>();
        stored.forEach(cells -> scales.add(cells.scale()));
        if (scales.size() > 1) {
            throw new InputException("--cells: expected reports of one scale, found " + scales);
        }
        return scales.isEmpty() ? selection.scale() : scales.iterator().next();
    }

    private static void requireCount(String option, int count) {
        if (count < 0 || count > MOST) {
            throw new InputException(option + ": expected a number from 0 to " + MOST + ", found " + count);
        }
    }
}
