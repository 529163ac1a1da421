package org.widelimit.validation.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.linalg.DenseBackend;
import org.widelimit.numerics.linalg.DenseBackends;
import org.widelimit.validation.Verification;
import org.widelimit.validation.report.Provenance;
import org.widelimit.validation.report.Report;
import org.widelimit.validation.report.ReportComparison;
import org.widelimit.validation.study.CellStore;
import org.widelimit.validation.study.StopSignal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code replay DIR}: runs a report again and says which numbers differ. */
@Command(
        name = "replay",
        description = {
            "Run a report's claims again from its JSON, with its seed, scale, options and backend, and compare every number.",
            "Bit for bit when JDK, commit, backend and core type are the same, else within a tolerance (below). Exit code 1: something differs."
        })
final class ReplayCommand extends org.widelimit.validation.cli.Command {

    private static final double OTHER_MACHINE = 1e-9;

    @Parameters(paramLabel = "DIR", description = "Folder of the report.")
    private Path folder = Path.of("");

    @Option(
            names = "--tolerance",
            paramLabel = "T",
            description = {
                "0: numbers agree when they are the same bit for bit. T > 0: a and b agree when they differ by at most T times the larger of them;"
                        + " errors of identities, slacks of bounds and p-values, whose scale is 1, when they differ by at most T.",
                "Default: 0 where JDK, commit, backend and core type are the same, else 1e-9."
            })
    private @Nullable Double tolerance;

    @Override
    public Integer call() {
        if (tolerance != null && !(tolerance >= 0 && tolerance < 1)) {
            throw new InputException("--tolerance: expected a number in [0, 1), found " + tolerance);
        }
        RecordedRun recorded = RecordedRun.in(folder);
        Verification verification = Verification.of(
                recorded.plan(),
                recorded.sections(),
                backendOf(recorded.report().provenance()),
                common().threads());
        StopSignal stop = new StopSignal();
        Verification.Result result;
        try (CellStore store = CellStore.inMemory();
                ProgressDisplay progress = ProgressDisplay.on(err())) {
            Interruption.onSignal(stop::request);
            result = verification.run(store, progress, stop);
        }
        if (!result.complete()) {
            err().println("widelimit: interrupted; a replay starts from the beginning");
            return ExitCode.INTERRUPTED;
        }
        return compare(recorded, result.report());
    }

    /** The recorded backend changes no bit; where it does not load, the one of this machine has to agree within the tolerance. */
    private DenseBackend backendOf(Provenance recorded) {
        return !asksForBackend() && DenseBackends.available().contains(recorded.backend())
                ? DenseBackends.named(recorded.backend())
                : backend();
    }

    private int compare(RecordedRun recorded, Report replayed) {
        double allowed = tolerance != null
                ? tolerance
                : defaultTolerance(recorded.report().provenance(), replayed.provenance());
        List<ReportComparison.Difference> differences = ReportComparison.of(recorded.report(), replayed, allowed);
        DifferenceList list = new DifferenceList(differences, allowed);
        ObjectNode json = list.json("recorded", "replayed");
        recorded.missing().forEach(json.putArray("missing")::add);
        print(json, () -> list.text("recorded", "replayed") + missing(recorded.missing()));
        return differences.isEmpty() ? ExitCode.DONE : ExitCode.NOT_AS_EXPECTED;
    }

    private static String missing(List<String> names) {
        return names.isEmpty()
                ? ""
                : String.format(
                        "the report's run was interrupted: of what it was asked for, %d claims or sections are missing%n",
                        names.size());
    }

    /** 0 where the same code runs on the same arithmetic; a tree that was modified since may differ, and then shows it. */
    static double defaultTolerance(Provenance recorded, Provenance here) {
        boolean same = recorded.java().equals(here.java())
                && recorded.commit().equals(here.commit())
                && recorded.backend().equals(here.backend())
                && Objects.equals(recorded.backendCore(), here.backendCore());
        return same ? 0 : OTHER_MACHINE;
    }
}
