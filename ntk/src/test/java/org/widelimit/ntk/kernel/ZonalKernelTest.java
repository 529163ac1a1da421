package org.widelimit.ntk.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.widelimit.networks.Activation;
import org.widelimit.ntk.dual.DualActivation;

class ZonalKernelTest {

    private static final double ROUNDING = 1e-15;

    private static KernelOptions options(String activation, int layers, double weightVariance, double biasVariance) {
        return KernelOptions.of(Activation.named(activation), layers).withVariances(weightVariance, biasVariance);
    }

    @ParameterizedTest
    @CsvFileSource(resources = "zonal-references.csv", numLinesToSkip = 2)
    void agreesWithArbitraryPrecision(double slope, int layers, double angle, double k, double theta) {
        KernelOptions options = options("leaky:" + slope, layers, 2 / (1 + slope * slope), 0);
        ZonalKernel nngp = ZonalKernel.nngp(options, 1);
        ZonalKernel ntk = ZonalKernel.ntk(options, 1);
        assertThat(nngp.atAngle(angle)).isCloseTo(k, within(ROUNDING));
        assertThat(ntk.atAngle(angle)).isCloseTo(theta, within(ROUNDING * (layers + 1)));
        // The form that the engine evaluates.
        assertThat(many(nngp, angle)).isCloseTo(k, within(ROUNDING));
        assertThat(many(ntk, angle)).isCloseTo(theta, within(ROUNDING * (layers + 1)));
    }

    private static double many(ZonalKernel kernel, double angle) {
        return kernel.series().orElseThrow().value(Math.sin(angle), Math.cos(angle));
    }

    /** The reference has sqrt(2) in the activation and variance 1: with Vw = 2 and K_0 = rho that is the same. */
    @ParameterizedTest
    @CsvFileSource(resources = "relu-ntk.csv", numLinesToSkip = 2)
    void reluHasThePrintedDigits(int layers, double rho, double s, double t) {
        KernelOptions options = options("relu", layers, 2, 0);
        assertThat(ZonalKernel.nngp(options, 1).value(rho)).isCloseTo(s, within(2e-15));
        assertThat(ZonalKernel.ntk(options, 1).value(rho)).isCloseTo(t, within(5e-15 + 1e-15 * (layers + 1)));
        assertThat(ZonalKernel.ntk(options, 1).value(1)).isCloseTo(layers + 1, within(ROUNDING * (layers + 1)));
    }

    /** One pair at a time, each layer from three numbers. */
    @ParameterizedTest
    @CsvSource({
        "relu, 3, 1.7, 0, 0.8",
        "relu, 4, 1.7, 0.3, 1.1",
        "abs, 2, 1, 0, 2",
        "linear, 3, 1.2, 0.5, 1.5",
        "erf, 3, 2.25, 0.1, 1.4",
        "erf, 2, 2, 0, 30",
        "gelu, 3, 2, 0.2, 1.9",
        "tanh, 2, 1.5, 0.1, 1.2"
    })
    void isTheRecursionOfTheLayers(String name, int layers, double vw, double vb, double q) {
        KernelOptions options = options(name.equals("abs") ? "leaky:-1" : name, layers, vw, vb);
        ZonalKernel nngp = ZonalKernel.nngp(options, q);
        ZonalKernel ntk = ZonalKernel.ntk(options, q);
        double size = ntk.value(1);
        for (double rho = -0.96; rho < 1; rho += 0.12) {
            double[] layered = recursion(options, q, rho);
            assertThat(nngp.value(rho)).isCloseTo(layered[0], within(4e-14 * nngp.value(1)));
            assertThat(ntk.value(rho)).isCloseTo(layered[1], within(4e-14 * size));
        }
    }

    private static double[] recursion(KernelOptions options, double variance, double rho) {
        DualActivation dual = options.activation();
        double q = variance;
        double q12 = (q - options.biasVariance()) * rho + options.biasVariance();
        double theta = q12;
        for (int l = 0; l < options.hiddenLayers(); l++) {
            double slope = dual.derivative(q, q, q12);
            q12 = options.weightVariance() * dual.value(q, q, q12) + options.biasVariance();
            q = options.weightVariance() * dual.value(q) + options.biasVariance();
            theta = q12 + options.weightVariance() * slope * theta;
        }
        return new double[] {q12, theta};
    }

    @ParameterizedTest
    @ValueSource(strings = {"relu", "gelu"})
    void derivativesAreThoseOfTheFunction(String name) {
        ZonalKernel kernel = ZonalKernel.ntk(options(name, 3, 2, 0), 1);
        double step = 1e-5;
        for (double t = 0.2; t < 3; t += 0.35) {
            double slope = (kernel.atAngle(t + step) - kernel.atAngle(t - step)) / (2 * step);
            assertThat(kernel.angleDerivative(t)).isCloseTo(slope, within(1e-8));
            assertThat(kernel.derivative(Math.cos(t))).isCloseTo(-slope / Math.sin(t), within(1e-7));
        }
        // dK_L/drho = Vw^L T'_1 ... T'_L, here for L = 1.
        KernelOptions one = options(name, 1, 2, 0);
        assertThat(ZonalKernel.nngp(one, 1).derivative(0.3))
                .isCloseTo(2 * one.activation().derivative(1, 1, 0.3), within(1e-14));
    }

    @Test
    void tableIsTheFunction() {
        ZonalKernel kernel = ZonalKernel.ntk(options("relu", 2, 2, 0), 1);
        DMatrixRMaj table = kernel.table(5);
        assertThat(table.get(0, 1)).isEqualTo(1);
        assertThat(table.get(0, 2)).isCloseTo(3, within(3e-15));
        assertThat(table.get(4, 1)).isEqualTo(-1);
        assertThat(table.get(4, 2)).isCloseTo(0.318309886183791, within(3e-15));
        assertThat(table.get(2, 2)).isCloseTo(kernel.atAngle(Math.PI / 2), within(1e-16));
        assertThatIllegalArgumentException().isThrownBy(() -> kernel.table(1));
    }

    @Test
    void whatIsNoKernelIsRefused() {
        KernelOptions options = options("relu", 2, 2, 0.5);
        assertThatIllegalArgumentException().isThrownBy(() -> ZonalKernel.ntk(options, 0.4));
        assertThatIllegalArgumentException().isThrownBy(() -> ZonalKernel.ntk(options, Double.NaN));
        ZonalKernel kernel = ZonalKernel.ntk(options, 1);
        assertThatIllegalArgumentException().isThrownBy(() -> kernel.value(1.1));
        assertThatIllegalArgumentException().isThrownBy(() -> kernel.derivative(-1));
        // A variance so large that erf is a step, with a slope like a delta.
        KernelOptions steep = options("erf", 2, 2, 0);
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> ZonalKernel.ntk(steep, 1e12))
                .withMessageContaining("2 layers of erf");
    }
}
