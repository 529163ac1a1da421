package org.widelimit.validation.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class OtherFormatsTest {

    private static Document xml(Report report) throws Exception {
        byte[] bytes = JUnitReport.toXml(report).getBytes(StandardCharsets.UTF_8);
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(bytes));
    }

    @Test
    void junitCountsWhatIsNotAsExpected() throws Exception {
        Document document = xml(SampleReports.full());
        assertThat(document.getElementsByTagName("testsuite").getLength()).isEqualTo(3);
        Element graphon = (Element) document.getElementsByTagName("testsuite").item(0);
        assertThat(graphon.getAttribute("tests")).isEqualTo("4");
        assertThat(graphon.getAttribute("failures")).isEqualTo("1");
        Element flow = (Element) document.getElementsByTagName("testsuite").item(1);
        assertThat(flow.getAttribute("failures")).isEqualTo("1");
        assertThat(flow.getAttribute("errors")).isEqualTo("1");
        assertThat(document.getElementsByTagName("failure").getLength()).isEqualTo(2);
        assertThat(document.getElementsByTagName("error").getLength()).isEqualTo(1);
        assertThat(document.getElementsByTagName("skipped").getLength()).isEqualTo(2);
        Element failure = (Element) document.getElementsByTagName("failure").item(0);
        assertThat(failure.getAttribute("message")).isEqualTo("Inconclusive, expected: supported");
        assertThat(failure.getTextContent())
                .contains("interval: at least 0.0094\n")
                .contains("falsehood: The shape moves by less than 10⁻³: not refuted");
    }

    /** Nobody is to take what is finished of a run for the whole. */
    @Test
    void ofARunThatHasNotEndedEveryFormSaysSo() throws Exception {
        Report one = SampleReports.unfinished("flow/7");
        Report three = SampleReports.unfinished("flow/7", "flow/15", "two-stages");
        assertThat(HtmlReport.toHtml(SampleReports.unfinished())).doesNotContain("Not the whole run");
        assertThat(HtmlReport.toHtml(one))
                .contains("Not the whole run", "1 claim or section that it was asked for is missing here.");
        assertThat(HtmlReport.toHtml(three)).contains("3 claims and sections that it was asked for are missing here.");
        assertThat(MarkdownReport.toMarkdown(three))
                .contains("has not ended, or was interrupted: 3 claims and sections that it was asked for are missing");
        Document document = xml(three);
        assertThat(document.getElementsByTagName("skipped").getLength()).isEqualTo(3);
        assertThat(ReportJson.fromJson(ReportJson.toJson(three)).unfinished())
                .containsExactly("flow/7", "flow/15", "two-stages");
    }

    @Test
    void hostileTextsAreTextInXml() throws Exception {
        Document document = xml(HostileReports.report());
        Element failure = (Element) document.getElementsByTagName("failure").item(0);
        assertThat(failure.getTextContent()).contains("</script><script>");
        assertThat(document.getElementsByTagName("script").getLength()).isZero();
    }

    @Test
    void markdownHasARowForEachClaim() {
        String markdown = MarkdownReport.toMarkdown(SampleReports.full());
        assertThat(markdown)
                .startsWith("# Validation report\n\n5 of 8 claims as expected at scale quick, seed 1.\n")
                .contains(
                        "| graphon/C2 | The empirical kernel of a masked network approaches the Graphon NTK like n\\^(−1/2)"
                                + " | −0.512 | −0.561 … −0.468 | −0.5 ± 0.1 | Supported (as expected) | 2 of 2 | 12.8 |\n")
                .contains("## Not as expected\n")
                .contains("- Error: InputException: expected a square F, found shape (5, 4) at KeyQueryDynamics.of\n")
                .contains("| graphon/C7 | standard |\n");
    }

    @Test
    void markdownTakesTextsLiterally() {
        assertThat(MarkdownReport.escape("a|b *c* [d](e) <img> `f`\n# g & $h$"))
                .isEqualTo("a\\|b \\*c\\* \\[d\\](e) &lt;img\\> \\`f\\` \\# g &amp; \\$h\\$");
        String markdown = MarkdownReport.toMarkdown(HostileReports.report());
        assertThat(markdown).doesNotContain("<img").doesNotContain("<script").doesNotContain("\r");
    }
}
