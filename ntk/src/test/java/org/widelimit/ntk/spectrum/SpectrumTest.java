package org.widelimit.ntk.spectrum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Objects;
import java.util.function.IntToDoubleFunction;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.widelimit.ntk.dynamics.Averaging;
import org.widelimit.ntk.dynamics.GradientFlow;
import org.widelimit.ntk.dynamics.MseDynamics;
import org.widelimit.ntk.dynamics.MseOptions;
import org.widelimit.numerics.linalg.DenseBackends;

class SpectrumTest {

    @Test
    void aPowerLawHasOneExponentAndNoSpread() {
        DecayFit fit = decay(diagonal(64, k -> 5 * Math.pow(k, -1.5)));
        assertThat(fit.exponent()).isCloseTo(1.5, within(1e-13));
        assertThat(Objects.requireNonNull(fit.interval()).width()).isLessThan(1e-12);
        assertThat(fit.first()).isEqualTo(1);
        assertThat(fit.last()).isEqualTo(64);
    }

    /** Exponential decay looks like k^-alpha with an alpha that grows with k: the interval has to say so. */
    @Test
    void whatIsNoPowerLawHasAWideInterval() {
        DecayFit fit = decay(diagonal(60, k -> Math.exp(-0.3 * k)));
        assertThat(Objects.requireNonNull(fit.interval()).width()).isGreaterThan(5);
        assertThat(fit.interval().contains(fit.exponent())).isTrue();
    }

    /** k^-1 up to 8, k^-3 beyond: the halves of 1 .. 64 meet at 8. */
    @Test
    void aKinkShowsBothExponents() {
        DecayFit fit = decay(diagonal(64, k -> k <= 8 ? 1.0 / k : 64.0 / ((double) k * k * k)));
        assertThat(Objects.requireNonNull(fit.interval()).lower()).isCloseTo(1, within(1e-12));
        assertThat(fit.interval().upper()).isCloseTo(3, within(1e-12));
        assertThat(spectrum(diagonal(64, k -> k <= 8 ? 1.0 / k : 64.0 / ((double) k * k * k)))
                        .decay(8, 64)
                        .exponent())
                .isCloseTo(3, within(1e-12));
    }

    @Test
    void shortRangesHaveNoFitAndNoInterval() {
        assertThat(spectrum(diagonal(2, k -> 1.0 / k)).decay()).isNull();
        assertThat(spectrum(diagonal(2, k -> 1.0 / k)).decayExponent()).isNull();
        assertThat(decay(diagonal(5, k -> 1.0 / k)).interval()).isNull();
        assertThatThrownBy(() -> spectrum(diagonal(5, k -> 1.0 / k)).decay(1, 6))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected three or more indices within 1 to 5, found 1 to 6");
    }

    @Test
    void theNumbersThatPapersReportAreThoseOfTheEigenvalues() {
        Spectrum spectrum = spectrum(diagonal(8, k -> Math.scalb(1.0, -k)));
        assertThat(spectrum.trace()).isEqualTo(1 - Math.scalb(1.0, -8));
        assertThat(spectrum.effectiveRank()).isEqualTo(2 - Math.scalb(1.0, -7));
        assertThat(spectrum.gap()).isEqualTo(2);
        assertThat(spectrum.topFiveEnergy()).isCloseTo((31.0 / 32) / spectrum.trace(), within(1e-15));
        assertThat(spectrum.conditionNumber()).isEqualTo(128);
        SpectralMetrics metrics = SpectralMetrics.of(diagonal(8, k -> Math.scalb(1.0, -k)), DenseBackends.preferred());
        assertThat(metrics.topFiveEnergy()).isEqualTo(spectrum.topFiveEnergy());
        assertThat(metrics.effectiveRank()).isEqualTo(spectrum.effectiveRank());
        assertThat(metrics.gap()).isEqualTo(2);
        assertThat(metrics.decayExponent()).isEqualTo(spectrum.decay(1, 4).exponent());
    }

    @Test
    void metricsThatAKernelDoesNotHaveAreNaN() {
        SpectralMetrics metrics = SpectralMetrics.of(diagonal(6, k -> k < 3 ? 1 : -1), DenseBackends.preferred());
        assertThat(metrics.topFiveEnergy()).isNaN();
        assertThat(metrics.decayExponent()).isNaN();
        assertThat(metrics.gap()).isEqualTo(1);
    }

    /** [[2, 1], [1, 2]] has the eigenvectors (1, 1) and (1, -1) with 3 and 1, and the Frobenius norm 10^(1/2). */
    @Test
    void alignmentIsTheCosineBetweenKernelAndTargets() {
        DMatrixRMaj kernel = new DMatrixRMaj(2, 2, true, 2, 1, 1, 2);
        assertThat(Spectrum.alignment(kernel, new double[] {5, 5})).isCloseTo(3 / Math.sqrt(10), within(1e-15));
        assertThat(Spectrum.alignment(kernel, new double[] {1, -1})).isCloseTo(1 / Math.sqrt(10), within(1e-15));
        DMatrixRMaj root = new DMatrixRMaj(2, 2, true, 1, 1, 0, Math.sqrt(3));
        DMatrixRMaj gram = DenseBackends.preferred().multiplyTransB(root, root);
        assertThat(Spectrum.alignment(gram, root)).isCloseTo(1, within(1e-15));
        assertThat(Spectrum.alignment(kernel, new DMatrixRMaj(2, 2, true, 1, 0, 0, 1)))
                .isCloseTo(4 / Math.sqrt(20), within(1e-15));
        assertThatThrownBy(() -> Spectrum.alignment(kernel, new double[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("(2, 2) and (3, 1)");
    }

    /** After its time constant a mode's residual is 1/e: the same as training under the kernel has it. */
    @Test
    void timeConstantsAreThoseOfGradientFlow() {
        DMatrixRMaj kernel = new DMatrixRMaj(2, 2, true, 2, 1, 1, 2);
        double[] times = spectrum(kernel).timeConstants(0.5);
        assertThat(times).containsExactly(2.0 / 3, 2.0);
        MseDynamics flow = MseDynamics.of(
                kernel,
                new DMatrixRMaj(2, 1, true, 1, -1),
                MseOptions.defaults().withAveraging(Averaging.NONE));
        DMatrixRMaj f = flow.trainOutputs(new GradientFlow(0.5 * times[1]));
        assertThat(1 - f.get(0)).isCloseTo(Math.exp(-1), within(1e-15));
        assertThat(spectrum(diagonal(2, k -> 1.5 - k)).timeConstants(1)[1]).isInfinite();
        assertThatThrownBy(() -> spectrum(kernel).timeConstants(0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static DecayFit decay(DMatrixRMaj kernel) {
        return Objects.requireNonNull(spectrum(kernel).decay());
    }

    private static Spectrum spectrum(DMatrixRMaj kernel) {
        return Spectrum.of(kernel, DenseBackends.preferred());
    }

    private static DMatrixRMaj diagonal(int n, IntToDoubleFunction value) {
        DMatrixRMaj kernel = new DMatrixRMaj(n, n);
        for (int k = 1; k <= n; k++) {
            kernel.set(k - 1, k - 1, value.applyAsDouble(k));
        }
        return kernel;
    }
}
