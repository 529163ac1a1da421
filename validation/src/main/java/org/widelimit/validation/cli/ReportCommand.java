package org.widelimit.validation.cli;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.files.AtomicFiles;
import org.widelimit.validation.report.HtmlReport;
import org.widelimit.validation.report.JUnitReport;
import org.widelimit.validation.report.MarkdownReport;
import org.widelimit.validation.report.Report;
import org.widelimit.validation.report.ReportComparison;
import org.widelimit.validation.report.ReportFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code report DIR}: renders a report again, or compares two. */
@Command(
        name = "report",
        description = {
            "Render the report in DIR again from its JSON, or compare it with another (exit code 1 when they differ).",
            "html goes to DIR/report.html, md to DIR/report.md, junit to DIR/report.xml."
        })
final class ReportCommand extends org.widelimit.validation.cli.Command {

    @Parameters(paramLabel = "DIR", description = "Folder of the report.")
    private Path folder = Path.of("");

    @Option(
            names = "--format",
            defaultValue = "html",
            paramLabel = "F",
            description = "html, md or junit (default: ${DEFAULT-VALUE}).")
    private String format = "html";

    @Option(names = "--diff", paramLabel = "OTHER", description = "Folder of another report to compare with.")
    private @Nullable Path other;

    @Override
    public Integer call() {
        Report report = ReportFiles.read(folder);
        if (other != null) {
            List<ReportComparison.Difference> differences = ReportComparison.of(report, ReportFiles.read(other), 0);
            DifferenceList list = new DifferenceList(differences, 0);
            print(list.json("first", "second"), () -> list.text("first", "second"));
            return differences.isEmpty() ? ExitCode.DONE : ExitCode.NOT_AS_EXPECTED;
        }
        Path file;
        switch (format) {
            case "html" -> AtomicFiles.writeString(file = folder.resolve(ReportFiles.HTML), HtmlReport.toHtml(report));
            case "md" -> AtomicFiles.writeString(file = folder.resolve("report.md"), MarkdownReport.toMarkdown(report));
            case "junit" -> AtomicFiles.writeString(file = folder.resolve("report.xml"), JUnitReport.toXml(report));
            default -> throw new InputException("--format: expected html, md or junit, found \"" + format + '"');
        }
        print(object().put("file", file.toString()), () -> file + System.lineSeparator());
        return ExitCode.DONE;
    }
}
