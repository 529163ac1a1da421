package org.widelimit.gradientflow.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.widelimit.gradientflow.FlowIntegrator;
import org.widelimit.gradientflow.FlowOptions;
import org.widelimit.gradientflow.Trajectory;
import org.widelimit.numerics.InputException;

class FactorDynamicsTest {
    private static FactorDynamics rising(int d, int factors, int seed) {
        FactorDynamics start = FactorDynamics.gaussian(d, factors, Laws.stream(seed, "factors"));
        double[] state = start.state();
        for (int i = 0; i < d; i++) {
            state[i] *= Math.signum(start.energy());
        }
        return start.at(state);
    }

    private static FactorDynamics balanced(double a, int factors) {
        DMatrixRMaj factor = new DMatrixRMaj(1, 1, true, a);
        return FactorDynamics.of(Collections.nCopies(factors, factor));
    }

    @Test
    void threeFactorsAreTheEffectiveDynamics() {
        EffectiveDynamics effective = EffectiveDynamics.gaussian(4, Laws.stream(1, "three"));
        FactorDynamics same = FactorDynamics.of(List.of(
                new DMatrixRMaj(1, 4, true, effective.wv()),
                effective.w1(),
                new DMatrixRMaj(4, 1, true, effective.w2())));
        assertThat(same.state()).isEqualTo(effective.state());
        double[] ours = new double[24];
        double[] theirs = new double[24];
        same.flow().derivative(0, same.state(), ours);
        effective.flow().derivative(0, effective.state(), theirs);
        assertThat(ours).containsExactly(theirs, within(1e-14));
        assertThat(same.energy()).isCloseTo(effective.energy(), within(1e-14));
        double time = effective.blowUp().time().orElseThrow();
        assertThat(same.blowUpTime().orElseThrow() / time).isCloseTo(1, within(1e-10));
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 5, 7})
    void balancedStatesBlowUpAtTheClosedForm(int factors) {
        for (double a : new double[] {0.01, 0.7, 3}) {
            double exact = Math.pow(a, 2 - factors) / (factors - 2);
            FactorDynamics start = balanced(a, factors);
            assertThat(start.blowUpTime().orElseThrow() / exact).isCloseTo(1, within(1e-10));
            FactorDynamics later = start.after(0.9 * exact);
            assertThat(later.energy() / later.universalEnergy(0.1 * exact)).isCloseTo(1, within(1e-9));
        }
    }

    @Test
    void unbalancedFactorsAreFollowedToTheirBlowUpOnTwoClocks() {
        FactorDynamics start = rising(3, 4, 2);
        double time = start.blowUpTime().orElseThrow();
        FactorDynamics later = start.after(0.5 * time);
        assertThat(later.blowUpTime().orElseThrow()).isCloseTo(0.5 * time, within(1e-6 * time));
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 6})
    void balancesAreConservedAndTheEnergyGrows(int factors) {
        FactorDynamics start = rising(3, factors, 3);
        double time = start.blowUpTime().orElseThrow();
        Trajectory trajectory = FlowIntegrator.of(FlowOptions.standard().withTolerances(1e-12, 1e-14))
                .integrate(start.flow(), 0, start.state(), 0.8 * time)
                .complete();
        assertThat(trajectory.drift()).hasSize(factors);
        assertThat(trajectory.drift().values()).allMatch(drift -> drift < 1e-9);
    }

    @Test
    void aStateAtRestNeverBlowsUp() {
        assertThat(balanced(0, 4).blowUpTime()).isEmpty();
        // (-a, a, a, a): the product is negative and all factors fall together.
        double[] state = balanced(1, 4).state();
        state[0] = -1;
        assertThat(balanced(1, 4).at(state).blowUpTime()).isEmpty();
    }

    /** Fifteen balanced factors move at 2e-8 in Sundman time from the start, and blow up all the same. */
    @ParameterizedTest
    @ValueSource(ints = {4, 15})
    void whatWasNotFollowedToItsEndIsNotAtRest(int factors) {
        FactorDynamics start = balanced(1, factors);
        assertThatThrownBy(() -> start.blowUpTime(start.ascent().within(3)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("expected a blow-up or a state of rest, found neither after 3 steps, at time ");
    }

    @Test
    void theSmallestStatesHaveATimeToo() {
        double exact = 1 / 1e-307;
        assertThat(balanced(1e-307, 3).blowUpTime().orElseThrow() / exact).isCloseTo(1, within(1e-10));
        assertThat(balanced(4e-320, 3).blowUpTime().orElseThrow()).isInfinite();
    }

    @Test
    void refusesMoreWeightsThanAnArrayHolds() {
        // d^2 = 2^32 wraps round to 0.
        assertThatThrownBy(() -> FactorDynamics.gaussian(65536, 3, Laws.stream(1, "large")))
                .isInstanceOf(InputException.class)
                .hasMessage("expected at most 2147483639 weights, found 4295098368");
        assertThatThrownBy(() -> EffectiveDynamics.gaussian(65536, Laws.stream(1, "large")))
                .isInstanceOf(InputException.class)
                .hasMessage("expected at most 2147483639 weights, found 4295098368");
    }

    @Test
    void refusesWhatDoesNotFit() {
        DMatrixRMaj row = new DMatrixRMaj(1, 2);
        assertThatThrownBy(() -> FactorDynamics.of(List.of(row, row)))
                .isInstanceOf(InputException.class)
                .hasMessage("expected at least 3 factors, found 2");
        assertThatThrownBy(() -> FactorDynamics.of(List.of(row, row, new DMatrixRMaj(2, 1))))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("factor 2 of shape (2, 2)");
    }
}
