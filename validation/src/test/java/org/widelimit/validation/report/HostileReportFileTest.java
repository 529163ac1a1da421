package org.widelimit.validation.report;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import org.widelimit.numerics.InputException;
import org.widelimit.testing.SpoiltFiles;
import org.widelimit.testing.Trial;
import org.widelimit.validation.JsonSpoiler;

/** Whatever is done to a report.json: it is read as a report, of which every format can be made, or refused in one line. */
class HostileReportFileTest {

    /** A few dozen times the file, and what Jackson keeps for itself. */
    private static final long MOST_BYTES = 64 << 20;

    private static final String GOOD = ReportJson.toJson(HostileReports.report());

    @SpoiltFiles
    void reportsAreReadOrRefused(@ForAll long seed) {
        Trial.on(ReportFiles.JSON, new JsonSpoiler(seed).spoilt(GOOD))
                .of(InputException.class, MOST_BYTES, file -> ReportFiles.read(file.getParent()))
                .ifPresent(report -> {
                    assertThat(ReportJson.fromJson(ReportJson.toJson(report))).isEqualTo(report);
                    assertThat(HtmlReport.toHtml(report)).isNotBlank();
                    assertThat(MarkdownReport.toMarkdown(report)).isNotBlank();
                    assertThat(JUnitReport.toXml(report)).isNotBlank();
                    assertThat(report.figures())
                            .allSatisfy(figure ->
                                    assertThat(FigureCsv.toCsv(figure)).isNotBlank());
                });
    }
}
