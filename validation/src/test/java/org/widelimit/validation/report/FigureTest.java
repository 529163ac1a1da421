package org.widelimit.validation.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FigureTest {

    private static final Series POINTS =
            Series.scatter("s", Series.Role.MEASURED, new double[] {1, 2}, new double[] {3, 4});

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "../x", "a/b", "a\\b", ".hidden", "-x", "a b", "ü"})
    void anIdThatIsNoPlainFileNameIsRefused(String id) {
        assertThatThrownBy(() -> XyFigure.of(id, "t", Axis.linear("x"), Axis.linear("y"), List.of(POINTS)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("figure id");
    }

    @Test
    void theIdOfAClaimGivesAFileName() {
        assertThat(Figure.idOf("graphon/C3-printed")).isEqualTo("graphon-C3-printed");
        assertThat(XyFigure.of("graphon-C5", "t", Axis.linear("x"), Axis.linear("y"), List.of(POINTS))
                        .path())
                .isEqualTo("figures/graphon-C5.csv");
    }

    @Test
    void listsOfDifferentLengthAreRefused() {
        assertThatThrownBy(() -> Series.line("s", Series.Role.PREDICTED, new double[2], new double[3]))
                .hasMessageContaining("expected 2 values in \"y\" of series \"s\", found 3");
        assertThatThrownBy(() -> POINTS.withIntervals(new double[2], new double[1]))
                .hasMessageContaining("\"upper\"");
        assertThatThrownBy(() -> new HeatMap("m", null, 2, 3, Numbers.of(1, 2, 3), null, null))
                .hasMessageContaining("expected 2 x 3 values");
    }

    @Test
    void blockEdgesHaveToRiseFromZeroToOne() {
        HeatMap map = HeatMap.of("m", new DMatrixRMaj(2, 1, true, 0.1, 0.2));
        assertThat(map.withEdges(new double[] {0, 0.3, 1}, new double[] {0, 1}).rowMeasure(0))
                .isEqualTo(0.3);
        assertThat(map.rowMeasure(1)).isEqualTo(0.5);
        for (double[] edges : List.of(
                new double[] {0, 1}, new double[] {0, 0.5, 0.9}, new double[] {0.1, 0.5, 1}, new double[] {0, 0, 1})) {
            assertThatThrownBy(() -> map.withEdges(edges, new double[] {0, 1})).hasMessageContaining("\"rowEdges\"");
        }
    }

    @Test
    void namesBelongToACategoryAxisAndOnlyToTheHorizontalOne() {
        Axis names = Axis.category("layer", List.of("a", "b"));
        assertThatThrownBy(() -> new Axis("x", null, Axis.AxisScale.LOG, List.of("a")))
                .hasMessageContaining("log axis");
        assertThatThrownBy(() -> Axis.category("x", List.of())).hasMessageContaining("category axis");
        assertThatThrownBy(() -> XyFigure.of("f", "t", Axis.linear("x"), names, List.of(POINTS)))
                .hasMessageContaining("x axis alone");
    }

    @Test
    void descriptionsTellTheData() {
        XyFigure figure = XyFigure.of(
                        "f",
                        "t",
                        Axis.log("width n"),
                        Axis.linear("error").withUnit("s"),
                        List.of(POINTS.withIntervals(new double[] {2, 3}, new double[] {4, 5})))
                .withBand(TargetBand.around("target", 3.5, 0.25));
        assertThat(FigureText.describe(figure))
                .containsExactly(
                        "Horizontal axis: width n (logarithmic). Vertical axis: error [s].",
                        "“s” (measured): 1: 3 [2, 4], 2: 4 [3, 5].",
                        "Band “target” from 3.25 to 3.75.");
        HeatMap map = HeatMap.of("m", new DMatrixRMaj(2, 1, true, 0.1, 0.2))
                .withEdges(new double[] {0, 0.75, 1}, new double[] {0, 1});
        assertThat(FigureText.describe(HeatmapFigure.ofDensities("h", "t", List.of(map), 1)))
                .contains("“m”, 2 × 1 blocks: mean 0.125, from 0.1 to 0.2.");
    }

    @Test
    void aLongSeriesIsToldByItsEndsAndItsRange() {
        double[] x = new double[20];
        double[] y = new double[20];
        for (int i = 0; i < 20; i++) {
            x[i] = i + 1;
            y[i] = i == 7 ? Double.NaN : (i - 10) * (i - 10);
        }
        XyFigure figure = XyFigure.of(
                "f", "t", Axis.linear("k"), Axis.linear("v"), List.of(Series.line("s", Series.Role.MEASURED, x, y)));
        assertThat(FigureText.describe(figure))
                .contains("“s” (measured): 19 points from 1: 100 to 20: 81, between 0 and 100.");
    }
}
