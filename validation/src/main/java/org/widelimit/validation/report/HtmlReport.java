package org.widelimit.validation.report;

/**
 * {@code report.html}: one file that opens offline. Style, scripts, chart library and data are inside; a content security
 * policy forbids every request and every script but these.
 */
public final class HtmlReport {

    private final Report report;
    private final HtmlSections sections;

    private HtmlReport(Report report) {
        this.report = report;
        this.sections = new HtmlSections(report);
    }

    /** The page; the same report gives the same text. */
    public static String toHtml(Report report) {
        return new HtmlReport(report).page();
    }

    private String page() {
        String library = PageResources.echarts();
        String script = PageResources.script();
        Html html = new Html().markup("<!doctype html>\n");
        html.open("html", "lang", "en").open("head").single("meta", "charset", "utf-8");
        html.single("meta", "http-equiv", "Content-Security-Policy", "content", PageParts.policy(library, script));
        html.single("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        html.single("meta", "name", "color-scheme", "content", "light dark");
        html.element(
                "title", "Widelimit validation report, scale " + report.scale().label() + ", seed " + report.seed());
        html.open("style").markup(PageResources.style()).close().close();
        html.open("body");
        html.element("a", "Skip to the claims", "class", "skip", "href", "#claims");
        new HtmlHead(report).write(html);
        html.open("main");
        sections.writeSections(html);
        sections.writeVerdicts(html);
        writeClaims(html);
        sections.writeNotRun(html);
        sections.writeProvenance(html);
        html.close();
        html.open("script", "type", "application/json", "id", "figures")
                .markup(PageParts.data(report.figures()))
                .close();
        html.open("script").markup(library).close();
        html.open("script").markup(script).close();
        return html.close().close().toString();
    }

    private void writeClaims(Html html) {
        html.open("section", "id", "claims", "aria-labelledby", "claims-head");
        html.element("h2", "Claims", "id", "claims-head");
        html.open("noscript")
                .element("p", "Figures, search and filter need JavaScript; the numbers do not.", "class", "prose")
                .close();
        sections.byPaper().forEach((paper, claims) -> {
            html.open("section", "class", "paper", "data-paper", paper);
            html.open("h3").text(PaperNames.of(paper));
            html.element("span", PaperNames.reference(paper), "class", "note").close();
            claims.forEach(claim -> new HtmlClaim(report, claim).write(html));
            html.close();
        });
        html.close();
    }
}
