package org.widelimit.validation.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The report as Markdown with tables, for repositories: what is shown, verdicts, what was not as expected, provenance. */
public final class MarkdownReport {

    private final StringBuilder out = new StringBuilder();

    private MarkdownReport() {}

    /** The text, lines ended by line feeds. */
    public static String toMarkdown(Report report) {
        MarkdownReport markdown = new MarkdownReport();
        markdown.writeHead(report);
        report.sections().forEach(markdown::writeSection);
        markdown.writeVerdicts(report);
        markdown.writeOdd(report);
        markdown.writeNotRun(report);
        markdown.writeProvenance(report);
        return markdown.out.toString();
    }

    private void writeHead(Report report) {
        long asExpected =
                report.claims().stream().filter(ClaimEntry::asExpected).count();
        line("# Validation report");
        line("");
        line(asExpected + " of " + report.claims().size() + " claims as expected at scale "
                + report.scale().label() + ", seed " + report.seed() + ".");
        report.remark().ifPresent(remark -> {
            line("");
            line(escape(remark));
        });
        Multiplicity multiplicity = report.multiplicity();
        if (multiplicity != null) {
            line("");
            line(escape(multiplicity.statement()));
        }
    }

    private void writeSection(Section section) {
        heading("## ", section.title());
        paragraphs(section.introduction());
        for (SectionPanel panel : section.panels()) {
            heading("### ", panel.title());
            paragraphs(panel.text());
            if (!panel.figures().isEmpty()) {
                line("");
                line("Figures: "
                        + panel.figures().stream()
                                .map(path -> "[" + escape(path) + "](" + path + ")")
                                .collect(Collectors.joining(", ")));
            }
            writeTable(panel.table());
        }
    }

    private void heading(String marks, String text) {
        line("");
        line(marks + escape(text));
    }

    private void paragraphs(String text) {
        HtmlSections.paragraphs(text).forEach(paragraph -> {
            line("");
            line(escape(paragraph));
        });
    }

    private void writeTable(@Nullable DataTable table) {
        if (table == null) {
            return;
        }
        if (table.caption() != null) {
            line("");
            line(escape(table.caption()));
        }
        line("");
        row(table.columns().toArray(String[]::new));
        line("|---".repeat(table.columns().size()) + "|");
        table.rows().forEach(cells -> row(cells.toArray(String[]::new)));
    }

    private void writeVerdicts(Report report) {
        List<String> papers =
                report.claims().stream().map(ClaimEntry::paper).distinct().toList();
        for (String paper : papers) {
            line("");
            line("## " + escape(PaperNames.of(paper)));
            line("");
            line("| claim | statement | estimate | interval | target | verdict | falsehoods refuted | seconds |");
            line("|---|---|---:|---:|---:|---|---|---:|");
            report.claims().stream()
                    .filter(claim -> claim.paper().equals(paper))
                    .forEach(this::writeRow);
        }
    }

    private void writeRow(ClaimEntry claim) {
        long refuted = claim.falsehoods().stream()
                .filter(falsehood -> falsehood.verdict() == Verdict.REFUTED)
                .count();
        String target = VerdictWords.target(claim);
        String interval = VerdictWords.interval(claim);
        row(
                claim.id(),
                claim.statement(),
                NumberText.display(claim.estimate()),
                interval.isEmpty() ? "–" : interval,
                target.isEmpty() ? "–" : target,
                VerdictWords.of(claim.verdict()) + " (" + VerdictWords.expectation(claim) + ")",
                refuted + " of " + claim.falsehoods().size(),
                String.format(Locale.ROOT, "%.1f", claim.seconds()));
    }

    private void writeOdd(Report report) {
        List<ClaimEntry> odd =
                report.claims().stream().filter(claim -> !claim.asExpected()).toList();
        if (odd.isEmpty()) {
            return;
        }
        line("");
        line("## Not as expected");
        for (ClaimEntry claim : odd) {
            line("");
            line("### " + escape(claim.id()));
            line("");
            line(escape(claim.statement()));
            line("");
            item(VerdictWords.of(claim.verdict()) + ", " + VerdictWords.expectation(claim), claim.explanation());
            if (claim.error() != null) {
                item("Error", claim.error());
            }
            if (claim.counterexample() != null) {
                item("Counterexample", claim.counterexample());
            }
            claim.falsehoods()
                    .forEach(falsehood -> item(
                            "Falsehood", falsehood.statement() + ": " + VerdictWords.ofFalsehood(falsehood.verdict())));
            if (claim.control() != null) {
                item(
                        "Control",
                        claim.control().statement() + ": "
                                + VerdictWords.ofControl(claim.control().verdict()));
            }
            if (claim.reproduce() != null) {
                item("Reproduce", claim.reproduce());
            }
        }
    }

    private void item(String name, @Nullable String text) {
        line("- " + escape(name) + (text == null ? "" : ": " + escape(text)));
    }

    private void writeNotRun(Report report) {
        if (report.notRun().isEmpty()) {
            return;
        }
        line("");
        line("## Not run at this scale");
        line("");
        line("| claim | smallest scale |");
        line("|---|---|");
        report.notRun().forEach(claim -> row(claim.id(), claim.minScale().label()));
    }

    private void writeProvenance(Report report) {
        Provenance provenance = report.provenance();
        line("");
        line("## Provenance");
        line("");
        line("| | |");
        line("|---|---|");
        row("version", provenance.version());
        row("commit", provenance.commit() + " (" + provenance.workingTree() + ")");
        row("java", provenance.java());
        row("os", provenance.os());
        row("cpu", provenance.cpu());
        row(
                "backend",
                provenance.backend() + (provenance.backendCore() == null ? "" : ", " + provenance.backendCore()));
        row("engine", provenance.engine());
        row("threads", Integer.toString(provenance.threads()));
        row("data SHA-256", provenance.dataSha256());
        report.options().forEach((name, value) -> row("option " + name, value));
    }

    private void row(String... cells) {
        line(List.of(cells).stream().map(MarkdownReport::escape).collect(Collectors.joining(" | ", "| ", " |")));
    }

    private void line(String text) {
        out.append(text).append('\n');
    }

    /** On one line, with every character that Markdown or HTML would read as markup taken literally. */
    public static String escape(String text) {
        String plain = text.strip().replaceAll("\\s+", " ");
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            if (c == '&') {
                escaped.append("&amp;");
            } else if (c == '<') {
                escaped.append("&lt;");
            } else {
                escaped.append("\\`*_{}[]#|>~!$^".indexOf(c) >= 0 ? "\\" + c : String.valueOf(c));
            }
        }
        return escaped.toString();
    }
}
