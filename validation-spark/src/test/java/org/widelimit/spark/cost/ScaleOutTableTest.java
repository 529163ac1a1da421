package org.widelimit.spark.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.widelimit.numerics.InputException;
import org.widelimit.validation.claim.Cell;
import org.widelimit.validation.claim.CellResult;
import org.widelimit.validation.claim.Measurement;
import org.widelimit.validation.report.Scale;
import org.widelimit.validation.study.CellStore;
import org.widelimit.validation.study.StoredCells;
import org.widelimit.validation.study.StudyKey;

/** What docs/scale-out.md shows is what the program prints. */
class ScaleOutTableTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "scale-out.md");
    private static final StudyCosts COSTS = new StudyCosts(List.of(List.of(List.of(0.001, 0.002, 0.004))));

    @TempDir
    private Path folder;

    @Test
    void theDocumentHasTheTablesOfTheProgram() throws IOException {
        String printed = ScaleOutTable.markdown(new ListScheduling(0.001, 0.01), ScaleOutTable.studies(COSTS));
        String document = Files.readString(DOCUMENT);
        for (String heading : List.of("| study |", "| cores |")) {
            assertThat(outline(document, heading)).hasSizeGreaterThan(3).isEqualTo(outline(printed, heading));
        }
    }

    /** The heading of a table, and the first entry of each of its rows. */
    private static List<String> outline(String text, String heading) {
        List<String> table = text.lines()
                .dropWhile(line -> !line.startsWith(heading))
                .takeWhile(line -> line.startsWith("|"))
                .toList();
        return table.stream()
                .map(line -> line.equals(table.get(0)) ? line : line.substring(0, line.indexOf('|', 1)))
                .toList();
    }

    @Test
    void theDocumentHasTheSentenceOfTheProgram() throws IOException {
        String printed = ScaleOutTable.summary(COSTS, Scale.QUICK);
        assertThat(printed)
                .isEqualTo(
                        "3 cells of 1 claims at scale quick: 0 s of work, mean 2.3 ms, median 2.0 ms, 99 % below 0.00 s,"
                                + " longest 0.00 s.");
        assertThat(Files.readString(DOCUMENT).lines().map(ScaleOutTableTest::withoutNumbers))
                .contains(withoutNumbers(printed));
    }

    private static String withoutNumbers(String line) {
        return line.replaceAll("\\d[\\d,.]*", "#");
    }

    @Test
    void theDriverKeepsAsManyCoresBusyAsItServesCellsInTheTimeOfOne() {
        // A core is taken for 18 + 2 ms, the driver serves one cell in 2 ms.
        StudyCosts study = new StudyCosts(List.of(List.of(List.of(0.012, 0.024))));
        assertThat(ScaleOutTable.markdown(new ListScheduling(0.002, 0.002), Map.of("one", study)))
                .contains("| one | 2 | 0.00 | 0.0 | 10 |");
    }

    @Test
    void storesOfOneScaleCountAsOneStudy() {
        Path first = store("first", Scale.QUICK, 1, 2);
        Path second = store("second", Scale.QUICK, 3);
        StoredCells together = ScaleOutTable.together(List.of(first, second));
        assertThat(together.scale()).isEqualTo(Scale.QUICK);
        assertThat(together.cells()).extracting(CellResult::seconds).containsExactly(1.0, 2.0, 3.0);
    }

    @Test
    void storesOfTwoScalesAreRefused() {
        Path first = store("first", Scale.QUICK, 1);
        Path second = store("second", Scale.STANDARD, 2);
        assertThatThrownBy(() -> ScaleOutTable.together(List.of(first, second)))
                .isInstanceOf(InputException.class)
                .hasMessage(
                        "expected cells of scale quick in " + second + ", as in " + first + ", found scale standard");
    }

    private Path store(String name, Scale scale, double... seconds) {
        Path file = folder.resolve(name + ".jsonl");
        try (CellStore store = CellStore.open(file, new StudyKey(1, scale, Map.of(), "1", "code", "java", "ejml"))) {
            for (int replicate = 0; replicate < seconds.length; replicate++) {
                Cell cell = new Cell("test/" + name, 1, replicate);
                store.append(new CellResult(cell, Measurement.of("x", 1), null, seconds[replicate]));
            }
        }
        return file;
    }
}
