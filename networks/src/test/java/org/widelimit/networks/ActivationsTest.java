package org.widelimit.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.widelimit.numerics.InputException;

class ActivationsTest {
    private static final double TINY = 1e-300;
    private static final List<String> OSCILLATING = List.of("sin", "cos", "gabor", "polynomial", "hermite");

    @ParameterizedTest
    @CsvFileSource(resources = "activations.csv", numLinesToSkip = 2)
    void agreesWithReferenceValues(String name, double z, double value, double derivative, double secondDerivative) {
        Activation phi = Activation.named(name);
        // The argument of a sine is rounded, and a polynomial cancels between its zeros: there absolute errors count.
        double slack = OSCILLATING.contains(name.replaceAll(":.*", "")) ? 2e-15 * Math.max(1, Math.pow(z, 5)) : 0;
        assertRelative(phi.value(z), value, slack);
        assertRelative(phi.derivative(z), derivative, slack);
        assertRelative(phi.secondDerivative(z), secondDerivative, slack);
    }

    /** 2e-13: exp(-z^2) at z = 30 turns half a unit in the last place of z^2 = 900 into 1e-13. */
    private static void assertRelative(double actual, double expected, double slack) {
        assertThat(actual).isCloseTo(expected, within(2e-13 * Math.abs(expected) + TINY + slack));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "relu",
                "leaky",
                "leaky:0.2",
                "leaky:-1",
                "abs",
                "abrelu:-0.3,1.7",
                "linear",
                "sign",
                "step",
                "rectified-power:1",
                "rectified-power:2",
                "erf",
                "erf:1.2,0.7,0.3",
                "probit",
                "gelu",
                "tanh",
                "sigmoid",
                "silu",
                "softplus",
                "elu",
                "elu:0.3",
                "selu",
                "sin",
                "sin:1.2,0.8,0.3",
                "cos",
                "cos:1.2,0.8,0.3",
                "rbf",
                "rbf:0.6",
                "exp",
                "exp:1.5,0.7",
                "gaussian",
                "gaussian:1.5,-0.4",
                "gabor",
                "monomial:3",
                "polynomial:0.5,-1,0.25",
                "polynomial:2",
                "hermite:4"
            })
    void isFoundByItsName(String name) {
        Activation phi = Activation.named(name);
        assertThat(Activation.named(phi.name())).isEqualTo(phi);
        assertThat(Activation.named("  " + name.toUpperCase(Locale.ROOT))).isEqualTo(phi);
    }

    @Test
    void saysWhichNamesItKnows() {
        assertThatThrownBy(() -> Activation.named("swish"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("elu[:a], erf[:a,b,c], exp[:a,b], gabor")
                .hasMessageContaining("leaky[:slope], linear, monomial:n, polynomial:c0,c1,...")
                .hasMessageContaining("\"swish\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "leaky:",
                "leaky:x",
                "leaky:nan",
                "leaky:Infinity",
                "relu:0.1",
                "",
                "leaky0.1",
                "monomial",
                "monomial:1.5",
                "monomial:-1",
                "monomial:99",
                "hermite:33",
                "gaussian:1,0",
                "gaussian:1",
                "rbf:-1",
                "sin:1,2",
                "sin:1,2,3,4",
                "abrelu:1",
                "polynomial",
                "polynomial:1,,2",
                "rectified-power:21",
                "exp:1,1e999"
            })
    void refusesBadParameters(String name) {
        assertThatThrownBy(() -> Activation.named(name))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("found \"" + name + "\"");
    }

    @Test
    void takesTheLeftSlopeAtAKink() {
        assertThat(Activations.RELU.derivative(0)).isZero();
        assertThat(Activations.leaky(0.3).derivative(0)).isEqualTo(0.3);
        assertThat(Activations.LEAKY_RELU.derivative(-1)).isEqualTo(0.01);
        assertThat(Activations.RELU.kinks()).containsExactly(0.0);
        assertThat(Activations.leaky(1).kinks()).isEmpty();
        assertThat(Activations.GELU.kinks()).isEmpty();
    }

    @Property
    void isHomogeneousExactlyWhenItSaysSo(
            @ForAll @DoubleRange(min = -5, max = 5) double z, @ForAll @DoubleRange(min = 0.1, max = 10) double c) {
        for (String name : withoutParameters()) {
            Activation phi = Activation.named(name);
            if (phi.homogeneity().isPresent()) {
                assertThat(phi.value(c * z)).isCloseTo(c * phi.value(z), within(1e-14 * Math.abs(c * z)));
                Slopes slopes = phi.homogeneity().orElseThrow();
                assertThat(phi.value(z))
                        .isEqualTo(slopes.negative() * Math.min(z, 0) + slopes.positive() * Math.max(z, 0));
            }
        }
        assertThat(withoutParameters().stream()
                        .filter(name -> Activation.named(name).homogeneity().isPresent()))
                .containsExactly("abs", "leaky", "linear", "relu");
    }

    @Test
    void doesNotClaimHomogeneityForCurvedFunctions() {
        for (Activation phi : List.of(Activations.ERF, Activations.GELU, Activations.TANH)) {
            assertThat(Math.abs(phi.value(2) - 2 * phi.value(1))).isGreaterThan(0.1);
        }
    }

    /** Those that need no parameters. */
    private static List<String> withoutParameters() {
        return Activations.usages().stream()
                .filter(usage -> !usage.contains(":") || usage.contains("["))
                .map(usage -> usage.replaceAll("[:\\[].*", ""))
                .toList();
    }

    @Test
    void everyNameHasAUsage() {
        assertThat(Activations.usages()).hasSameSizeAs(Activations.names());
        for (int k = 0; k < Activations.names().size(); k++) {
            assertThat(Activations.usages().get(k))
                    .startsWith(Activations.names().get(k));
        }
    }

    @Test
    void knowsWhereItJumps() {
        assertThat(Activations.SIGN.kinks()).containsExactly(0.0);
        assertThat(Activations.STEP.kinks()).containsExactly(0.0);
        assertThat(Activations.SELU.kinks()).containsExactly(0.0);
        assertThat(Activations.SIGN.value(0)).isZero();
        assertThat(Activations.STEP.value(0)).isZero();
        assertThat(Activations.elu(0.3).derivative(0)).isEqualTo(0.3);
        assertThat(Activations.SILU.kinks()).isEmpty();
    }
}
