package org.widelimit.ntk.dual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ArcSineTest {

    private static double ratio(double d) {
        double[] result = new double[1];
        ArcSine.ratio(1, new double[] {d}, new double[1], result);
        return result[0];
    }

    /** By the inverse function that does not cancel: asin(c) = atan2(c, d). */
    @Test
    void isTheArcSine() {
        for (int i = 1; i < 2000; i++) {
            double d = i / 2000.0;
            double c = Math.sqrt((1 - d) * (1 + d));
            double expected = Math.atan2(c, d) / c;
            assertThat(ratio(d)).isCloseTo(expected, within(5e-16 * expected));
        }
    }

    @Test
    void endsAreExact() {
        assertThat(ratio(1)).isCloseTo(1, within(3e-16));
        assertThat(ratio(0)).isCloseTo(Math.PI / 2, within(5e-16));
        assertThat(ratio(1e-9)).isCloseTo(Math.PI / 2 - 1e-9, within(5e-16));
    }
}
