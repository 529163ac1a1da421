package org.widelimit.validation.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.widelimit.numerics.InputException;
import org.widelimit.validation.Verification;
import org.widelimit.validation.catalogue.StandardCatalogue;
import org.widelimit.validation.report.Provenance;
import org.widelimit.validation.report.Report;
import org.widelimit.validation.report.ReportComparison;
import org.widelimit.validation.report.ReportFiles;
import org.widelimit.validation.study.CellStore;
import org.widelimit.validation.study.StopSignal;
import org.widelimit.validation.study.StudyPlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code replay DIR}: runs a report again and says which numbers differ. */
@Command(
        name = "replay",
        description = {
            "Run a report's claims again from its JSON, with its seed, scale and options, and compare every number.",
            "Bit for bit when JDK, commit, backend and core type are the same, else within a relative tolerance. Exit code 1: something differs."
        })
final class ReplayCommand extends org.widelimit.validation.cli.Command {

    private static final double OTHER_MACHINE = 1e-9;

    @Parameters(paramLabel = "DIR", description = "Folder of the report.")
    private Path folder = Path.of("");

    @Option(
            names = "--tolerance",
            paramLabel = "T",
            description = "Relative tolerance (default: 0 where bits can agree, else 1e-9).")
    private @Nullable Double tolerance;

    @Override
    public Integer call() {
        if (tolerance != null && !(tolerance >= 0 && tolerance < 1)) {
            throw new InputException("--tolerance: expected a number in [0, 1), found " + tolerance);
        }
        Report recorded = ReportFiles.read(folder);
        List<String> ids = new ArrayList<>();
        recorded.claims().forEach(claim -> ids.add(claim.id()));
        recorded.notRun().forEach(claim -> ids.add(claim.id()));
        StudyPlan plan =
                StudyPlan.select(StandardCatalogue.load(), ids, Optional.empty(), recorded.scale(), recorded.seed());
        Verification verification =
                Verification.of(plan, Verification.sectionsOf(recorded.options()), backend(), common().threads());
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
        double allowed =
                tolerance != null ? tolerance : defaultTolerance(recorded.provenance(), verification.provenance());
        List<ReportComparison.Difference> differences = ReportComparison.of(recorded, result.report(), allowed);
        DifferenceList list = new DifferenceList(differences, allowed);
        print(list.json("recorded", "replayed"), () -> list.text("recorded", "replayed"));
        return differences.isEmpty() ? ExitCode.DONE : ExitCode.NOT_AS_EXPECTED;
    }

    private static double defaultTolerance(Provenance recorded, Provenance here) {
        boolean same = recorded.java().equals(here.java())
                && recorded.commit().equals(here.commit())
                && recorded.backend().equals(here.backend())
                && String.valueOf(recorded.backendCore()).equals(String.valueOf(here.backendCore()));
        return same ? 0 : OTHER_MACHINE;
    }
}
