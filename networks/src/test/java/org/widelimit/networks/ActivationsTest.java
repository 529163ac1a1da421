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

    @ParameterizedTest
    @CsvFileSource(resources = "activations.csv", numLinesToSkip = 2)
    void agreesWithReferenceValues(String name, double z, double value, double derivative, double secondDerivative) {
        Activation phi = Activation.named(name);
        assertRelative(phi.value(z), value);
        assertRelative(phi.derivative(z), derivative);
        assertRelative(phi.secondDerivative(z), secondDerivative);
    }

    /** 2e-13: exp(-z^2) at z = 30 turns half a unit in the last place of z^2 = 900 into 1e-13. */
    private static void assertRelative(double actual, double expected) {
        assertThat(actual).isCloseTo(expected, within(2e-13 * Math.abs(expected) + TINY));
    }

    @ParameterizedTest
    @ValueSource(strings = {"relu", "leaky", "leaky:0.2", "leaky:-1", "erf", "gelu", "tanh", "linear"})
    void isFoundByItsName(String name) {
        Activation phi = Activation.named(name);
        assertThat(Activation.named(phi.name())).isEqualTo(phi);
        assertThat(Activation.named("  " + name.toUpperCase(Locale.ROOT))).isEqualTo(phi);
    }

    @Test
    void saysWhichNamesItKnows() {
        assertThatThrownBy(() -> Activation.named("swish"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("erf, gelu, leaky, linear, relu, tanh")
                .hasMessageContaining("\"swish\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"leaky:", "leaky:x", "leaky:nan", "leaky:Infinity", "relu:0.1", "", "leaky0.1"})
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
        for (String name : Activations.names()) {
            Activation phi = Activation.named(name);
            if (phi.homogeneity().isPresent()) {
                assertThat(phi.value(c * z)).isCloseTo(c * phi.value(z), within(1e-14 * Math.abs(c * z)));
                Slopes slopes = phi.homogeneity().orElseThrow();
                assertThat(phi.value(z))
                        .isEqualTo(slopes.negative() * Math.min(z, 0) + slopes.positive() * Math.max(z, 0));
            }
        }
        assertThat(Activations.names().stream()
                        .filter(name -> Activation.named(name).homogeneity().isPresent()))
                .containsExactly("leaky", "linear", "relu");
    }

    @Test
    void doesNotClaimHomogeneityForCurvedFunctions() {
        for (Activation phi : List.of(Activations.ERF, Activations.GELU, Activations.TANH)) {
            assertThat(Math.abs(phi.value(2) - 2 * phi.value(1))).isGreaterThan(0.1);
        }
    }
}
