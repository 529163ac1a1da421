package org.widelimit.ntk.dual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class HalfAngleTest {

    @Test
    void angleIsTwiceTheArcSine() {
        for (int i = 0; i <= 1000; i++) {
            double s = i / 2000.0;
            double expected = 2 * Math.asin(Math.sqrt(s));
            assertThat(angle(s)).isCloseTo(expected, within(6e-16 * expected));
        }
    }

    @Test
    void smallAnglesFollowTheTaylorSeries() {
        for (double s = 1e-3; s > 1e-190; s /= 3) {
            double x = Math.sqrt(s);
            double angle = 2 * x * (1 + s / 6 + 3 * s * s / 40 + 5 * s * s * s / 112);
            double t2 = angle * angle;
            double segment = angle * t2 * (1 / 3.0 - t2 / 30 + t2 * t2 / 840 - t2 * t2 * t2 / 45360);
            double tolerance = s > 1e-5 ? 1e-13 : 8e-16;
            assertThat(angle(s)).isCloseTo(angle, within(tolerance * angle));
            assertThat(segment(s)).isCloseTo(segment, within(tolerance * segment));
        }
    }

    @Test
    void segmentIsTheDifference() {
        for (int i = 100; i <= 1000; i++) {
            double s = i / 2000.0;
            double t = 2 * Math.asin(Math.sqrt(s));
            assertThat(segment(s)).isCloseTo(Math.sin(t) - t * Math.cos(t), within(5e-16));
        }
    }

    @Test
    void zeroIsZero() {
        assertThat(angle(0)).isZero();
        assertThat(segment(0)).isZero();
    }

    private static double angle(double s) {
        double[] angle = new double[1];
        HalfAngle.evaluate(1, new double[] {s}, new double[1], angle, new double[1]);
        return angle[0];
    }

    private static double segment(double s) {
        double[] segment = new double[1];
        HalfAngle.evaluate(1, new double[] {s}, new double[1], new double[1], segment);
        return segment[0];
    }
}
