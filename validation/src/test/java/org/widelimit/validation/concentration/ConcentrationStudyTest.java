package org.widelimit.validation.concentration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.widelimit.graphon.Mask;
import org.widelimit.graphon.MaskChain;
import org.widelimit.graphon.StepGraphon;
import org.widelimit.graphon.model.NullModels;
import org.widelimit.networks.pruning.Pruner;
import org.widelimit.ntk.spectrum.SpectralMetrics;
import org.widelimit.numerics.linalg.DenseBackends;
import org.widelimit.numerics.random.RandomStreams;
import org.widelimit.validation.report.DrawnPanel;
import org.widelimit.validation.report.Figure;
import org.widelimit.validation.report.Scale;

class ConcentrationStudyTest {

    private static final ConcentrationOptions SMALL = new ConcentrationOptions(List.of(16, 32), 2, 2, 0.3, 12);

    private static DrawnPanel run(long seed, int threads) {
        return ConcentrationStudy.run(seed, SMALL, threads, DenseBackends.preferred());
    }

    @Test
    void threadsChangeNoBitAndFiguresBelongToThePanel() {
        DrawnPanel finding = run(3, 2);
        assertThat(run(3, 1)).isEqualTo(finding);
        assertThat(run(4, 2)).isNotEqualTo(finding);
        assertThat(finding.text().figures())
                .hasSize(7)
                .containsExactlyElementsOf(
                        finding.figures().stream().map(Figure::path).toList());
        assertThat(finding.figures()).allMatch(figure -> figure.id().startsWith("real-concentration-"));
        assertThat(finding.text().table()).isNotNull();
        assertThat(finding.text().table().rows()).hasSize(12);
        assertThat(finding.text().text()).doesNotContain("NaN");
    }

    /** With a dense input layer its limit is the dense one; with a pruned one it has its own. */
    @Test
    void limitsAreOfTheInputLayer() {
        SpectraFactory factory = new SpectraFactory(SMALL, RandomStreams.of(1), DenseBackends.preferred());
        NetworkSpectra dense = factory.spectra(InputLayer.DENSE, Pruner.named("snip"), 32, 0);
        NetworkSpectra pruned = factory.spectra(InputLayer.PRUNED, Pruner.named("snip"), 32, 0);
        assertThat(dense.limit()).isEqualTo(dense.denseLimit());
        assertThat(pruned.limit()).isNotEqualTo(pruned.denseLimit());
        assertThat(pruned.denseLimit()).isEqualTo(dense.denseLimit());
        assertThat(pruned.dense()).as("the same weights without masks").isEqualTo(dense.dense());
    }

    /** The path density is the mean over units of in-flow times out-flow. */
    @Test
    void theOutFlowCountsKeptPaths() {
        List<Mask> masks = new ArrayList<>();
        int[] units = {5, 7, 6, 3};
        for (int l = 1; l < units.length; l++) {
            masks.add(NullModels.erdosRenyi("layer" + l, units[l], units[l - 1], 0.6, RandomStreams.of(l).stream()));
        }
        StepGraphon flow = SpectraFactory.outFlow(masks);
        double sum = 0;
        double largest = 0;
        for (int u = 0; u < units[1]; u++) {
            int in = masks.get(0).rowDegrees()[u];
            int out = 0;
            for (int i = 0; i < units[2]; i++) {
                out += masks.get(1).kept(i, u) ? masks.get(2).columnDegrees()[i] : 0;
            }
            largest = Math.max(largest, out);
            sum += in * flow.density().get(0, u);
        }
        assertThat(sum * largest / (units[0] * units[1] * units[2] * units[3]))
                .isCloseTo(MaskChain.of(masks).pathDensity(), within(1e-15));
    }

    @Test
    void theSentencesFollowTheNumbers() {
        String all = "Random; SNIP; SynFlow";
        assertThat(text(0.10, 0.01)).contains("with the whole interval: " + all + "; above half: none; not decided");
        assertThat(text(0.10, 0.10)).contains("above half: " + all + "; not decided by these networks: none.");
        assertThat(text(0.04, 0.02)).contains("not decided by these networks: " + all + ".");
    }

    /** Networks whose energy exceeds the dense one's by so much at the smaller and at the larger width, up to 1e-3. */
    private static String text(double bottom, double top) {
        List<NetworkSpectra> networks = new ArrayList<>();
        for (InputLayer layer : InputLayer.values()) {
            for (String method : List.of("random", "snip", "synflow")) {
                for (int width : SMALL.widths()) {
                    for (int sign : new int[] {-1, 1}) {
                        double excess = (width == 16 ? bottom : top) + sign * 1e-3;
                        SpectralMetrics dense = new SpectralMetrics(0.5, 1, 3, 2);
                        SpectralMetrics masked = new SpectralMetrics(0.5 + excess, 1, 3, 2);
                        networks.add(
                                new NetworkSpectra(layer, method, width, masked, masked, masked, dense, dense, dense));
                    }
                }
            }
        }
        Spectra spectra = new Spectra(SMALL, List.of("random", "snip", "synflow"), networks);
        return ConcentrationPanel.of(spectra).text().text();
    }

    @ParameterizedTest
    @EnumSource(Scale.class)
    void everyScaleHasItsOptions(Scale scale) {
        ConcentrationOptions options = ConcentrationOptions.of(scale);
        assertThat(options.density()).isEqualTo(0.1);
        assertThat(options.replicates()).isGreaterThanOrEqualTo(4);
    }

    @Test
    void unusableOptionsAreRefused() {
        assertThatThrownBy(() -> new ConcentrationOptions(List.of(8, 8), 2, 1, 0.2, 12))
                .hasMessageContaining("ascending");
        assertThatThrownBy(() -> new ConcentrationOptions(List.of(8), 2, 1, 0.2, 12))
                .hasMessageContaining("two widths");
        assertThatThrownBy(() -> new ConcentrationOptions(List.of(8, 16), 1, 1, 0.2, 12))
                .hasMessageContaining("two replicates");
        assertThatThrownBy(() -> new ConcentrationOptions(List.of(8, 16), 2, 1, 0, 12))
                .hasMessageContaining("density");
        assertThatThrownBy(() -> new ConcentrationOptions(List.of(8, 16), 2, 1, 0.2, 9))
                .hasMessageContaining("images");
        assertThatThrownBy(() -> new ConcentrationOptions(List.of(8, 16), 2, 0, 0.2, 12))
                .hasMessageContaining("draw");
    }
}
