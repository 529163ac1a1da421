package org.widelimit.validation.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code report.html}: one file that opens offline. Style, scripts, chart library and data are inside; a content security
 * policy forbids every request and every script but these.
 */
public final class HtmlReport {

    /** Figures are drawn from rounded numbers; the CSV files have all digits. */
    private static final int DRAWN_DIGITS = 6;

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
        html.single("meta", "http-equiv", "Content-Security-Policy", "content", policy(library, script));
        html.single("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        html.single("meta", "name", "color-scheme", "content", "light dark");
        html.element(
                "title", "Widelimit validation report, scale " + report.scale().label() + ", seed " + report.seed());
        html.open("style").markup(PageResources.style()).close().close();
        html.open("body");
        html.element("a", "Skip to the claims", "class", "skip", "href", "#claims");
        new HtmlHead(report).write(html);
        html.open("main");
        sections.writeRealInput(html);
        sections.writeVerdicts(html);
        writeClaims(html);
        sections.writeNotRun(html);
        sections.writeProvenance(html);
        html.close();
        html.open("script", "type", "application/json", "id", "figures")
                .markup(data())
                .close();
        html.open("script").markup(library).close();
        html.open("script").markup(script).close();
        return html.close().close().toString();
    }

    private static String policy(String... scripts) {
        StringBuilder sources = new StringBuilder();
        for (String script : scripts) {
            sources.append(' ').append(PageResources.hash(script));
        }
        return "default-src 'none'; script-src" + sources
                + "; style-src 'unsafe-inline'; img-src data: blob:; base-uri 'none'; form-action 'none'";
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

    /**
     * The figures' data as JSON that cannot end its script element: outside strings JSON has none of these characters, and
     * inside strings they may be written as escapes.
     */
    private String data() {
        Map<String, Figure> figures = new LinkedHashMap<>();
        report.figures().forEach(figure -> figures.put(figure.id(), rounded(figure)));
        return ReportJson.toCompactJson(figures)
                .replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026")
                .replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029");
    }

    private static Figure rounded(Figure figure) {
        if (figure instanceof XyFigure xy) {
            List<Series> series = new ArrayList<>();
            for (Series s : xy.series()) {
                Numbers lower = s.lower();
                Numbers upper = s.upper();
                series.add(new Series(
                        s.name(),
                        s.kind(),
                        s.role(),
                        s.x().rounded(DRAWN_DIGITS),
                        s.y().rounded(DRAWN_DIGITS),
                        lower == null ? null : lower.rounded(DRAWN_DIGITS),
                        upper == null ? null : upper.rounded(DRAWN_DIGITS)));
            }
            return new XyFigure(xy.id(), xy.title(), null, xy.xAxis(), xy.yAxis(), series, xy.band());
        }
        HeatmapFigure heat = (HeatmapFigure) figure;
        List<HeatMap> maps = heat.maps().stream()
                .map(map -> new HeatMap(
                        map.name(),
                        map.note(),
                        map.rows(),
                        map.columns(),
                        map.values().rounded(4),
                        map.rowEdges(),
                        map.columnEdges()))
                .toList();
        return new HeatmapFigure(
                heat.id(),
                heat.title(),
                null,
                heat.valueLabel(),
                heat.lower(),
                heat.upper(),
                heat.rowLabel(),
                heat.columnLabel(),
                maps,
                heat.perRow());
    }
}
