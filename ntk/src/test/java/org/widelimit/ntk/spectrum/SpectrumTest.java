package org.widelimit.ntk.spectrum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Objects;
import java.util.function.IntToDoubleFunction;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
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
