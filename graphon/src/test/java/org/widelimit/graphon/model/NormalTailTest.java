package org.widelimit.graphon.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.hipparchus.special.Erf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class NormalTailTest {

    @ParameterizedTest
    @CsvFileSource(resources = "/org/widelimit/graphon/model/erfc.csv", numLinesToSkip = 2)
    void agreesWithHighPrecision(double x, double erfc) {
        // exp(-x^2) has the relative error x^2 2^-53 of its rounded argument.
        assertThat(NormalTail.erfc(x)).isEqualTo(erfc, within(erfc * (1 + x * x) * 1e-15));
    }

    @Test
    void agreesWithTheLibrary() {
        for (double x = -6; x < 6; x += 0.00317) {
            assertThat(NormalTail.erfc(x)).isEqualTo(Erf.erfc(x), within(2e-15));
        }
    }

    @Test
    void corners() {
        assertThat(NormalTail.erfc(0)).isEqualTo(1, within(1e-15));
        assertThat(NormalTail.erfc(Double.POSITIVE_INFINITY)).isZero();
        assertThat(NormalTail.erfc(Double.NEGATIVE_INFINITY)).isEqualTo(2);
        assertThat(NormalTail.erfc(Double.NaN)).isNaN();
        assertThat(NormalTail.erfc(40)).isZero();
    }
}
