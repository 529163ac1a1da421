package org.widelimit.gradientflow.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import java.util.OptionalDouble;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.widelimit.gradientflow.transformer.BlowUp.Outcome;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.random.RandomStream;

/** Blow-up and saddles of the effective dynamics. */
class BlowUpTest {

    @ParameterizedTest
    @CsvSource({"-1,1,2", "-2,1,1", "-1,1,1", "1,-3,1", "0,0,1", "0,0,0"})
    void aDegenerateStateEndsAtASaddle(double a, double b, double c) {
        BlowUp end = new UnbalancedRankOne(a, b, c).scalar().blowUp();
        assertThat(end.saddle()).isTrue();
        assertThat(end.outcome()).isEqualTo(Outcome.SADDLE);
        assertThat(end.time()).isEmpty();
        assertThat(end.energy()).isCloseTo(0, offset(1e-12)).isNotPositive();
        assertThat(end.invariantDrift()).isLessThan(1e-13);
    }

    @Property(tries = 20)
    void aTurnedSaddleIsASaddle(@ForAll @IntRange(min = 2, max = 9) int d, @ForAll @IntRange(max = 1000) int seed) {
        RandomStream random = Laws.stream(seed, "saddle");
        double[] u = Laws.unit(d, random);
        double[] w = Laws.unit(d, random);
        assertThat(new UnbalancedRankOne(-1, 1, 2).along(u, w).blowUp().saddle())
                .isTrue();
        assertThat(new UnbalancedRankOne(-1, 1, 1).along(u, w).blowUp().saddle())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"1e-3", "1e-4", "1e-6", "1e-9", "1e-11"})
    void passingNearASaddleIsNoSaddle(double distance) {
        UnbalancedRankOne state = new UnbalancedRankOne(-1, 1 + distance, 2);
        BlowUp end = state.scalar().blowUp();
        // The time grows like -ln(distance) / sqrt(3), and knows the distance to 1e-16 / distance.
        assertThat(end.time().orElseThrow())
                .isCloseTo(state.blowUpTime().orElseThrow(), offset(1e-11 + 1e-15 / distance));
    }

    @Test
    void theExponentIsThree() {
        assertThat(EffectiveDynamics.gaussian(5, Laws.stream(1, "exponent"))
                        .blowUp()
                        .exponent()
                        .orElseThrow())
                .isCloseTo(3, offset(1e-6));
        assertThat(new UnbalancedRankOne(-1, 1, 2).scalar().blowUp().exponent()).isEmpty();
    }

    @Test
    void theCriterionIsTheRatioOfSpeedToSquaredNorm() {
        // W1 is inert for small outer weights: |theta'| = sqrt(2) e |theta| for W_v = W2 = e (1, 0), W1 = I / sqrt(2).
        assertThat(inert(1.05e-7).blowUp().time()).isPresent();
        assertThat(inert(0.95e-7).blowUp().saddle()).isTrue();
    }

    private static EffectiveDynamics inert(double ratio) {
        DMatrixRMaj w1 = new DMatrixRMaj(2, 2, true, Math.sqrt(0.5), 0, 0, Math.sqrt(0.5));
        double[] outer = {ratio, 0};
        return EffectiveDynamics.of(outer, w1, outer);
    }

    @Test
    void theEnergyOfTheSlowestStateIsKnown() {
        // (-1, 1, 1) saturates eq. 12: E(t) = -(1 + t)^-3.
        EffectiveDynamics start = new UnbalancedRankOne(-1, 1, 1).scalar();
        for (double t : new double[] {0.1, 1, 10, 40, 1000}) {
            double energy = start.after(t).energy();
            assertThat(energy * Math.pow(1 + t, 3)).isCloseTo(-1, offset(1e-9));
            assertThat(EnergyBounds.leastEnergy(-1, t)).isCloseTo(-Math.pow(1 + t, -3), offset(1e-15));
        }
        assertThat(start.after(40).energy()).isCloseTo(-1.45e-5, offset(1e-7));
    }

    @Property(tries = 30)
    void gaussianStatesBlowUpBeforeTheirBound(
            @ForAll @IntRange(min = 1, max = 24) int d, @ForAll @IntRange(max = 100000) int seed) {
        EffectiveDynamics start = EffectiveDynamics.gaussian(d, Laws.stream(seed, "gaussian"));
        BlowUp end = start.blowUp();
        assertThat(end.outcome()).isEqualTo(Outcome.BLOW_UP);
        // At E = 1e6 all three squared norms are 1e4; the integrator keeps them to 1e-13, whatever small difference of
        // them C is.
        double smallest = Math.min(size(start, 1), size(start, 2));
        assertThat(end.invariantDrift()).isLessThan(1e-9 + 3e4 * 1e-13 / smallest);
        OptionalDouble latest = EnergyBounds.latestBlowUp(start.energy());
        if (latest.isPresent()) {
            assertThat(end.time().orElseThrow()).isLessThan(latest.getAsDouble() * (1 + 1e-12));
        }
        assertThat(end.energy()).isGreaterThan(1e8);
        assertThat(end.lastState().energy()).isEqualTo(end.energy());
    }

    @Property(tries = 15)
    void nothingDependsOnTheScale(
            @ForAll @IntRange(min = 1, max = 6) int d,
            @ForAll @IntRange(max = 1000) int seed,
            @ForAll @DoubleRange(min = -60, max = 60) double exponent) {
        EffectiveDynamics start = EffectiveDynamics.gaussian(d, Laws.stream(seed, "scale"));
        double factor = Math.pow(10, exponent);
        EffectiveDynamics scaled = EffectiveDynamics.of(
                Matrices.scaled(factor, start.wv()),
                Matrices.scaled(factor, start.w1()),
                Matrices.scaled(factor, start.w2()));
        double whole = start.blowUp().time().orElseThrow();
        assertThat(scaled.blowUp().time().orElseThrow() * factor / whole).isCloseTo(1, offset(1e-11));
    }

    @Test
    void theSmallestStatesHaveATimeToo() {
        UnbalancedRankOne state = new UnbalancedRankOne(1e-300, 2e-300, 3e-300);
        assertThat(state.scalar().blowUp().time().orElseThrow()
                        / state.blowUpTime().orElseThrow())
                .isCloseTo(1, offset(1e-12));
        BlowUp subnormal =
                new UnbalancedRankOne(4e-320, 4e-320, 4e-320).scalar().blowUp();
        assertThat(subnormal.time().orElseThrow()).isInfinite();
        assertThat(subnormal.energy()).isZero();
    }

    @Property(tries = 15)
    void theTimeRunsDownAsTheStateMovesOn(@ForAll @IntRange(max = 1000) int seed) {
        EffectiveDynamics start = EffectiveDynamics.gaussian(4, Laws.stream(seed, "onwards"));
        double whole = start.blowUp().time().orElseThrow();
        double rest = start.after(whole / 3).blowUp().time().orElseThrow();
        assertThat(rest + whole / 3).isCloseTo(whole, offset(1e-11 * whole));
        // Backwards in time is forwards with one block of the other sign, so that it ends in a blow-up too.
        EffectiveDynamics mirrored = EffectiveDynamics.of(Matrices.scaled(-1, start.wv()), start.w1(), start.w2());
        double back = Math.min(whole, mirrored.blowUp().time().orElseThrow()) / 2;
        double more = start.after(-back).blowUp().time().orElseThrow();
        assertThat(more - back).isCloseTo(whole, offset(1e-11 * whole));
    }

    @Test
    void laterThanTheBlowUpThereIsNothing() {
        EffectiveDynamics start = new UnbalancedRankOne(1, 1, 1).scalar();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> start.after(1.5))
                .withMessageContaining("expected a time before the blow-up, found 1.5");
    }

    @Test
    void refusesShapesAndNumbersThatDoNotFit() {
        double[] two = {1, 2};
        assertThatThrownBy(() -> EffectiveDynamics.of(two, new DMatrixRMaj(2, 3), two))
                .isInstanceOf(InputException.class)
                .hasMessage("expected w1 of shape (2, 2), found (2, 3)");
        assertThatThrownBy(() -> EffectiveDynamics.of(two, new DMatrixRMaj(2, 2), new double[3]))
                .isInstanceOf(InputException.class)
                .hasMessage("expected w2 of shape (2,), found shape (3,)");
        assertThatThrownBy(() -> EffectiveDynamics.of(new double[0], new DMatrixRMaj(0, 0), new double[0]))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("d >= 1");
        assertThatThrownBy(() -> EffectiveDynamics.of(new double[] {1, Double.NaN}, new DMatrixRMaj(2, 2), two))
                .isInstanceOf(InputException.class)
                .hasMessage("expected finite numbers in wv, found NaN at position 1");
        assertThatThrownBy(() -> EffectiveDynamics.of(new double[] {1, 1e91}, new DMatrixRMaj(2, 2), two))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("1.0E91");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BlowUp(
                        OptionalDouble.empty(), 1, 0, Outcome.BLOW_UP, 0, new UnbalancedRankOne(1, 1, 1).scalar(), 0));
    }

    /** |C1| or |C2| of a state. */
    private static double size(EffectiveDynamics state, int which) {
        int d = state.width();
        double[] outer = which == 1 ? state.wv() : state.w2();
        double sum = 0;
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                double entry = outer[i] * outer[j];
                for (int k = 0; k < d; k++) {
                    entry -= which == 1
                            ? state.w1().get(i, k) * state.w1().get(j, k)
                            : state.w1().get(k, i) * state.w1().get(k, j);
                }
                sum += entry * entry;
            }
        }
        return Math.sqrt(sum);
    }
}
