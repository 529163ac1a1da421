package org.widelimit.validation.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The report in the XML that continuous integration systems read: a suite a paper, a case a claim. A claim that is not as
 * expected is a failure, one whose code failed an error, one that was not run is skipped.
 */
public final class JUnitReport {

    private final StringBuilder out = new StringBuilder();

    private JUnitReport() {}

    /** The XML text. */
    public static String toXml(Report report) {
        JUnitReport junit = new JUnitReport();
        junit.out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"widelimit\">\n");
        report.claims().stream().map(ClaimEntry::paper).distinct().forEach(paper -> junit.writePaper(report, paper));
        Map<String, String> skipped = new LinkedHashMap<>();
        report.notRun()
                .forEach(claim -> skipped.put(
                        claim.id(), "needs scale " + claim.minScale().label()));
        report.unfinished().forEach(name -> skipped.put(name, "the run has not ended, or was interrupted"));
        junit.writeNotRun(skipped);
        return junit.out.append("</testsuites>\n").toString();
    }

    private void writePaper(Report report, String paper) {
        List<ClaimEntry> claims = report.claims().stream()
                .filter(claim -> claim.paper().equals(paper))
                .toList();
        long errors = claims.stream().filter(JUnitReport::isError).count();
        long odd = claims.stream().filter(claim -> !claim.asExpected()).count();
        double seconds = claims.stream().mapToDouble(ClaimEntry::seconds).sum();
        out.append(String.format(
                Locale.ROOT,
                "  <testsuite name=\"%s\" tests=\"%d\" failures=\"%d\" errors=\"%d\" skipped=\"0\" time=\"%.3f\">\n",
                Html.escape(paper),
                claims.size(),
                odd - errors,
                errors,
                seconds));
        claims.forEach(this::writeClaim);
        out.append("  </testsuite>\n");
    }

    private static boolean isError(ClaimEntry claim) {
        return claim.verdict() == Verdict.ERROR && !claim.asExpected();
    }

    private void writeClaim(ClaimEntry claim) {
        out.append(String.format(
                Locale.ROOT,
                "    <testcase classname=\"%s\" name=\"%s: %s\" time=\"%.3f\"",
                Html.escape(claim.paper()),
                Html.escape(claim.id()),
                Html.escape(claim.statement()),
                claim.seconds()));
        if (claim.asExpected()) {
            out.append("/>\n");
            return;
        }
        String kind = isError(claim) ? "error" : "failure";
        String message = VerdictWords.of(claim.verdict()) + ", " + VerdictWords.expectation(claim);
        out.append(">\n      <")
                .append(kind)
                .append(" message=\"")
                .append(Html.escape(message))
                .append("\">");
        out.append(Html.escape(details(claim))).append("</").append(kind).append(">\n    </testcase>\n");
    }

    private static String details(ClaimEntry claim) {
        StringBuilder details = new StringBuilder();
        append(details, "", claim.explanation());
        append(details, "error: ", claim.error());
        append(details, "estimate: ", claim.estimate() == null ? null : NumberText.display(claim.estimate()));
        append(details, "interval: ", VerdictWords.interval(claim));
        append(details, "target: ", VerdictWords.target(claim));
        for (JudgedStatement falsehood : claim.falsehoods()) {
            append(
                    details,
                    "falsehood: ",
                    falsehood.statement() + ": " + VerdictWords.ofFalsehood(falsehood.verdict()));
        }
        JudgedStatement control = claim.control();
        if (control != null) {
            append(details, "control: ", control.statement() + ": " + VerdictWords.ofControl(control.verdict()));
        }
        append(details, "counterexample: ", claim.counterexample());
        append(details, "reproduce: ", claim.reproduce());
        return details.toString();
    }

    private static void append(StringBuilder details, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            details.append(name).append(value).append('\n');
        }
    }

    private void writeNotRun(Map<String, String> notRun) {
        if (notRun.isEmpty()) {
            return;
        }
        out.append(String.format(
                Locale.ROOT,
                "  <testsuite name=\"not run\" tests=\"%1$d\" failures=\"0\" errors=\"0\" skipped=\"%1$d\" time=\"0\">\n",
                notRun.size()));
        notRun.forEach((name, why) -> out.append("    <testcase classname=\"not run\" name=\"")
                .append(Html.escape(name))
                .append("\"><skipped message=\"")
                .append(why)
                .append("\"/></testcase>\n"));
        out.append("  </testsuite>\n");
    }
}
