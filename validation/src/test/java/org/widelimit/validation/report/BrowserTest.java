package org.widelimit.validation.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser, from a file and without a network. */
@Tag("browser")
class BrowserTest {

    private static final Pattern ATTRIBUTE = Pattern.compile("\\sdata-([a-z]+)=\"([^\"]*)\"");

    private static Path executable;

    @TempDir
    Path folder;

    private Browser browser;

    @BeforeAll
    static void findBrowser() {
        executable = Browser.findOrSkip();
    }

    @BeforeEach
    void startBrowser() throws Exception {
        browser = Browser.start(executable, folder);
    }

    /** A silent console, and no address asked for but the page's own and what is inside it. */
    @AfterEach
    void thePageIsSilentAndAlone() throws Exception {
        try (Browser ending = browser) {
            assertThat(ending.console()).isEmpty();
            assertThat(ending.requests())
                    .isNotEmpty()
                    .allMatch(address -> address.matches("(?s)(data:|blob:|file:.*/report[.]html).*"));
        }
    }

    /** The document once its figures are drawn. */
    private String load(String html) throws Exception {
        browser.open(Files.writeString(folder.resolve("report.html"), html));
        browser.await("document.documentElement.dataset.ready === 'yes'");
        return browser.evaluate("document.documentElement.outerHTML").textValue();
    }

    /** An attribute data-... of the document element. */
    private static Optional<String> state(String dom, String name) {
        String start = dom.substring(dom.indexOf("<html"), dom.indexOf("<head"));
        Matcher matcher = ATTRIBUTE.matcher(start);
        while (matcher.find()) {
            if (matcher.group(1).equals(name)) {
                return Optional.of(matcher.group(2).replace("&quot;", "\"").replace("&amp;", "&"));
            }
        }
        return Optional.empty();
    }

    private static void assertDrawn(String dom, int figures) {
        assertThat(state(dom, "errors")).isEmpty();
        assertThat(state(dom, "ready")).contains("yes");
        assertThat(state(dom, "figures")).contains(Integer.toString(figures));
        assertThat(state(dom, "drawn")).contains(Integer.toString(figures));
    }

    @Test
    void allFiguresAreDrawnWithoutAScriptError() throws Exception {
        Report report = SampleReports.full();
        String dom = load(HtmlReport.toHtml(report));
        assertDrawn(dom, report.figures().size());
        long lines =
                report.figures().stream().filter(XyFigure.class::isInstance).count();
        assertThat(dom.split("<svg [^>]*(baseProfile|baseprofile)=", -1)).hasSize((int) lines + 1);
        assertThat(dom.split("aria-label=\"[^\"]*, enlarge\"", -1)).hasSize(25 + 1);
    }

    @Test
    void hostileTextsStayTexts() throws Exception {
        String dom = load(HtmlReport.toHtml(HostileReports.report()));
        assertDrawn(dom, 2);
        String markup = dom.replaceAll("(?s)<script.*?</script>", "");
        assertThat(markup).doesNotContain("<img").doesNotContain("<iframe").doesNotContain(" onfocus=\"");
    }

    /** The figures of a report are drawn in its order, but for those that the reader sees. */
    @Test
    void whatALinkLeadsToIsDrawnBeforeTheRest() throws Exception {
        Path page = Files.writeString(folder.resolve("report.html"), HtmlReport.toHtml(SampleReports.full()));
        browser.beforeEveryPage("""
                window.turns = new Set(); // figures in the order in which they are drawn
                const isDrawing = node => node.nodeName === "CANVAS" || node.nodeName === "svg" || node.querySelector?.("canvas, svg");
                new MutationObserver(changes => {
                  for (const change of changes) {
                    const box = change.target.closest?.(".card .chart[data-figure]");
                    if (box && [...change.addedNodes].some(isDrawing)) turns.add(box.dataset.figure);
                  }
                }).observe(document, {childList: true, subtree: true});""");
        browser.open(page);
        browser.await("document.documentElement.dataset.ready === 'yes'");
        String last = browser.evaluate("[...turns].pop()").textValue();
        String card = browser.evaluate("document.querySelector('[data-figure=\"" + last + "\"]').closest('.card').id")
                .textValue();
        browser.open(page, "?again#" + card);
        browser.await("location.search === '?again' && document.documentElement.dataset.ready === 'yes'");
        assertThat(browser.evaluate("turns.size").intValue()).isGreaterThan(4);
        assertThat(browser.evaluate("[...turns].indexOf('" + last + "')").intValue())
                .isBetween(0, 2);
    }

    @Test
    void anEmptyReportIsAPage() throws Exception {
        assertDrawn(load(HtmlReport.toHtml(SampleReports.of(List.of(), List.of()))), 0);
    }

    @Test
    void aPageOfFiguresAloneDrawsThem() throws Exception {
        List<Figure> figures = SampleReports.full().figures();
        DataTable table = new DataTable(null, List.of("a"), List.of(List.of("<b>1</b>")));
        String dom = load(FigurePage.toHtml("Figures", List.of("A & <i>B</i>"), List.of(table), figures));
        assertDrawn(dom, figures.size());
        assertThat(dom).contains("A &amp; &lt;i&gt;B&lt;/i&gt;", "&lt;b&gt;1&lt;/b&gt;");
        assertThat(dom.split(">SVG</button>", -1)).hasSize(figures.size() + 1);
    }

    @Test
    void everyControlDoesWhatItSays() throws Exception {
        String exercise;
        try (InputStream in = BrowserTest.class.getResourceAsStream("exercise.js")) {
            exercise = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        assertDrawn(load(HtmlReport.toHtml(SampleReports.full())), 8);
        JsonNode seen = browser.evaluate(exercise);
        assertThat(seen.get("all").intValue()).isEqualTo(8);
        assertThat(seen.get("search").intValue()).isEqualTo(1);
        assertThat(seen.get("none").intValue()).isZero();
        assertThat(seen.get("note").booleanValue()).isTrue();
        assertThat(seen.get("odd").intValue()).isEqualTo(3);
        assertThat(seen.get("reset").intValue())
                .as("a link to a hidden card shows it")
                .isEqualTo(8);
        assertThat(seen.get("hidden").booleanValue())
                .as("the legend hides a series")
                .isTrue();
        assertThat(seen.get("shown").booleanValue()).isTrue();
        assertThat(seen.get("spoken").intValue())
                .as("charts whose points the keys speak")
                .isEqualTo(7);
        assertThat(seen.get("tip").textValue()).matches("randomdensity [0-9.]+ at row 1 of 32, column 1 of 32");
        assertThat(seen.get("cell").textValue()).endsWith("at row 2 of 32, column 2 of 32");
        assertThat(seen.get("closed").booleanValue()).isTrue();
        assertThat(seen.get("theme").textValue()).isEqualTo("dark");
        assertThat(seen.get("paper").textValue()).isEqualTo("light 7");
        assertThat(seen.get("afterwards").textValue()).isEqualTo("dark");
        assertThat(seen.get("saved").textValue().split("image/svg\\+xml", -1)).hasSize(8 + 1);
        assertThat(seen.get("saved").textValue().split("image/png", -1)).hasSize(8 + 1);
        assertThat(seen.get("wellFormed").booleanValue())
                .as("saved drawings are XML")
                .isTrue();
    }
}
