package org.widelimit.validation.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.widelimit.validation.ShownSection;
import org.widelimit.validation.Verification;
import org.widelimit.validation.report.ClaimEntry;
import org.widelimit.validation.report.JudgedStatement;
import org.widelimit.validation.report.Report;
import org.widelimit.validation.report.ReportFiles;
import org.widelimit.validation.report.ReportJson;
import org.widelimit.validation.report.TextTable;
import org.widelimit.validation.report.Verdict;
import org.widelimit.validation.study.CellStore;
import org.widelimit.validation.study.Engine;
import org.widelimit.validation.study.StopSignal;
import org.widelimit.validation.study.StudyKey;
import org.widelimit.validation.study.StudyListener;
import org.widelimit.validation.study.StudyPlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code verify}: runs claims and writes the report. */
@Command(
        name = "verify",
        description = {
            "Run claims, and write DIR/report.html, DIR/report.json and DIR/figures/*.csv.",
            "Exit code 0: every verdict is as expected; 1: one is not, or a claim ended in an error; 3: interrupted (--resume goes on)."
        })
final class VerifyCommand extends org.widelimit.validation.cli.Command {

    @Mixin
    private final ClaimSelection selection = new ClaimSelection();

    @Option(
            names = "--out",
            defaultValue = "widelimit-report",
            paramLabel = "DIR",
            description = "The report's folder (default: ${DEFAULT-VALUE}); created if absent.")
    private Path out = Path.of("widelimit-report");

    @Option(names = "--resume", description = "Go on with the interrupted run in DIR, with the same options.")
    private boolean resume;

    @Option(names = "--force", description = "Replace the report in DIR.")
    private boolean force;

    @Mixin
    private final EngineArguments engines = new EngineArguments();

    @Override
    public Integer call() {
        StudyPlan plan = selection.plan(common().seed());
        Verification local = Verification.of(plan, sections(), backend(), common().threads());
        try (Engine engine = engines.open(common().threads())) {
            return verify(local.on(engine));
        }
    }

    private int verify(Verification verification) {
        StudyKey key = verification.key();
        ReportFolder folder = ReportFolder.prepare(out, resume, force);
        StopSignal stop = new StopSignal();
        Interruption.onSignal(stop::request);
        Verification.Result result;
        try (CellStore store = force ? CellStore.replace(folder.cells(), key) : CellStore.open(folder.cells(), key);
                ProgressDisplay progress = ProgressDisplay.on(err())) {
            folder.deleteAbandoned();
            InterimReport interim = new InterimReport(verification, folder, store);
            StudyListener listener = StudyListener.of(progress, interim);
            result = verification.run(store, listener, stop);
            // As long as the store is open no other run writes here.
            interim.runEnds(result);
        }
        boolean interrupted = !result.complete();
        if (common().json()) {
            out().println(ReportJson.toJson(result.report()));
        } else {
            printTable(result.report());
        }
        if (interrupted) {
            err().println("widelimit: interrupted; what was finished is in " + out + ", and --resume goes on");
            return ExitCode.INTERRUPTED;
        }
        boolean asExpected = result.report().claims().stream().allMatch(ClaimEntry::asExpected);
        return asExpected ? ExitCode.DONE : ExitCode.NOT_AS_EXPECTED;
    }

    /** The whole catalogue and a whole paper are shown before their claims, single claims are not. */
    private List<ShownSection> sections() {
        if (!selection.ids().isEmpty()) {
            return List.of();
        }
        String paper = selection.paper();
        return paper == null ? ShownSection.ofAll() : ShownSection.ofPaper(paper);
    }

    private void printTable(Report report) {
        TextTable table = TextTable.of("claim", "verdict", "expected", "falsehoods", "estimate", "target", "seconds");
        for (ClaimEntry claim : report.claims()) {
            long refuted = claim.falsehoods().stream()
                    .map(JudgedStatement::verdict)
                    .filter(Verdict.REFUTED::equals)
                    .count();
            table.row(
                    claim.id(),
                    claim.verdict().name(),
                    claim.asExpected() ? "yes" : "NO",
                    refuted + " of " + claim.falsehoods().size() + " refuted",
                    number(claim.estimate()),
                    number(claim.target()),
                    String.format(Locale.ROOT, "%.1f", claim.seconds()));
        }
        out().print(table);
        long asExpected =
                report.claims().stream().filter(ClaimEntry::asExpected).count();
        out().printf(
                        Locale.ROOT,
                        "%d of %d claims as expected; report: %s%n",
                        asExpected,
                        report.claims().size(),
                        out.resolve(ReportFiles.HTML));
        if (!report.notRun().isEmpty()) {
            out().printf(
                            "%d claims need a larger scale and were not run (the report lists them)%n",
                            report.notRun().size());
        }
        out().flush();
    }

    private static String number(@Nullable Double value) {
        return value == null ? "-" : String.format(Locale.ROOT, "%.4g", value);
    }
}
