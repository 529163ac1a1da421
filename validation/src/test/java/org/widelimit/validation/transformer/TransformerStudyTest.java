package org.widelimit.validation.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.widelimit.validation.report.DataTable;
import org.widelimit.validation.report.DrawnSection;
import org.widelimit.validation.report.Figure;
import org.widelimit.validation.report.HeatMap;
import org.widelimit.validation.report.HeatmapFigure;
import org.widelimit.validation.report.HtmlReport;
import org.widelimit.validation.report.MarkdownReport;
import org.widelimit.validation.report.Provenance;
import org.widelimit.validation.report.Report;
import org.widelimit.validation.report.ReportJson;
import org.widelimit.validation.report.Scale;

/** The section as a whole, and each stage of a run beside its theory, which never saw the run. */
class TransformerStudyTest {

    private static final TransformerSectionOptions SMALL =
            new TransformerSectionOptions(4, 4, 20, 64, 1e-2, List.of(1e-5));

    private static List<TwoStageRun> runs;
    private static DrawnSection section;

    @BeforeAll
    static void run() {
        runs = TransformerStudy.runs(3, SMALL, 2);
        section = TransformerSection.of(SMALL, runs);
    }

    @Test
    void threadsChangeNoBit() {
        assertThat(TransformerStudy.run(3, SMALL, 1)).isEqualTo(section);
        assertThat(TransformerStudy.run(4, SMALL, 2)).isNotEqualTo(section);
    }

    @Test
    void theSectionIsInEveryFormOfTheReport() {
        Provenance provenance =
                new Provenance("1", "commit", "clean", "17", "linux", "cpu", "openblas", null, "local", 2, "sha");
        Report report = new Report(
                3,
                Scale.QUICK,
                Map.of(),
                provenance,
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(section.text()),
                section.figures());
        assertThat(HtmlReport.toHtml(report))
                .contains("id=\"two-stages\"", "href=\"#two-stages\"", "Where theory and practice part")
                .contains("href=\"figures/stages-random-cosines.csv\"");
        assertThat(ReportJson.toJson(report)).contains("stages-digits-loss").doesNotContain("NaN");
        assertThat(ReportJson.fromJson(ReportJson.toJson(report)).sections()).isEqualTo(List.of(section.text()));
        assertThat(MarkdownReport.toMarkdown(report))
                .contains("## Two stages of a transformer's training")
                .contains("### Where theory and practice part")
                .contains("(figures/stages-random-loss.csv)")
                .contains("| loss at rest | ")
                .doesNotContain("NaN");
    }

    @Test
    void everyFigureBelongsToOnePanelAndHasItsOwnId() {
        List<String> referred = new ArrayList<>();
        section.text().panels().forEach(panel -> referred.addAll(panel.figures()));
        assertThat(referred)
                .containsExactlyElementsOf(
                        section.figures().stream().map(Figure::path).toList());
        assertThat(new HashSet<>(referred)).hasSameSizeAs(referred);
        assertThat(section.figures()).allMatch(figure -> figure.id().startsWith("stages-"));
        DataTable table = section.text().panels().get(3).table();
        assertThat(table).isNotNull();
        assertThat(table.columns()).hasSize(5);
        assertThat(table.rows()).allMatch(row -> row.size() == 5);
    }

    @Test
    void theRunFollowsTheTheoryOfEachStage() {
        TwoStageRun run = runs.get(0);
        RestPoint rest = run.restPoint().orElseThrow();
        assertThat(rest.haste()).isCloseTo(SequenceTask.HASTE, offset(1e-10));
        // The escape is early by a multiple of epsilon.
        assertThat(TheoryTable.escape(run)).isCloseTo(run.blowUp().orElseThrow(), withinPercentage(10));
        assertThat(run.atRest().loss()).isCloseTo(rest.loss(), offset(1e-3));
        assertThat(run.growth()).isCloseTo(rest.sigma()[0], withinPercentage(3));
        assertThat(TheoryTable.ratio(run)).isCloseTo(TheoryTable.closedRatio(run), withinPercentage(10));
        assertThat(TheoryTable.aligned(run)).isGreaterThan(0.99);
        assertThat(run.slowdown()).isLessThan(1e-3);
        // A falsehood by the same procedure: keys and queries do not grow at the rate of the product, 2 s1.
        assertThat(run.growth()).isLessThan(1.5 * rest.sigma()[0]);
    }

    @Test
    void predictedCurvesLieOnTheLossWhereTheirStageIs() {
        TwoStageRun run = runs.get(0);
        StageTheory theory = new StageTheory(run);
        double escape = TheoryTable.escape(run);
        assertClose(run, theory.firstLoss(), 0.2 * escape, 0.8 * escape, 1e-4);
        assertClose(run, theory.secondLoss(), run.clock(run.atRest().time()), run.clock(run.secondEscape()), 1e-2);
    }

    private static void assertClose(TwoStageRun run, StageTheory.Curve curve, double from, double to, double within) {
        double[] clocks = run.clocks();
        int compared = 0;
        for (int i = 0; i < curve.clock().length; i++) {
            double at = curve.clock()[i];
            if (at < from || at > to) {
                continue;
            }
            int k = Math.abs(Arrays.binarySearch(clocks, at) + 1);
            double share = (at - clocks[k - 1]) / (clocks[k] - clocks[k - 1]);
            double loss = run.moments().get(k - 1).loss()
                    + share
                            * (run.moments().get(k).loss()
                                    - run.moments().get(k - 1).loss());
            assertThat(curve.value()[i]).isCloseTo(loss, offset(within));
            compared++;
        }
        assertThat(compared).isGreaterThan(3);
    }

    @Test
    void digitsCondenseTooButTheirStagesOverlap() {
        TwoStageRun run = runs.get(1);
        assertThat(TheoryTable.escape(run)).isCloseTo(run.blowUp().orElseThrow(), withinPercentage(15));
        assertThat(TheoryTable.condensed(run)).isGreaterThan(0.95);
        assertThat(TheoryTable.haste(run)).isGreaterThan(1);
        assertThat(run.slowdown()).isGreaterThan(0.05);
        assertThat(run.accuracy(run.last()))
                .isGreaterThan(run.accuracy(run.moments().get(0)));
    }

    @Test
    void smallerWeightsBringTheTheoryBack() {
        TwoStageRun large = runs.get(1);
        TwoStageRun small = runs.get(2);
        assertThat(small.slowdown()).isLessThan(large.slowdown() / 2);
        assertThat(TheoryTable.relativeGrowth(small)).isBetween(TheoryTable.relativeGrowth(large), 1.1);
        assertThat(TheoryTable.aligned(small)).isGreaterThan(TheoryTable.aligned(large));
        assertThat(TheoryTable.escape(small)).isCloseTo(small.blowUp().orElseThrow(), withinPercentage(0.1));
    }

    @Test
    void cosinesAreThoseOfUnits() {
        HeatmapFigure figure = (HeatmapFigure) CosineMaps.of(runs.get(0));
        assertThat(figure.maps()).hasSize(9);
        for (HeatMap map : figure.maps()) {
            for (int i = 0; i < map.rows(); i++) {
                assertThat(map.values().get(i * map.columns() + i)).isCloseTo(1, offset(1e-14));
                for (int j = 0; j < i; j++) {
                    assertThat(map.values().get(i * map.columns() + j))
                            .isEqualTo(map.values().get(j * map.columns() + i));
                }
            }
        }
        // Between the stages all columns of W_V lie on one line; at the start they do not.
        assertThat(meanSquare(figure.maps().get(1))).isGreaterThan(0.95);
        assertThat(meanSquare(figure.maps().get(0))).isLessThan(0.8);
    }

    private static double meanSquare(HeatMap map) {
        double sum = 0;
        for (int i = 0; i < map.values().size(); i++) {
            sum += map.values().get(i) * map.values().get(i);
        }
        return sum / map.values().size();
    }

    @ParameterizedTest
    @EnumSource(Scale.class)
    void everyScaleHasItsOptions(Scale scale) {
        assertThat(TransformerSectionOptions.of(scale).width()).isEqualTo(8);
        assertThat(TransformerSectionOptions.of(scale).images()).isGreaterThanOrEqualTo(128);
    }

    @Test
    void unusableOptionsAreRefused() {
        assertThatThrownBy(() -> new TransformerSectionOptions(1, 4, 24, 64, 1e-2, List.of()))
                .hasMessageContaining("two entries");
        assertThatThrownBy(() -> new TransformerSectionOptions(4, 4, 15, 64, 1e-2, List.of()))
                .hasMessageContaining("at least 16 samples");
        assertThatThrownBy(() -> new TransformerSectionOptions(4, 4, 24, 63, 1e-2, List.of()))
                .hasMessageContaining("images");
        assertThatThrownBy(() -> new TransformerSectionOptions(4, 4, 24, 64, 0, List.of()))
                .hasMessageContaining("initial scale");
        assertThatThrownBy(() -> new TransformerSectionOptions(4, 4, 24, 64, 1e-2, List.of(1e-2)))
                .hasMessageContaining("descending");
    }
}
