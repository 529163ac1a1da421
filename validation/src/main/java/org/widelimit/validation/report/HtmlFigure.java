package org.widelimit.validation.report;

import org.jspecify.annotations.Nullable;

/** The place of a figure on the page; the script draws into it. */
final class HtmlFigure {

    private HtmlFigure() {}

    /** A figure of a report, with a link to its CSV file. */
    static void write(Html html, Figure figure) {
        write(html, figure, figure.path());
    }

    /** A figure; with a link where there is a CSV file. */
    static void write(Html html, Figure figure, @Nullable String csv) {
        String kind = figure instanceof HeatmapFigure ? "heat" : "xy";
        html.open("figure", "class", "figure " + kind, "id", "figure-" + figure.id());
        html.element("p", figure.title(), "class", "figure-title");
        html.open(
                        "div",
                        "class",
                        "chart",
                        "data-figure",
                        figure.id(),
                        "role",
                        "group",
                        "aria-roledescription",
                        "chart",
                        "aria-label",
                        figure.title() + ". In words below.")
                .close();
        String caption = figure.caption();
        if (caption != null) {
            html.element("figcaption", caption);
        }
        html.open("div", "class", "figure-foot");
        html.open("details", "class", "described").element("summary", "In words");
        FigureText.describe(figure).forEach(paragraph -> html.element("p", paragraph));
        html.close();
        if (csv != null) {
            html.element("a", "CSV", "class", "tool", "href", csv, "title", "All numbers of this figure, every digit");
        }
        html.close();
        html.close();
    }
}
