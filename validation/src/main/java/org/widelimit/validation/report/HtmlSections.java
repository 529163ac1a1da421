package org.widelimit.validation.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The sections around the claims: what is shown before them, table of verdicts, claims that were not run, provenance. */
final class HtmlSections {

    private static final Pattern BLANK_LINE = Pattern.compile("\\n\\s*\\n");

    private final Report report;

    HtmlSections(Report report) {
        this.report = report;
    }

    void writeSections(Html html) {
        report.sections().forEach(section -> writeSection(html, section));
    }

    private void writeSection(Html html, Section section) {
        html.open("section", "id", section.id(), "aria-labelledby", section.id() + "-head");
        html.element("h2", section.title(), "id", section.id() + "-head");
        paragraphs(html, section.introduction(), "intro");
        for (SectionPanel panel : section.panels()) {
            html.open("section", "class", "panel");
            html.element("h3", panel.title());
            paragraphs(html, panel.text(), "prose");
            html.open("div", "class", panel.figures().size() > 1 ? "figures several" : "figures");
            panel.figures().forEach(path -> report.figure(path).ifPresent(figure -> HtmlFigure.write(html, figure)));
            html.close();
            DataTable table = panel.table();
            if (table != null) {
                writeTable(html, table);
            }
            html.close();
        }
        html.close();
    }

    /** Blank lines separate paragraphs. */
    static Stream<String> paragraphs(String text) {
        return BLANK_LINE.splitAsStream(text.strip());
    }

    private static void paragraphs(Html html, String text, String kind) {
        paragraphs(text).forEach(paragraph -> html.element("p", paragraph, "class", kind));
    }

    static void writeTable(Html html, DataTable table) {
        html.open("div", "class", "wide", "tabindex", "0", "role", "region", "aria-label", "Table");
        html.open("table", "class", "data");
        String caption = table.caption();
        if (caption != null) {
            html.element("caption", caption);
        }
        html.open("thead").open("tr");
        table.columns().forEach(column -> html.element("th", column, "scope", "col"));
        html.close().close().open("tbody");
        for (List<String> row : table.rows()) {
            html.open("tr");
            for (int i = 0; i < row.size(); i++) {
                if (i == 0) {
                    html.element("th", row.get(i), "scope", "row");
                } else {
                    html.element("td", row.get(i), "class", isNumber(row.get(i)) ? "number" : "words");
                }
            }
            html.close();
        }
        html.close().close().close();
    }

    private static boolean isNumber(String cell) {
        return cell.matches("[-+−]?[0-9.,]+([eE·][-+0-9⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+)?\\s*%?|–|-");
    }

    void writeVerdicts(Html html) {
        html.open("section", "id", "verdicts", "aria-labelledby", "verdicts-head");
        html.element("h2", "Verdicts", "id", "verdicts-head");
        html.open("table", "class", "verdicts");
        html.open("thead").open("tr");
        html.element("th", "Claim", "scope", "col").element("th", "Statement", "scope", "col");
        html.element("th", "Estimate", "scope", "col", "class", "number wide-only");
        html.element("th", "Target", "scope", "col", "class", "number wide-only");
        html.element("th", "Falsehoods refuted", "scope", "col", "class", "wide-only");
        html.element("th", "Verdict", "scope", "col").close().close();
        byPaper().forEach((paper, claims) -> writeRows(html, paper, claims));
        html.close().close();
    }

    private static void writeRows(Html html, String paper, List<ClaimEntry> claims) {
        html.open("tbody").open("tr", "class", "paper");
        html.open("th", "colspan", "6", "scope", "rowgroup").text(PaperNames.of(paper));
        long asExpected = claims.stream().filter(ClaimEntry::asExpected).count();
        html.element("span", asExpected + " of " + claims.size() + " as expected", "class", "note");
        html.close().close();
        for (ClaimEntry claim : claims) {
            html.open("tr", "data-claim", HtmlClaim.anchor(claim));
            html.open("th", "scope", "row")
                    .element("a", claim.id(), "href", "#" + HtmlClaim.anchor(claim))
                    .close();
            html.element("td", claim.statement());
            html.element("td", NumberText.display(claim.estimate()), "class", "number wide-only");
            String target = VerdictWords.target(claim);
            html.element("td", target.isEmpty() ? "–" : target, "class", "number wide-only");
            long refuted = claim.falsehoods().stream()
                    .filter(falsehood -> falsehood.verdict() == Verdict.REFUTED)
                    .count();
            html.element("td", refuted + " of " + claim.falsehoods().size(), "class", "wide-only");
            html.open("td");
            HtmlClaim.badge(html, claim);
            html.close().close();
        }
        html.close();
    }

    Map<String, List<ClaimEntry>> byPaper() {
        Map<String, List<ClaimEntry>> papers = new LinkedHashMap<>();
        report.claims().stream()
                .map(ClaimEntry::paper)
                .distinct()
                .forEach(paper -> papers.put(
                        paper,
                        report.claims().stream()
                                .filter(claim -> claim.paper().equals(paper))
                                .toList()));
        return papers;
    }

    void writeNotRun(Html html) {
        if (report.notRun().isEmpty()) {
            return;
        }
        html.open("section", "id", "not-run", "aria-labelledby", "not-run-head");
        html.element("h2", "Not run", "id", "not-run-head");
        html.element(
                "p",
                "These claims cannot be decided at scale " + report.scale().label()
                        + ". They are judged at their own scale or above, never with a wider tolerance.",
                "class",
                "prose");
        html.open("table", "class", "data").open("thead").open("tr");
        html.element("th", "Claim", "scope", "col")
                .element("th", "Statement", "scope", "col")
                .element("th", "Smallest scale", "scope", "col");
        html.close().close().open("tbody");
        for (NotRun claim : report.notRun()) {
            html.open("tr").element("th", claim.id(), "scope", "row");
            html.element("td", claim.statement() == null ? "" : claim.statement());
            html.element("td", claim.minScale().label()).close();
        }
        html.close().close().close();
    }

    void writeProvenance(Html html) {
        Provenance provenance = report.provenance();
        html.open("section", "id", "provenance", "aria-labelledby", "provenance-head");
        html.element("h2", "Provenance", "id", "provenance-head");
        html.element(
                "p",
                "Everything that a number of this report depends on. The same values give the same numbers bit for bit; only the "
                        + "seconds differ from run to run.",
                "class",
                "prose");
        html.open("table", "class", "data provenance").open("tbody");
        row(html, "Version", provenance.version());
        row(html, "Commit", provenance.commit() + " (working tree " + provenance.workingTree() + ")");
        row(html, "Seed", Long.toString(report.seed()));
        row(html, "Scale", report.scale().label());
        report.options().forEach((name, value) -> row(html, "Option " + name, value));
        row(html, "Java", provenance.java());
        row(html, "Operating system", provenance.os());
        row(html, "Processor", provenance.cpu());
        String core = provenance.backendCore();
        row(html, "Linear algebra", provenance.backend() + (core == null ? "" : ", core type " + core));
        row(html, "Engine", provenance.engine());
        row(html, "Threads", Integer.toString(provenance.threads()));
        row(html, "Data SHA-256", provenance.dataSha256());
        double seconds =
                report.claims().stream().mapToDouble(ClaimEntry::seconds).sum();
        row(html, "Computing time", NumberText.seconds(seconds) + ", all claims");
        html.close().close();
        html.open("p", "class", "prose")
                .text("The same report for programs: ")
                .element("a", "report.json", "href", "report.json")
                .text(". Run it again and compare every number: ")
                .element("code", "./widelimit replay DIR")
                .text(", DIR being the folder of this file.")
                .close();
        html.close();
    }

    private static void row(Html html, String name, String value) {
        html.open("tr").element("th", name, "scope", "row").element("td", value).close();
    }
}
