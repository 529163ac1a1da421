package org.widelimit.spark.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.widelimit.numerics.InputException;

/** The picture shows the numbers of the table. */
class ScaleOutPictureTest {

    private static final Path DOCS = Path.of("..", "docs");

    @Test
    void thePictureIsThatOfTheDocumentsTable() throws Exception {
        assertThat(Files.readString(DOCS.resolve("scale-out.svg")))
                .isEqualTo(ScaleOutPicture.svg(Files.readString(DOCS.resolve("scale-out.md"))));
    }

    @Test
    void everyEntryOfTheTableIsRead() {
        String table =
                "| cores | small | large |\n|---|---|---|\n| 1 | 1,200.5 s, 61 % (cores) | 20,000.0 s, 90 % (cores) |\n"
                        + "| 1000 | 18.8 s, 1 % (driver) | 40.0 s, 50 % (longest cells) |\n\n| cores | other |\n";
        assertThat(ScaleOutPicture.curves("Text.\n\n" + table))
                .containsExactly(
                        new ScaleOutPicture.Curve(
                                "small", List.of(1, 1000), List.of(1200.5, 18.8), List.of("cores", "driver")),
                        new ScaleOutPicture.Curve(
                                "large", List.of(1, 1000), List.of(20000.0, 40.0), List.of("cores", "longest cells")));
        String svg = ScaleOutPicture.svg(table);
        assertThat(svg.split("<circle", -1)).hasSize(5);
        // 1 core is at the left edge, 1000 at the right one; 20,000 s are log10(2000) of 5 decades up.
        assertThat(svg)
                .contains("<circle cx=\"80.0\" cy=\"152.5\" r=\"4\" fill=\"#c2571a\"")
                .contains("<circle cx=\"590.0\" cy=\"363.0\" r=\"4\" fill=\"white\" stroke=\"#c2571a\"");
    }

    @Test
    void whatTheTableMakerPrintsCanBeDrawn() {
        Map<String, StudyCosts> studies = new LinkedHashMap<>();
        studies.put("one round", new StudyCosts(List.of(List.of(List.of(2.0, 3.0)))));
        String table = ScaleOutTable.markdown(new ListScheduling(0.001, 0.01), studies);
        ScaleOutPicture.Curve curve = ScaleOutPicture.curves(table).get(0);
        assertThat(curve.cores()).startsWith(1, 2, 4).endsWith(1000);
        assertThat(curve.seconds()).startsWith(5.0, 3.0).endsWith(3.0);
        assertThat(curve.limits()).startsWith("cores", "longest cells");
    }

    @Test
    void aTextWithoutTheTableIsRefused() {
        assertThatThrownBy(() -> ScaleOutPicture.svg("# Title\n"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("| cores |");
    }
}
