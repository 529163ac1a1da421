package org.widelimit.validation.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class HtmlReportTest {

    private static final String SAMPLE = HtmlReport.toHtml(SampleReports.full());
    private static final String HOSTILE = HtmlReport.toHtml(HostileReports.report());

    /** The page as a reader of HTML splits it: a script ends at the first end tag. */
    private static List<String> scripts(String html) {
        List<String> found = new ArrayList<>();
        Matcher matcher =
                Pattern.compile("<script[^>]*>(.*?)</script", Pattern.DOTALL).matcher(html);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    private static String withoutScripts(String html) {
        return html.replaceAll("(?s)<script[^>]*>.*?</script>", "");
    }

    @Test
    void nothingIsLoadedFromAnywhere() {
        String markup = withoutScripts(SAMPLE);
        assertThat(markup).doesNotContainPattern("(?i)\\s(src|srcset|data|action|poster|background)\\s*=");
        assertThat(markup).doesNotContainPattern("(?i)<(link|iframe|object|embed|img|base|audio|video)\\b");
        assertThat(markup).doesNotContainPattern("(?i)url\\s*\\(|@import");
        Matcher links = Pattern.compile("href=\"([^\"]*)\"").matcher(markup);
        int count = 0;
        while (links.find()) {
            assertThat(links.group(1)).matches("#[\\w.-]+|figures/[\\w.-]+\\.csv|report\\.json");
            count++;
        }
        assertThat(count).isGreaterThan(20);
    }

    @Test
    void ourOwnScriptsAskForNothing() {
        assertThat(PageResources.script())
                .doesNotContainPattern(
                        "\\bfetch\\(|XMLHttpRequest|WebSocket|importScripts|\\bimport\\b|innerHTML|eval\\(|https:")
                .contains("http://www.w3.org/2000/svg");
    }

    @Test
    void thePolicyNamesExactlyTheTwoScriptsThatRun() {
        List<String> scripts = scripts(SAMPLE);
        assertThat(scripts).hasSize(3);
        Matcher policy = Pattern.compile("Content-Security-Policy\" content=\"([^\"]*)\"")
                .matcher(SAMPLE);
        assertThat(policy.find()).isTrue();
        String expected = "default-src 'none'; script-src " + PageResources.hash(scripts.get(1)) + " "
                + PageResources.hash(scripts.get(2))
                + "; style-src 'unsafe-inline'; img-src data: blob:; base-uri 'none';"
                + " form-action 'none'";
        assertThat(policy.group(1).replace("&#39;", "'")).isEqualTo(expected);
    }

    @Test
    void theChartLibraryIsInlinedOnceAndWhole() {
        List<String> scripts = scripts(SAMPLE);
        assertThat(scripts.get(1)).isEqualTo(PageResources.echarts()).hasSizeGreaterThan(1_000_000);
        assertThat(scripts.get(1)).contains("Licensed to the Apache Software Foundation");
    }

    @Test
    void theSameReportGivesTheSamePage() {
        assertThat(HtmlReport.toHtml(SampleReports.full())).isEqualTo(SAMPLE);
        assertThat(HtmlReport.toHtml(ReportJson.fromJson(ReportJson.toJson(SampleReports.full()))))
                .isEqualTo(SAMPLE);
    }

    @Test
    void everyClaimHasACardAndEveryFigureItsPlace() {
        for (ClaimEntry claim : SampleReports.full().claims()) {
            assertThat(SAMPLE).contains("id=\"" + HtmlClaim.anchor(claim) + "\"");
        }
        for (Figure figure : SampleReports.full().figures()) {
            assertThat(SAMPLE)
                    .contains("data-figure=\"" + figure.id() + "\"")
                    .contains("href=\"" + figure.path() + "\"");
        }
        assertThat(SAMPLE).contains("graphon/C7").contains("need JavaScript").doesNotContain("NaN<");
    }

    @Test
    void theFiguresInThePageAreTheFiguresOfTheReport() throws Exception {
        JsonNode figures = new ObjectMapper().readTree(scripts(SAMPLE).get(0));
        assertThat(figures).hasSize(SampleReports.full().figures().size());
        JsonNode rate = figures.get("graphon-C2");
        assertThat(rate.get("type").textValue()).isEqualTo("xy");
        assertThat(rate.get("series").get(2).get("y").get(1).doubleValue()).isEqualTo(0.259540);
        assertThat(figures.get("real-graphons").get("maps").get(0).get("values"))
                .hasSize(1024);
    }

    @Test
    void textsStayData() {
        assertThat(scripts(HOSTILE)).hasSize(3);
        assertThat(scripts(HOSTILE).get(0))
                .doesNotContain("<")
                .doesNotContain(">")
                .doesNotContain("\u2028");
        String markup = withoutScripts(HOSTILE);
        assertThat(markup)
                .doesNotContain("<img")
                .doesNotContain("<iframe")
                .doesNotContain("<!--")
                .doesNotContain("\u0000");
        // An attribute could only begin after a quote that was not escaped.
        assertThat(markup).doesNotContain("\" onmouseover").doesNotContain("' autofocus");
        assertThat(markup).contains("&lt;img src=x onerror=&quot;");
    }

    @Test
    void hostileTextsReachTheFiguresUnchanged() throws Exception {
        JsonNode figures = new ObjectMapper().readTree(scripts(HOSTILE).get(0));
        assertThat(figures.get("lines").get("title").textValue()).isEqualTo(String.join(" ", HostileReports.TEXTS));
    }

    @Test
    void aFormulaOutsideTheSubsetIsShownAsWritten() {
        ClaimEntry claim = ClaimEntry.builder("p/1", "p", ClaimForm.VALUE, "s")
                .formula("\\weird{<b>}")
                .build();
        assertThat(HtmlReport.toHtml(SampleReports.of(List.of(claim), List.of())))
                .contains("<code>\\weird{&lt;b&gt;}</code>");
    }

    @Test
    void aRefutedFalsehoodReadsAsGoodAndASurvivingOneAsBad() {
        assertThat(SAMPLE)
                .contains("refuted, as it must be")
                .contains("not refuted: the procedure has no power against it");
        assertThat(SAMPLE).contains("<b>Refuted</b><i>as expected</i>").contains("<i>expected: supported</i>");
    }
}
