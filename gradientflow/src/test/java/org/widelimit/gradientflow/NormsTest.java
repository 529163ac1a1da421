package org.widelimit.gradientflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NormsTest {

    /** Squares of the outer ones over- and underflow. */
    @ParameterizedTest
    @ValueSource(doubles = {1e-320, 1e-200, 1e-30, 1, 1e100, 1e200, 1e307})
    void theLengthOfThreeFourAndTwelveIsThirteen(double unit) {
        double[] y = {3 * unit, 0, -4 * unit, 0, 0, 12 * unit};
        assertThat(Norms.euclidean(y)).isCloseTo(13 * unit, within(1e-15 * 13 * unit + Double.MIN_VALUE));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, Double.POSITIVE_INFINITY, Double.NaN})
    void whatHasNoScaleIsPassedOn(double value) {
        assertThat(Double.compare(Norms.euclidean(new double[] {0, value, 0}), value))
                .isZero();
    }
}
