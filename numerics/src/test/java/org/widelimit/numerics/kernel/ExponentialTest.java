package org.widelimit.numerics.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import org.hipparchus.dfp.Dfp;
import org.hipparchus.dfp.DfpField;
import org.hipparchus.dfp.DfpMath;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.widelimit.numerics.random.RandomStream;
import org.widelimit.numerics.random.RandomStreams;

/** Against arithmetic of 50 digits. */
class ExponentialTest {
    private static final DfpField DIGITS = new DfpField(50);
    private static final int COUNT = 20_000;

    /** The largest distance from the exact value, in units in the last place of the exact value as a double. */
    private static double worst(DoubleUnaryOperator function, UnaryOperator<Dfp> exact, DoubleUnaryOperator argument) {
        RandomStream random = RandomStreams.of(3).child("exponential").stream();
        double worst = 0;
        for (int i = 0; i < COUNT; i++) {
            double x = argument.applyAsDouble(random.nextDouble());
            Dfp value = exact.apply(DIGITS.newDfp(x));
            Dfp error = DIGITS.newDfp(function.applyAsDouble(x)).subtract(value).abs();
            worst = Math.max(
                    worst,
                    error.divide(DIGITS.newDfp(Math.ulp(value.toDouble()))).toDouble());
        }
        return worst;
    }

    private static Dfp tanh(Dfp x) {
        if (x.abs().toDouble() < 1e-12) {
            return x.subtract(x.multiply(x).multiply(x).divide(3));
        }
        Dfp t = DfpMath.exp(x.multiply(2));
        return t.subtract(DIGITS.getOne()).divide(t.add(DIGITS.getOne()));
    }

    @Test
    @Tag("slow")
    void theExponentialIsGoodToOneUnit() {
        assertThat(worst(Exponential::exp, DfpMath::exp, u -> -708 + 1417 * u)).isLessThan(1);
        assertThat(worst(Exponential::exp, DfpMath::exp, u -> -1 + 2 * u)).isLessThan(1);
        assertThat(worst(Exponential::exp, DfpMath::exp, u -> Math.pow(2, -60 + 60 * u)))
                .isLessThan(1);
    }

    @Test
    @Tag("slow")
    void aSubnormalExponentialIsGoodToOneUnit() {
        assertThat(worst(Exponential::exp, DfpMath::exp, u -> -745.1 + 37 * u)).isLessThan(1.5);
    }

    @Test
    @Tag("slow")
    void theHyperbolicTangentIsGoodToThreeUnits() {
        assertThat(worst(Exponential::tanh, ExponentialTest::tanh, u -> -25 + 50 * u))
                .isLessThan(3);
        assertThat(worst(Exponential::tanh, ExponentialTest::tanh, u -> -1 + 2 * u))
                .isLessThan(3);
        assertThat(worst(Exponential::tanh, ExponentialTest::tanh, u -> Math.pow(2, -70 + 75 * u)))
                .isLessThan(3);
    }

    @Test
    void atTheEndsOfTheRange() {
        assertThat(Exponential.exp(0)).isEqualTo(1);
        assertThat(Exponential.exp(-0.0)).isEqualTo(1);
        assertThat(Exponential.exp(Double.MIN_VALUE)).isEqualTo(1);
        assertThat(Exponential.exp(709.782712893384)).isBetween(1.797e308, Double.MAX_VALUE);
        assertThat(Exponential.exp(709.79)).isInfinite();
        assertThat(Exponential.exp(Double.POSITIVE_INFINITY)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(Exponential.exp(-745.13)).isEqualTo(Double.MIN_VALUE);
        assertThat(Exponential.exp(-745.14)).isZero();
        assertThat(Exponential.exp(Double.NEGATIVE_INFINITY)).isZero();
        assertThat(Exponential.exp(Double.NaN)).isNaN();
    }

    @Test
    void theHyperbolicTangentAtTheEndsOfTheRange() {
        assertThat(Double.doubleToRawLongBits(Exponential.tanh(0.0))).isZero();
        assertThat(Double.doubleToRawLongBits(Exponential.tanh(-0.0))).isEqualTo(Long.MIN_VALUE);
        assertThat(Exponential.tanh(Double.MIN_VALUE)).isEqualTo(Double.MIN_VALUE);
        assertThat(Exponential.tanh(-1e-310)).isEqualTo(-1e-310);
        assertThat(Exponential.tanh(20)).isEqualTo(1);
        assertThat(Exponential.tanh(Double.POSITIVE_INFINITY)).isEqualTo(1);
        assertThat(Exponential.tanh(Double.NEGATIVE_INFINITY)).isEqualTo(-1);
        assertThat(Exponential.tanh(Double.NaN)).isNaN();
        for (double x = 1e-3; x < 30; x *= 1.07) {
            assertThat(Exponential.tanh(-x)).isEqualTo(-Exponential.tanh(x));
        }
    }
}
