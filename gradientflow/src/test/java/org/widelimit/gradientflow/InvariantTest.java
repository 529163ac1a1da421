package org.widelimit.gradientflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class InvariantTest {

    @Test
    void conservedDriftIsRelativeToTheInitialNorm() {
        InvariantMonitor monitor =
                Invariant.conserved("y", 1, (t, y) -> y.clone()).monitor(0, new double[] {3, 4});
        assertThat(monitor.drift()).isZero();
        assertThat(monitor.observe(1, new double[] {3, 4.5})).isCloseTo(0.1, within(1e-15));
        assertThat(monitor.observe(2, new double[] {3, 4})).isZero();
        assertThat(monitor.drift()).isCloseTo(0.1, within(1e-15));
    }

    @Test
    void whereTheInvariantIsZeroTheStateGivesTheScale() {
        Invariant difference = Invariant.conserved("x^2-y^2", 2, (t, y) -> new double[] {y[0] * y[0] - y[1] * y[1]});
        InvariantMonitor monitor = difference.monitor(0, new double[] {10, 10});
        assertThat(monitor.observe(1, new double[] {2, 0})).isCloseTo(4.0 / 200, within(1e-15));
        // Zero up to the rounding of its own terms is zero.
        InvariantMonitor rounded = difference.monitor(0, new double[] {10, Math.nextUp(10.0)});
        assertThat(rounded.observe(1, new double[] {2, 0})).isCloseTo(4.0 / 200, within(1e-12));
        // ... and what is more than rounding is not.
        InvariantMonitor small = difference.monitor(0, new double[] {10, 10 + 1e-9});
        assertThat(small.observe(1, new double[] {2, 0})).isCloseTo(4 / 2e-8, within(1e3));
    }

    @Test
    void monotoneDriftIsHowFarItWentBack() {
        InvariantMonitor rising = Invariant.increasing("y", 1, (t, y) -> y[0]).monitor(0, new double[] {1});
        assertThat(rising.observe(1, new double[] {4})).isZero();
        assertThat(rising.observe(2, new double[] {3})).isEqualTo(0.25);
        assertThat(rising.observe(3, new double[] {5})).isZero();
        assertThat(rising.drift()).isEqualTo(0.25);
        InvariantMonitor falling = Invariant.decreasing("y", 1, (t, y) -> y[0]).monitor(0, new double[] {-4});
        assertThat(falling.observe(1, new double[] {-5})).isZero();
        assertThat(falling.observe(2, new double[] {-4})).isEqualTo(0.2);
    }

    @Test
    void monotoneDriftIsRelativeToWhereItWentBackAndNotToWhereItBegan() {
        InvariantMonitor falling = Invariant.decreasing("y", 1, (t, y) -> y[0]).monitor(0, new double[] {64});
        assertThat(falling.observe(1, new double[] {1})).isZero();
        assertThat(falling.observe(2, new double[] {2})).isEqualTo(0.5);
        InvariantMonitor rising = Invariant.increasing("y", 1, (t, y) -> y[0]).monitor(0, new double[] {-64});
        assertThat(rising.observe(1, new double[] {1})).isZero();
        assertThat(rising.observe(2, new double[] {0.75})).isEqualTo(0.25);
    }

    @Test
    void aNanIsNotForgotten() {
        InvariantMonitor monitor =
                Invariant.conserved("y", 1, (t, y) -> y.clone()).monitor(0, new double[] {1});
        assertThat(monitor.observe(1, new double[] {Double.NaN})).isNaN();
        monitor.observe(2, new double[] {1});
        assertThat(monitor.drift()).isNaN();
    }

    @Test
    void refusesWhatIsNoLaw() {
        assertThatIllegalArgumentException().isThrownBy(() -> Invariant.conserved(" ", 1, (t, y) -> y));
        assertThatIllegalArgumentException().isThrownBy(() -> Invariant.conserved("y", -1, (t, y) -> y));
        Invariant pair = new Invariant("pair", Invariant.Kind.INCREASING, 1, (t, y) -> y);
        assertThatIllegalArgumentException().isThrownBy(() -> pair.monitor(0, new double[] {1, 2}));
    }
}
