package org.widelimit.gradientflow.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.offset;

import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.widelimit.numerics.random.RandomStream;

/** Closed forms for the blow-up time of states of rank one, against the integrator and against each other. */
class UnbalancedRankOneTest {

    private static double time(double a, double b, double c) {
        return new UnbalancedRankOne(a, b, c).blowUpTime().orElseThrow();
    }

    @Property(tries = 60)
    void positiveProductIsCarlsonsIntegral(
            @ForAll @DoubleRange(min = 0.01, max = 10) double a,
            @ForAll @DoubleRange(min = 0.01, max = 10) double b,
            @ForAll @DoubleRange(min = 0.01, max = 10) double c) {
        UnbalancedRankOne state = new UnbalancedRankOne(a, b, c);
        BlowUp blowUp = state.scalar().blowUp();
        assertThat(blowUp.outcome()).isEqualTo(BlowUp.Outcome.BLOW_UP);
        assertThat(blowUp.time().orElseThrow() / time(a, b, c)).isCloseTo(1, offset(1e-11));
    }

    @Property(tries = 60)
    void negativeProductFallsFirst(
            @ForAll @DoubleRange(min = 0.05, max = 10) double a,
            @ForAll @DoubleRange(min = 0.05, max = 10) double b,
            @ForAll @DoubleRange(min = 0.05, max = 10) double c) {
        double[] sorted = {a, b, c};
        java.util.Arrays.sort(sorted);
        // Nearer to the degenerate set the time itself is ill-conditioned.
        Assume.that(sorted[1] - sorted[0] > 1e-3 * sorted[1]);
        BlowUp blowUp = new UnbalancedRankOne(a, -b, c).scalar().blowUp();
        assertThat(blowUp.time().orElseThrow() / time(a, -b, c)).isCloseTo(1, offset(1e-10));
    }

    @Property(tries = 20)
    void anyDirectionsGiveTheSameTime(
            @ForAll @IntRange(min = 2, max = 9) int d, @ForAll @IntRange(max = 1000) int seed) {
        RandomStream random = Laws.stream(seed, "rank-one");
        UnbalancedRankOne state = new UnbalancedRankOne(-0.4, 0.9, 1.7);
        EffectiveDynamics matrices = state.along(Laws.unit(d, random), Laws.unit(d, random));
        assertThat(matrices.energy()).isCloseTo(state.energy(), offset(1e-15));
        assertThat(matrices.blowUp().time().orElseThrow() / time(-0.4, 0.9, 1.7))
                .isCloseTo(1, offset(1e-11));
    }

    @Test
    void printedValues() {
        // SciPy's elliprf and its DOP853 agree on these (src/test/scripts/effective_reference.py).
        assertThat(time(-1, 1.0001, 2)).isCloseTo(6.39218849516989, offset(1e-12));
        assertThat(time(1, -0.5, 1)).isCloseTo(2.41839915231229, offset(1e-13));
    }

    @Test
    void balancedIsTheReciprocal() {
        assertThat(time(0.7, 0.7, 0.7)).isCloseTo(1 / 0.7, offset(1e-15));
        assertThat(time(0.7, -0.7, -0.7)).isCloseTo(1 / 0.7, offset(1e-15));
        assertThat(time(1e-200, 1e-200, 1e-200)).isCloseTo(1e200, offset(1e186));
        assertThat(time(1e200, 1e200, 1e200)).isCloseTo(1e-200, offset(1e-214));
    }

    @Test
    void aZeroFactorIsTheLimitFromBothSides() {
        assertThat(time(0, 0.5, 2)).isCloseTo(time(1e-14, 0.5, 2), offset(1e-12));
        assertThat(time(0, 0.5, 2)).isCloseTo(time(-1e-14, 0.5, 2), offset(1e-12));
        assertThat(new UnbalancedRankOne(0, 0.5, 2).scalar().blowUp().time().orElseThrow())
                .isCloseTo(time(0, 0.5, 2), offset(1e-12));
    }

    @Test
    void degenerateStatesNeverBlowUp() {
        assertThat(new UnbalancedRankOne(-1, 1, 2).blowUpTime()).isEmpty();
        assertThat(new UnbalancedRankOne(-2, 1, 1).blowUpTime()).isEmpty();
        assertThat(new UnbalancedRankOne(-1, 1, 1).blowUpTime()).isEmpty();
        assertThat(new UnbalancedRankOne(0, 0, 1).blowUpTime()).isEmpty();
        assertThat(new UnbalancedRankOne(0, 0, 0).blowUpTime()).isEmpty();
        // Two equal smallest magnitudes matter with a negative product alone.
        assertThat(new UnbalancedRankOne(1, 1, 2).blowUpTime()).isPresent();
        assertThat(new UnbalancedRankOne(-2, 2, 1).blowUpTime()).isPresent();
    }

    @Property(tries = 40)
    void theTimeScalesLikeTheReciprocal(
            @ForAll @DoubleRange(min = 0.1, max = 3) double a,
            @ForAll @DoubleRange(min = -90, max = 90) double exponent) {
        double factor = Math.pow(10, exponent);
        double whole = time(-a, 3.5, 4);
        assertThat(time(-a * factor, 3.5 * factor, 4 * factor) * factor / whole).isCloseTo(1, offset(1e-12));
    }

    @Test
    void refusesWhatIsNotFinite() {
        assertThatIllegalArgumentException().isThrownBy(() -> new UnbalancedRankOne(1, Double.NaN, 1));
    }
}
