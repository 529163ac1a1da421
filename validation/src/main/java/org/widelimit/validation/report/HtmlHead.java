package org.widelimit.validation.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The head of the page: what was verified, and how it went in five numbers. */
final class HtmlHead {

    private final Report report;

    HtmlHead(Report report) {
        this.report = report;
    }

    void write(Html html) {
        html.open("header", "class", "masthead");
        html.element("p", "Widelimit " + report.provenance().version(), "class", "kicker");
        html.element("h1", "Validation report");
        html.element("p", subject(), "class", "lede");
        writeTiles(html);
        report.remark()
                .ifPresent(remark -> html.open("p", "class", "catalogue", "role", "note")
                        .element("strong", "Not the whole run. ")
                        .text(remark)
                        .close());
        Multiplicity multiplicity = report.multiplicity();
        if (multiplicity != null) {
            html.open("p", "class", "catalogue")
                    .element("strong", "The catalogue as a whole. ")
                    .text(multiplicity.statement())
                    .close();
        }
        writeNavigation(html);
        html.close();
    }

    private String subject() {
        long papers = report.claims().stream().map(ClaimEntry::paper).distinct().count();
        return count(report.claims().size(), "claim") + (papers == 0 ? "" : " of " + count(papers, "subject"))
                + ", judged at scale " + report.scale().label() + " with seed " + report.seed()
                + ". A verdict compares a confidence interval with target ± tolerance: inside is supported, disjoint is refuted, "
                + "anything else is inconclusive. Beside each claim stands its nearest rival, a falsehood that the same procedure "
                + "has to refute.";
    }

    private static String count(long number, String noun) {
        return NumberText.count(number) + " " + noun + (number == 1 ? "" : "s");
    }

    private void writeTiles(Html html) {
        List<ClaimEntry> claims = report.claims();
        long asExpected = claims.stream().filter(ClaimEntry::asExpected).count();
        long odd = claims.size() - asExpected;
        List<JudgedStatement> falsehoods =
                claims.stream().flatMap(claim -> claim.falsehoods().stream()).toList();
        List<JudgedStatement> controls = claims.stream()
                .flatMap(claim -> Stream.ofNullable(claim.control()))
                .toList();
        html.open("dl", "class", "tiles");
        tile(html, "as expected", NumberText.count(asExpected), "good");
        tile(html, "not as expected", NumberText.count(odd), odd == 0 ? "none" : "bad");
        tile(html, "falsehoods refuted", share(falsehoods, Verdict.REFUTED), tone(falsehoods, Verdict.REFUTED));
        if (!controls.isEmpty()) {
            tile(html, "controls supported", share(controls, Verdict.SUPPORTED), tone(controls, Verdict.SUPPORTED));
        }
        tile(html, "not run at this scale", NumberText.count(report.notRun().size()), "none");
        html.close();
        html.open("p", "class", "counts");
        for (Verdict verdict : Verdict.values()) {
            long number = claims.stream().filter(is(verdict)).count();
            if (number > 0) {
                html.open("span", "class", "count v-" + verdict.name().toLowerCase(Locale.ROOT))
                        .text(number + " " + VerdictWords.of(verdict).toLowerCase(Locale.ROOT))
                        .close();
            }
        }
        html.close();
    }

    private static Predicate<ClaimEntry> is(Verdict verdict) {
        return claim -> claim.verdict() == verdict;
    }

    private static String share(List<JudgedStatement> statements, Verdict wanted) {
        return hits(statements, wanted) + " of " + statements.size();
    }

    private static long hits(List<JudgedStatement> statements, Verdict wanted) {
        return statements.stream()
                .filter(statement -> statement.verdict() == wanted)
                .count();
    }

    private static String tone(List<JudgedStatement> statements, Verdict wanted) {
        return hits(statements, wanted) == statements.size() ? "good" : "bad";
    }

    private static void tile(Html html, String name, String number, String tone) {
        html.open("div", "class", "tile " + tone)
                .element("dt", name)
                .element("dd", number)
                .close();
    }

    private void writeNavigation(Html html) {
        html.open("nav", "aria-label", "Sections");
        report.sections().forEach(section -> html.element("a", section.name(), "href", "#" + section.id()));
        for (Map.Entry<String, String> section : List.of(
                Map.entry("#verdicts", "Verdicts"),
                Map.entry("#claims", "Claims"),
                Map.entry("#not-run", "Not run"),
                Map.entry("#provenance", "Provenance"))) {
            if (!section.getKey().equals("#not-run") || !report.notRun().isEmpty()) {
                html.element("a", section.getValue(), "href", section.getKey());
            }
        }
        html.close();
    }
}
