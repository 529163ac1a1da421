package org.widelimit.ntk.spectrum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.widelimit.networks.Activation;
import org.widelimit.ntk.kernel.KernelOptions;
import org.widelimit.ntk.kernel.ZonalKernel;
import org.widelimit.numerics.linalg.DenseBackends;

class SphereSpectrumTest {

    private static KernelOptions network(String activation, int layers) {
        return KernelOptions.of(Activation.named(activation), layers);
    }

    @ParameterizedTest
    @CsvFileSource(resources = "sphere-references.csv", numLinesToSkip = 2)
    void agreesWithArbitraryPrecision(int layers, int dimension, int degree, double nngp, double ntk) {
        KernelOptions relu = network("relu", layers);
        SphereSpectrum k = SphereSpectrum.of(ZonalKernel.nngp(relu, 1), dimension, 16);
        SphereSpectrum theta = SphereSpectrum.of(ZonalKernel.ntk(relu, 1), dimension, 16);
        assertThat(k.eigenvalues()[degree]).isCloseTo(nngp, within(k.error()));
        assertThat(theta.eigenvalues()[degree]).isCloseTo(ntk, within(theta.error()));
    }

    /** Equally spaced inputs on the circle have a circulant kernel; for an analytic h its eigenvalues are those of the operator. */
    @Test
    void agreesWithTheKernelMatrixOnTheCircle() {
        int n = 64;
        ZonalKernel h = ZonalKernel.ntk(network("erf", 2), 1);
        DMatrixRMaj kernel = new DMatrixRMaj(n, n);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                kernel.set(i, j, h.value(Math.cos(2 * Math.PI * (i - j) / n)) / n);
            }
        }
        double[] matrix = DenseBackends.preferred().symmetricEigenvalues(kernel);
        SphereSpectrum circle = SphereSpectrum.of(h, 2, 12);
        double[] operator = new double[23];
        for (int k = 0; k < 12; k++) {
            operator[Math.max(0, 2 * k - 1)] = circle.eigenvalues()[k];
            operator[2 * k] = circle.eigenvalues()[k];
        }
        Arrays.sort(operator);
        for (int k = 1; k <= 10; k++) {
            assertThat(operator[23 - k]).isCloseTo(matrix[n - k], within(3e-14 * h.value(1)));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 7, 100, 784})
    void coefficientsAddUpToTheDiagonal(int dimension) {
        ZonalKernel h = ZonalKernel.ntk(network("gelu", 2), 1);
        SphereSpectrum spectrum = SphereSpectrum.of(h, dimension, dimension > 50 ? 12 : 60);
        double sum = Arrays.stream(spectrum.gegenbauerCoefficients()).sum();
        // High coefficients are noise times a multiplicity.
        assertThat(sum).isCloseTo(h.value(1), within(dimension > 50 ? 0.01 : 1e-9));
        assertThat(spectrum.mean()).isEqualTo(spectrum.eigenvalues()[0]);
    }

    @Test
    void linearNetworkHasDegreeOneAlone() {
        SphereSpectrum spectrum = SphereSpectrum.of(ZonalKernel.ntk(network("linear", 2), 1), 5, 8);
        // Vw^2 (L + 1) rho with K_0 = rho.
        assertThat(spectrum.eigenvalues()[1]).isCloseTo(12.0 / 5, within(spectrum.error()));
        for (int k = 0; k < 8; k++) {
            if (k != 1) {
                assertThat(spectrum.eigenvalues()[k]).isCloseTo(0, within(spectrum.error()));
            }
        }
        assertThat(spectrum.multiplicities()).startsWith(1, 5, 14, 30);
    }

    /** Bietti and Bach: k^-d and k^-(d + 2), at any depth. A rate off by one is refuted by the same numbers. */
    @ParameterizedTest
    @ValueSource(ints = {2, 5})
    void eigenvaluesOfReluFallAsThePaperSays(int layers) {
        int d = 3;
        KernelOptions relu = network("relu", layers);
        double ntk = SphereSpectrum.of(ZonalKernel.ntk(relu, 1), d, 301).decayExponent(100, 300);
        double nngp = SphereSpectrum.of(ZonalKernel.nngp(relu, 1), d, 161).decayExponent(40, 160);
        assertThat(ntk).isCloseTo(d, within(0.3));
        assertThat(nngp).isCloseTo(d + 2, within(0.3));
    }

    @Test
    void rangesOutsideAreRefused() {
        ZonalKernel h = ZonalKernel.ntk(network("relu", 1), 1);
        assertThatIllegalArgumentException().isThrownBy(() -> SphereSpectrum.of(h, 1, 3));
        assertThatIllegalArgumentException().isThrownBy(() -> SphereSpectrum.of(h, 3, 0));
        SphereSpectrum spectrum = SphereSpectrum.of(h, 3, 5);
        assertThatIllegalArgumentException().isThrownBy(() -> spectrum.decayExponent(0, 3));
        assertThatIllegalArgumentException().isThrownBy(() -> spectrum.decayExponent(1, 5));
    }
}
