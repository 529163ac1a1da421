package org.widelimit.ntk.dual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.widelimit.networks.Activation;
import org.widelimit.numerics.random.RandomStream;
import org.widelimit.numerics.random.RandomStreams;

/** Laws of dual activations, and a second way to each of their numbers. */
class DualActivationTest {

    /** One of each kind; exponentials with rates at which quadrature over 10 deviations sees all of them. */
    private static final String[] ALL = {
        "relu",
        "leaky:0.2",
        "abs",
        "abrelu:-0.3,1.7",
        "linear",
        "sign",
        "step",
        "rectified-power:2",
        "rectified-power:3",
        "rectified-power:5",
        "erf",
        "erf:1.2,0.7,0.3",
        "probit",
        "gelu",
        "tanh",
        "sigmoid",
        "silu",
        "softplus",
        "elu:0.3",
        "selu",
        "sin",
        "sin:1.2,0.8,0.3",
        "cos:1.2,0.8,0.3",
        "rbf:0.6",
        "exp:1.5,0.3",
        "gaussian:1.5,-0.4",
        "gabor",
        "monomial:2",
        "monomial:5",
        "polynomial:0.5,-1,0.25,0.125",
        "hermite:4"
    };

    private static boolean isClosed(String name) {
        return Duals.closedForm(Activation.named(name)).isPresent();
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.of(ALL);
    }

    @Provide
    Arbitrary<String> closedForms() {
        return Arbitraries.of(
                Arrays.stream(ALL).filter(DualActivationTest::isClosed).toArray(String[]::new));
    }

    @Property(tries = 150)
    void quadratureAgrees(
            @ForAll("names") String name,
            @ForAll @DoubleRange(min = 0, max = 6) double q11,
            @ForAll @DoubleRange(min = 0, max = 6) double q22,
            @ForAll @DoubleRange(min = -1, max = 1) double rho) {
        double q12 = rho * Math.sqrt(q11) * Math.sqrt(q22);
        Activation activation = Activation.named(name);
        DualActivation dual = DualActivation.of(activation);
        DualQuadrature quadrature = DualQuadrature.of(activation);
        QuadratureEstimate value = quadrature.value(q11, q22, q12);
        QuadratureEstimate derivative = quadrature.derivative(q11, q22, q12);
        double size = Math.sqrt(dual.value(q11) * dual.value(q22));
        double slopeSize = Math.max(1, Math.sqrt(dual.derivative(q11) * dual.derivative(q22)));
        assertThat(value.error()).isLessThan(1e-11 * Math.max(1, size));
        assertThat(dual.value(q11, q22, q12)).isCloseTo(value.value(), within(1e-12 * (1 + size) + value.error()));
        assertThat(derivative.error()).isLessThan(1e-11 * slopeSize);
        assertThat(dual.derivative(q11, q22, q12))
                .isCloseTo(derivative.value(), within(1e-12 * (1 + slopeSize) + derivative.error()));
    }

    /** The limit from above with independent directions, E phi'(u) E phi'(v): at variance 0 a kink has the mean of its slopes, by either way. */
    @ParameterizedTest
    @ValueSource(strings = {"relu", "leaky:0.2", "abrelu:-0.3,1.7", "elu:0.3", "selu", "rectified-power:2"})
    void varianceZeroIsTheLimitFromAbove(String name) {
        Activation phi = Activation.named(name);
        DualActivation dual = DualActivation.of(phi);
        for (double q : new double[] {0, 2}) {
            double limit = dual.derivative(1e-20, q == 0 ? 1e-20 : q, 0);
            assertThat(dual.derivative(0, q, 0)).isCloseTo(limit, within(1e-9));
            assertThat(dual.derivative(q, 0, 0)).isCloseTo(limit, within(1e-9));
            assertThat(DualQuadrature.of(phi).derivative(0, q, 0).value()).isCloseTo(limit, within(1e-9));
        }
    }

    @Property(tries = 300)
    void derivativeIsTheSlopeInTheCovariance(
            @ForAll("closedForms") String name,
            @ForAll @DoubleRange(min = 0.1, max = 10) double q11,
            @ForAll @DoubleRange(min = 0.1, max = 10) double q22,
            @ForAll @DoubleRange(min = -0.9, max = 0.9) double rho) {
        if (name.equals("sign") || name.equals("step")) {
            return; // Their T' leaves a point mass out.
        }
        DualActivation dual = DualActivation.of(Activation.named(name));
        double root = Math.sqrt(q11 * q22);
        double h = 1e-3 * root;
        double q12 = rho * root;
        double slope = (8 * (dual.value(q11, q22, q12 + h) - dual.value(q11, q22, q12 - h))
                        - (dual.value(q11, q22, q12 + 2 * h) - dual.value(q11, q22, q12 - 2 * h)))
                / (12 * h);
        assertThat(dual.derivative(q11, q22, q12))
                .isCloseTo(slope, within(1e-9 * Math.max(1, Math.sqrt(dual.value(q11) * dual.value(q22)) / root)));
    }

    @Property(tries = 300)
    void homogeneousDualsScaleExactly(
            @ForAll @DoubleRange(min = 0.1, max = 10) double q11,
            @ForAll @DoubleRange(min = 0.1, max = 10) double q22,
            @ForAll @DoubleRange(min = -1, max = 1) double rho) {
        DualActivation relu = DualActivation.of(Activation.named("relu"));
        double q12 = 0.999999 * rho * Math.sqrt(q11 * q22);
        double up = 0x1.0p200;
        double down = 0x1.0p-300;
        double value = relu.value(q11, q22, q12);
        assertThat(relu.value(q11 * up * up, q22, q12 * up)).isEqualTo(value * up);
        assertThat(relu.value(q11 * down * down, q22 * up * up, q12 * down * up))
                .isEqualTo(value * down * up);
        assertThat(relu.derivative(q11 * up * up, q22, q12 * up)).isEqualTo(relu.derivative(q11, q22, q12));
    }

    @Property(tries = 200)
    void valuesObeyCauchySchwarzAndSymmetry(
            @ForAll("names") String name,
            @ForAll @DoubleRange(min = 0, max = 5) double q11,
            @ForAll @DoubleRange(min = 0, max = 5) double q22,
            @ForAll @DoubleRange(min = -1, max = 1) double rho) {
        DualActivation dual = DualActivation.of(Activation.named(name));
        double q12 = rho * Math.sqrt(q11) * Math.sqrt(q22);
        double value = dual.value(q11, q22, q12);
        double bound = Math.sqrt(dual.value(q11)) * Math.sqrt(dual.value(q22));
        assertThat(Math.abs(value)).isLessThanOrEqualTo(bound * (1 + 1e-12));
        double exact = isClosed(name) || name.equals("tanh") ? 1e-14 : 1e-12;
        assertThat(dual.value(q22, q11, q12)).isCloseTo(value, within(exact * (1 + bound)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "relu",
                "leaky:0.2",
                "erf",
                "gelu",
                "tanh",
                "linear",
                "sign",
                "step",
                "silu",
                "softplus",
                "selu",
                "gabor",
                "cos:1.2,0.8,0.3",
                "hermite:3",
                "rectified-power:2"
            })
    void monteCarloAgrees(String name) {
        Activation phi = Activation.named(name);
        DualActivation dual = DualActivation.of(phi);
        RandomStream stream = RandomStreams.of(7).child(name).stream();
        double rho = -0.6;
        int n = 200_000;
        double[] sums = new double[4];
        for (int i = 0; i < n; i++) {
            double u = Math.sqrt(1.5) * stream.nextGaussian();
            double v = Math.sqrt(0.8) * (rho * u / Math.sqrt(1.5) + Math.sqrt(1 - rho * rho) * stream.nextGaussian());
            add(sums, 0, phi.value(u) * phi.value(v));
            add(sums, 2, phi.derivative(u) * phi.derivative(v));
        }
        double q12 = rho * Math.sqrt(1.5 * 0.8);
        assertMeanWithin(sums, 0, n, dual.value(1.5, 0.8, q12));
        assertMeanWithin(sums, 2, n, dual.derivative(1.5, 0.8, q12));
    }

    @Test
    void batchEntriesDoNotDependOnEachOther() {
        List<DualActivation> duals = new ArrayList<>(List.of(DualActivation.expNormalised(1.3, -0.4)));
        for (String name : ALL) {
            duals.add(DualActivation.of(Activation.named(name)));
        }
        for (DualActivation dual : duals) {
            Marginals marginals = dual.marginals(new double[] {1, 0.5, 2, 0});
            PairBatch batch = PairBatch.ofCapacity(4);
            double[] q12 = {0.9, -0.3, 1.2, 0};
            for (int j = 0; j < 4; j++) {
                batch.covariance()[j] = q12[j];
                batch.gap()[j] = 2 * (marginals.root()[0] * marginals.root()[j] - Math.abs(q12[j]));
            }
            dual.evaluate(marginals, 0, marginals, 0, 4, batch);
            PairBatch one = PairBatch.ofCapacity(1);
            for (int j = 0; j < 4; j++) {
                one.covariance()[0] = q12[j];
                one.gap()[0] = batch.gap()[j];
                dual.evaluate(marginals, 0, marginals, j, j + 1, one);
                assertThat(one.value()[0]).isEqualTo(batch.value()[j]);
                assertThat(one.derivative()[0]).isEqualTo(batch.derivative()[j]);
                assertThat(one.valueGap()[0]).isEqualTo(batch.valueGap()[j]);
            }
        }
    }

    @Test
    void expNormalisedIsItsFormula() {
        DualActivation kernel = DualActivation.expNormalised(1.3, -1);
        double root = Math.sqrt(1.3 * 0.7);
        double turn = Math.exp(1.3 * (0.45 / root - 1));
        assertThat(kernel.value(1.3, 0.7, 0.45)).isCloseTo(root * turn, within(4e-16));
        assertThat(kernel.derivative(1.3, 0.7, 0.45)).isCloseTo(1.3 * turn, within(4e-16));
        assertThat(kernel.value(1.7)).isEqualTo(1.7);
        assertThat(DualActivation.expNormalised(1.3, -0.4).value(1.7))
                .isCloseTo(1.7 * Math.exp(1.3 * 0.6), within(1e-15));
        assertThat(kernel.value(0, 1.7, 0)).isZero();
        double h = 1e-4;
        double slope = (kernel.value(1.3, 0.7, -0.45 + h) - kernel.value(1.3, 0.7, -0.45 - h)) / (2 * h);
        assertThat(kernel.derivative(1.3, 0.7, -0.45)).isCloseTo(slope, within(1e-8));
        // 2 (1 - exp(-1.3e-12)) of doubles as given.
        double gap = Covariances.evaluate(kernel, 1, 1, 1 - 1e-12).valueGap()[0];
        double given = 1 - (1 - 1e-12);
        assertThat(gap).isCloseTo(-2 * Math.expm1(-1.3 * given), within(1e-24));
        assertThatIllegalArgumentException().isThrownBy(() -> DualActivation.expNormalised(0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> DualActivation.expNormalised(1, Double.NaN));
    }

    @Test
    void whatIsNoCovarianceIsRefused() {
        DualActivation relu = DualActivation.of(Activation.named("relu"));
        assertThatIllegalArgumentException().isThrownBy(() -> relu.value(1, 1, 1.001));
        assertThatIllegalArgumentException().isThrownBy(() -> relu.value(0, 1, 0.1));
        assertThatIllegalArgumentException().isThrownBy(() -> relu.value(-1, 1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> relu.value(Double.NaN, 1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> relu.value(1, 1, Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> relu.derivative(1, Double.POSITIVE_INFINITY, 0));
        assertThat(relu.value(1, 1, 1 + 1e-15)).isEqualTo(0.5);
    }

    private static void add(double[] sums, int at, double x) {
        sums[at] += x;
        sums[at + 1] += x * x;
    }

    /** Within five standard errors: fixed seed, so this never fails by chance, and a 2 % error would show. */
    private static void assertMeanWithin(double[] sums, int at, int n, double expected) {
        double mean = sums[at] / n;
        double error = Math.sqrt((sums[at + 1] / n - mean * mean) / n);
        assertThat(mean).isCloseTo(expected, within(5 * error + 1e-12));
    }
}
