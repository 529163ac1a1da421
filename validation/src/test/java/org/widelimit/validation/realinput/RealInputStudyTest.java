package org.widelimit.validation.realinput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.widelimit.networks.pruning.Pruner;
import org.widelimit.numerics.linalg.DenseBackends;
import org.widelimit.numerics.random.RandomStreams;
import org.widelimit.validation.report.DrawnSection;
import org.widelimit.validation.report.Figure;
import org.widelimit.validation.report.HeatmapFigure;
import org.widelimit.validation.report.HtmlReport;
import org.widelimit.validation.report.Provenance;
import org.widelimit.validation.report.Report;
import org.widelimit.validation.report.ReportJson;
import org.widelimit.validation.report.Scale;
import org.widelimit.validation.report.SectionPanel;

class RealInputStudyTest {

    private static final RealInputOptions SMALL = new RealInputOptions(List.of(24, 48), 0.3, 8, 12, 2);

    private static DrawnSection section;

    @BeforeAll
    static void makeSection() {
        section = section(4, 2);
    }

    private static DrawnSection section(long seed, int threads) {
        return RealInputStudy.run(seed, SMALL, threads, DenseBackends.preferred());
    }

    private static RunFactory factory(RealInputOptions options) {
        return RunFactory.of(options, RandomStreams.of(2), DenseBackends.preferred());
    }

    @Test
    void threadsChangeNoBit() {
        assertThat(section(4, 1)).isEqualTo(section);
        assertThat(section(5, 2)).isNotEqualTo(section);
    }

    @Test
    void aReportTakesTheSectionAsItIs() {
        Provenance provenance =
                new Provenance("1", "commit", "clean", "17", "linux", "cpu", "openblas", null, "local", 2, "sha");
        Report report = new Report(
                4,
                Scale.QUICK,
                Map.of(),
                provenance,
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(section.text()),
                section.figures());
        assertThat(HtmlReport.toHtml(report)).contains("Does the limit describe the network?", "Erdős–Rényi");
        assertThat(ReportJson.toJson(report)).contains("real-graphons-48").doesNotContain("NaN");
        assertThat(section.text().introduction()).contains("30 %", "n = 24 and 48", "seed 4");
    }

    @Test
    void everyFigureBelongsToOnePanelAndHasItsOwnId() {
        List<String> referred = new ArrayList<>();
        for (SectionPanel panel : section.text().panels()) {
            referred.addAll(panel.figures());
        }
        assertThat(referred)
                .containsExactlyElementsOf(
                        section.figures().stream().map(Figure::path).toList());
        assertThat(new HashSet<>(referred)).hasSameSizeAs(referred);
        assertThat(section.figures()).allMatch(figure -> figure.id().startsWith("real-"));
    }

    @Test
    void heatMapsShowFiveMethodsAndTheNullOnOneScale() {
        List<HeatmapFigure> maps = section.figures().stream()
                .filter(HeatmapFigure.class::isInstance)
                .map(HeatmapFigure.class::cast)
                .toList();
        assertThat(maps).hasSize(2);
        for (HeatmapFigure figure : maps) {
            assertThat(figure.maps()).hasSize(6);
            assertThat(figure.maps().get(5).name()).isEqualTo("Null");
            assertThat(figure.lower()).isZero();
            assertThat(figure.upper()).isEqualTo(maps.get(0).upper());
        }
    }

    @Test
    void tableOfMasksHasARowForEachMethodAndWidth() {
        SectionPanel masks = section.text().panels().get(0);
        assertThat(masks.table()).isNotNull();
        assertThat(masks.table().rows())
                .hasSize(10)
                .allSatisfy(row -> assertThat(row).doesNotContain("–"));
        assertThat(masks.table().rows())
                .extracting(row -> row.get(0))
                .containsExactly(
                        "Random",
                        "Random",
                        "Magnitude",
                        "Magnitude",
                        "SNIP",
                        "SNIP",
                        "GraSP",
                        "GraSP",
                        "SynFlow",
                        "SynFlow");
    }

    @Test
    void randomAndMagnitudeAreTheNullAndTheOthersAreNot() {
        RunFactory factory = factory(new RealInputOptions(List.of(64, 128), 0.2, 32, 6, 10));
        for (Pruner pruner : Pruner.all()) {
            NetworkRun.Masks masks = factory.run(pruner, 128).masks();
            boolean flat = List.of("random", "magnitude").contains(pruner.name());
            for (NetworkRun.Flatness flatness : List.of(masks.inSample(), masks.heldOut())) {
                if (flat) {
                    assertThat(flatness.ratio()).as(pruner.name()).isCloseTo(1, within(0.08));
                } else {
                    assertThat(flatness.ratio()).as(pruner.name()).isGreaterThan(1.5);
                }
            }
            double multiplied = masks.pathDensity() / masks.nullPathDensity();
            if (flat) {
                assertThat(multiplied).as(pruner.name()).isCloseTo(1, within(0.05));
            } else {
                assertThat(multiplied).as(pruner.name()).isGreaterThan(1.5);
            }
        }
    }

    @Test
    void theNullsLimitIsTheDenseKernelTimesTheDensities() {
        RunFactory factory = factory(SMALL);
        NetworkRun run = factory.run(Pruner.named("snip"), 48);
        double[] dense = factory.dense().eigenvalues();
        double[] limit = run.kernels().nullModel().limit().eigenvalues();
        for (int k = 0; k < dense.length; k++) {
            double expected = dense[k] * run.masks().nullPathDensity();
            assertThat(limit[k]).isCloseTo(expected, within(1e-12 * dense[0]));
        }
        assertThat(run.kernels().nullModel().limitFromDense()).isLessThan(1e-14);
    }

    @Test
    void limitsFollowTheTheoryOfConstantMasks() {
        RealInputOptions options = new RealInputOptions(List.of(128, 256), 0.3, 8, 12, 1);
        RunFactory factory = factory(options);
        NetworkRun magnitude = factory.run(Pruner.named("magnitude"), 256);
        // Constant graphons: with V = W the limit has the dense shape, and its trace is the product of the densities,
        // up to what
        // the estimate of the first layer costs.
        Comparison newWeights = magnitude.kernels().newWeights();
        assertThat(newWeights.limitFromDense()).isLessThan(0.02);
        assertThat(newWeights.limit().trace() / factory.dense().trace())
                .isCloseTo(
                        magnitude.masks().nullPathDensity(),
                        within(0.03 * magnitude.masks().nullPathDensity()));
        // V is larger than W for weights that magnitude kept, in every layer.
        assertThat(magnitude.kernels().inherited().limit().trace())
                .isGreaterThan(3 * newWeights.limit().trace());
    }

    @Test
    void newSignsBringGraspBackToItsLimit() {
        NetworkRun run =
                factory(new RealInputOptions(List.of(128, 256), 0.2, 16, 12, 1)).run(Pruner.named("grasp"), 256);
        assertThat(run.kernels().inherited().traceRatio()).isGreaterThan(100);
        assertThat(Math.log(run.kernels().newSigns().traceRatio())).isBetween(-0.7, 0.7);
        assertThat(run.kernels().newSigns().shapeError()).isLessThan(0.3);
    }

    @ParameterizedTest
    @EnumSource(Scale.class)
    void everyScaleHasItsOptions(Scale scale) {
        RealInputOptions options = RealInputOptions.of(scale);
        assertThat(options.widths()).containsExactly(128, 256, 512, 1024);
        assertThat(options.topWidth()).isEqualTo(1024);
        assertThat(options.density()).isEqualTo(0.2);
    }

    @Test
    void unusableOptionsAreRefused() {
        assertThatThrownBy(() -> new RealInputOptions(List.of(8), 0.2, 4, 12, 1))
                .hasMessageContaining("two widths");
        assertThatThrownBy(() -> new RealInputOptions(List.of(8, 8), 0.2, 4, 12, 1))
                .hasMessageContaining("ascending");
        assertThatThrownBy(() -> new RealInputOptions(List.of(8, 16), 0, 4, 12, 1))
                .hasMessageContaining("density");
        assertThatThrownBy(() -> new RealInputOptions(List.of(8, 16), 0.2, 0, 12, 1))
                .hasMessageContaining("block");
        assertThatThrownBy(() -> new RealInputOptions(List.of(8, 16), 0.2, 4, 5, 1))
                .hasMessageContaining("images");
        assertThatThrownBy(() -> new RealInputOptions(List.of(8, 16), 0.2, 4, 1798, 1))
                .hasMessageContaining("images");
    }
}
