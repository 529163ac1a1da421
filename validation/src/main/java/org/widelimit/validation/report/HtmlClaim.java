package org.widelimit.validation.report;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The card of one claim. */
final class HtmlClaim {

    private final Report report;
    private final ClaimEntry claim;

    HtmlClaim(Report report, ClaimEntry claim) {
        this.report = report;
        this.claim = claim;
    }

    /** Name of the card on the page. */
    static String anchor(ClaimEntry claim) {
        return "claim-" + Figure.idOf(claim.id());
    }

    static void badge(Html html, ClaimEntry claim) {
        html.open("span", "class", "badge " + tone(claim));
        html.element("b", VerdictWords.of(claim.verdict()));
        html.element("i", VerdictWords.expectation(claim));
        html.close();
    }

    /** Colours follow the verdict, and an alarm follows the expectation. */
    private static String tone(ClaimEntry claim) {
        return "v-" + claim.verdict().name().toLowerCase(Locale.ROOT) + (claim.asExpected() ? "" : " odd");
    }

    void write(Html html) {
        html.open(
                "article",
                "class",
                "card " + tone(claim),
                "id",
                anchor(claim),
                "data-paper",
                claim.paper(),
                "data-form",
                claim.form().label(),
                "data-verdict",
                claim.verdict().name(),
                "data-expected",
                claim.asExpected() ? "yes" : "no",
                "aria-labelledby",
                anchor(claim) + "-head");
        writeHead(html);
        html.open("div", "class", "body");
        report.figure(claim.figure()).ifPresent(figure -> {
            html.open("div", "class", "shown");
            HtmlFigure.write(html, figure);
            html.close();
        });
        html.open("div", "class", "told").open("div", "class", "judged");
        writeVerdict(html);
        writeNumbers(html);
        html.close().open("div", "class", "beside");
        writeRivals(html);
        html.close().close().close();
        writeFoot(html);
        html.close();
    }

    private void writeHead(Html html) {
        html.open("header");
        html.open("p", "class", "tags");
        html.element("a", claim.id(), "class", "id", "href", "#" + anchor(claim));
        html.element("span", claim.form().label(), "class", "form");
        String printed = claim.printedOrDerived();
        if (printed != null) {
            html.element("span", printed, "class", "form");
        }
        html.close();
        badge(html, claim);
        html.element("h4", claim.statement(), "id", anchor(claim) + "-head");
        html.close();
        String formula = claim.formula();
        if (formula != null && !formula.isBlank()) {
            html.open("div", "class", "formula", "tabindex", "0", "role", "group", "aria-label", "Formula");
            html.markup(mathematics(formula));
            html.close();
        }
    }

    /** A formula outside the subset is shown as it was written. */
    private static String mathematics(String formula) {
        try {
            return TexMath.toMathMl(formula);
        } catch (IllegalArgumentException e) {
            return "<code>" + Html.escape(formula) + "</code>";
        }
    }

    private void writeVerdict(Html html) {
        if (claim.explanation() != null) {
            html.element("p", claim.explanation(), "class", "explanation");
        }
        if (claim.error() != null) {
            html.open("div", "class", "failure")
                    .element("strong", "The claim’s code failed")
                    .element("pre", claim.error())
                    .close();
        }
        IntervalDiagram.of(claim).ifPresent(svg -> {
            html.markup(svg).open("p", "class", "key");
            html.element("span", "estimate, interval", "class", "k-measured");
            if (claim.target() != null) {
                html.element("span", "target ± tolerance", "class", "k-band");
            }
            if (claim.falsehoods().stream().anyMatch(falsehood -> falsehood.target() != null)) {
                html.element("span", "falsehood", "class", "k-rival");
            }
            html.close();
        });
    }

    private void writeNumbers(Html html) {
        html.open("dl", "class", "numbers");
        number(html, "Estimate", claim.estimate() == null ? "" : NumberText.display(claim.estimate()));
        number(html, "Interval", VerdictWords.interval(claim));
        number(html, "Target", VerdictWords.target(claim));
        number(html, "Samples", NumberText.count(claim.samples()));
        number(
                html,
                "Holm-adjusted p",
                claim.holmAdjusted() == null ? "" : NumberText.display(claim.holmAdjusted(), 2));
        number(html, "Left out of the fit", String.join(", ", claim.droppedScales()));
        Scale smallest = claim.minScale();
        number(html, "Smallest scale", smallest == null ? "" : smallest.label());
        number(html, "Time", NumberText.seconds(claim.seconds()));
        html.close();
    }

    private static void number(Html html, String name, String value) {
        if (!value.isEmpty()) {
            html.open("div").element("dt", name).element("dd", value).close();
        }
    }

    private void writeRivals(Html html) {
        if (!claim.falsehoods().isEmpty()) {
            html.element("h5", claim.falsehoods().size() == 1 ? "Falsehood" : "Falsehoods");
            html.open("ul", "class", "rivals");
            claim.falsehoods()
                    .forEach(falsehood -> writeJudged(
                            html,
                            falsehood,
                            VerdictWords.ofFalsehood(falsehood.verdict()),
                            falsehood.verdict() == Verdict.REFUTED));
            html.close();
        }
        JudgedStatement control = claim.control();
        if (control != null) {
            html.element("h5", "Control: the corrected form");
            html.open("ul", "class", "rivals");
            writeJudged(
                    html, control, VerdictWords.ofControl(control.verdict()), control.verdict() == Verdict.SUPPORTED);
            html.close();
        }
    }

    private static void writeJudged(Html html, JudgedStatement judged, String words, boolean fine) {
        html.open("li", "class", fine ? "fine" : "odd");
        html.element("span", judged.statement(), "class", "said");
        html.element("span", words, "class", "outcome");
        if (judged.explanation() != null) {
            html.element("span", judged.explanation(), "class", "why");
        }
        html.close();
    }

    private void writeFoot(Html html) {
        html.open("footer");
        html.open("dl", "class", "origin");
        number(html, "Source", orEmpty(claim.source()));
        number(html, "Why this tolerance", orEmpty(claim.toleranceReason()));
        html.close();
        String counterexample = claim.counterexample();
        if (counterexample != null) {
            html.open("details", "class", "counterexample", "open", "")
                    .element("summary", "Counterexample, for JShell")
                    .element("pre", counterexample, "tabindex", "0", "data-copy", "")
                    .close();
        }
        String reproduce = claim.reproduce();
        if (reproduce != null) {
            html.open("p", "class", "reproduce")
                    .element("span", "Reproduce ")
                    .element("code", reproduce, "data-copy", "")
                    .close();
        }
        html.close();
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
