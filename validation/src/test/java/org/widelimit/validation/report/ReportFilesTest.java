package org.widelimit.validation.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.widelimit.numerics.InputException;

class ReportFilesTest {

    @TempDir
    Path folder;

    private List<String> files() throws Exception {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(Files::isRegularFile)
                    .map(path -> folder.relativize(path).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void theFolderHoldsTheReportThePageAndOneCsvForEachFigureAndNothingElse() throws Exception {
        Report report = SampleReports.full();
        ReportFiles.write(folder, report);
        assertThat(files())
                .containsExactlyElementsOf(Stream.concat(
                                report.figures().stream().map(Figure::path), Stream.of("report.html", "report.json"))
                        .sorted()
                        .toList());
        assertThat(ReportFiles.read(folder)).isEqualTo(report);
        for (Figure figure : report.figures()) {
            assertThat(folder.resolve(figure.path())).hasContent(FigureCsv.toCsv(figure));
        }
    }

    @Test
    void writingAgainGivesTheSameBytes() throws Exception {
        ReportFiles.write(folder, SampleReports.full());
        byte[] page = Files.readAllBytes(folder.resolve(ReportFiles.HTML));
        ReportFiles.write(folder, ReportFiles.read(folder));
        assertThat(Files.readAllBytes(folder.resolve(ReportFiles.HTML))).isEqualTo(page);
    }

    @Test
    void aMissingFolderIsRefusedAndNotMade() {
        Path missing = folder.resolve("missing");
        assertThatThrownBy(() -> ReportFiles.write(missing, SampleReports.full()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("existing folder")
                .hasMessageContaining(missing.toString());
        assertThat(missing).doesNotExist();
    }

    @Test
    void whatIsNoReportIsRefusedWithItsPlace() throws Exception {
        assertThatThrownBy(() -> ReportFiles.read(folder))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("found no report.json");
        Files.writeString(folder.resolve("report.json"), "{");
        assertThatThrownBy(() -> ReportFiles.read(folder))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(folder.resolve("report.json").toString());
        Files.write(folder.resolve("report.json"), new byte[] {'"', (byte) 0xff, '"'});
        assertThatThrownBy(() -> ReportFiles.read(folder))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("UTF-8");
        Path file = folder.resolve("report.json");
        assertThatThrownBy(() -> ReportFiles.read(file))
                .isInstanceOf(InputException.class)
                .hasMessage("expected the folder of a report, found the file " + file);
    }
}
