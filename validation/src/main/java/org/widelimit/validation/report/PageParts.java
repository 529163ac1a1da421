package org.widelimit.validation.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What all pages with figures share: the policy that forbids every request, and the figures' data. */
final class PageParts {

    /** Figures are drawn from rounded numbers; the CSV files have all digits. */
    private static final int DRAWN_DIGITS = 6;

    private PageParts() {}

    /** What the page may load: nothing; what it may run: these scripts. */
    static String policy(String... scripts) {
        StringBuilder sources = new StringBuilder();
        for (String script : scripts) {
            sources.append(' ').append(PageResources.hash(script));
        }
        return "default-src 'none'; script-src" + sources
                + "; style-src 'unsafe-inline'; img-src data: blob:; base-uri 'none'; form-action 'none'";
    }

    /**
     * The figures' data as JSON that cannot end its script element: outside strings JSON has none of these characters, and
     * inside strings they may be written as escapes.
     */
    static String data(List<? extends Figure> all) {
        Map<String, Figure> figures = new LinkedHashMap<>();
        all.forEach(figure -> figures.put(figure.id(), rounded(figure)));
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
