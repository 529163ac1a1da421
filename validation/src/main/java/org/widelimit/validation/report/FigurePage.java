package org.widelimit.validation.report;

import java.nio.file.Path;
import java.util.List;
import org.widelimit.numerics.files.AtomicFiles;

/** A page with figures, and what is to be said about them above: one file that opens offline, drawn as in the report. */
public final class FigurePage {

    private FigurePage() {}

    /** The page; the same figures give the same text. */
    public static String toHtml(String title, List<? extends Figure> figures) {
        return toHtml(title, List.of(), List.of(), figures);
    }

    /** The page with sentences, a paragraph each, and tables above the figures. */
    public static String toHtml(
            String title, List<String> sentences, List<DataTable> tables, List<? extends Figure> figures) {
        String library = PageResources.echarts();
        String script = PageResources.script();
        Html html = new Html().markup("<!doctype html>\n");
        html.open("html", "lang", "en").open("head").single("meta", "charset", "utf-8");
        html.single("meta", "http-equiv", "Content-Security-Policy", "content", PageParts.policy(library, script));
        html.single("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        html.single("meta", "name", "color-scheme", "content", "light dark");
        html.element("title", title);
        html.open("style").markup(PageResources.style()).close().close();
        html.open("body");
        html.open("header", "class", "masthead").element("h1", title).close();
        html.open("main");
        sentences.forEach(sentence -> html.element("p", sentence, "class", "prose"));
        tables.forEach(table -> HtmlSections.writeTable(html, table));
        figures.forEach(figure -> HtmlFigure.write(html, figure, null));
        html.close();
        html.open("script", "type", "application/json", "id", "figures")
                .markup(PageParts.data(figures))
                .close();
        html.open("script").markup(library).close();
        html.open("script").markup(script).close();
        return html.close().close().toString();
    }

    /**
     * Writes such a page.
     *
     * @throws org.widelimit.numerics.InputException when it cannot be written
     */
    public static void write(
            Path file, String title, List<String> sentences, List<DataTable> tables, List<? extends Figure> figures) {
        AtomicFiles.writeString(file, toHtml(title, sentences, tables, figures));
    }
}
