package org.widelimit.gradientflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.ejml.data.DMatrixRMaj;
import org.hipparchus.dfp.Dfp;
import org.junit.jupiter.api.Test;
import org.widelimit.gradientflow.transformer.EffectiveDynamics;
import org.widelimit.gradientflow.transformer.KeyQueryDynamics;
import org.widelimit.gradientflow.transformer.UnbalancedRankOne;
import org.widelimit.numerics.random.RandomStream;
import org.widelimit.numerics.random.RandomStreams;

class ExtendedPrecisionTest {
    private static final ExtendedPrecision DECIMALS = ExtendedPrecision.ofDigits(34);

    private static RandomStream stream(String name) {
        return RandomStreams.of(20261126).child(name).stream();
    }

    private static Dfp times(Dfp x, Dfp y) {
        return x.multiply(y);
    }

    @Test
    void theBalancedSolutionToMoreDigitsThanDoublesHave() {
        // a' = a^2 from 1: a(0.5) = 2.
        Dfp[] end = DECIMALS.integrate(new UnbalancedRankOne(1, 1, 1).scalar().flow(), new double[] {1, 1, 1}, 0.5);
        for (Dfp factor : end) {
            assertThat(factor.subtract(2).abs().toDouble()).isLessThan(1e-27);
        }
    }

    @Test
    void conservedMatricesAreConservedFarBelowTheRoundingOfDoubles() {
        EffectiveDynamics start = EffectiveDynamics.gaussian(2, stream("effective"));
        double time = 0.5 * start.blowUp().time().orElseThrow();
        Dfp[] end = DECIMALS.integrate(start.flow(), start.state(), time);
        double[] initial = start.state();
        // C1_12 = Wv_1 Wv_2 - W1_1 . W1_2 with the state (Wv_1, Wv_2, W1_11, W1_12, W1_21, W1_22, W2_1, W2_2).
        Dfp late = times(end[0], end[1]).subtract(times(end[2], end[4])).subtract(times(end[3], end[5]));
        Dfp[] exact = new Dfp[initial.length];
        for (int i = 0; i < exact.length; i++) {
            exact[i] = end[0].newInstance(initial[i]);
        }
        Dfp early =
                times(exact[0], exact[1]).subtract(times(exact[2], exact[4])).subtract(times(exact[3], exact[5]));
        assertThat(late.subtract(early).abs().toDouble()).isLessThan(1e-27);
    }

    @Test
    void doublesAgreeToTheirTolerance() {
        EffectiveDynamics start = EffectiveDynamics.gaussian(2, stream("doubles"));
        double time = 0.5 * start.blowUp().time().orElseThrow();
        double[] exact = ExtendedPrecision.rounded(DECIMALS.integrate(start.flow(), start.state(), time));
        for (IntegrationMethod method : IntegrationMethod.values()) {
            boolean lowOrder = method == IntegrationMethod.ROSENBROCK;
            FlowOptions options = FlowOptions.standard()
                    .withMethod(method)
                    .withTolerances(lowOrder ? 1e-9 : 1e-13, 1e-15)
                    .withSampling(Sampling.ends());
            double[] state = FlowIntegrator.of(options)
                    .integrate(start.flow(), 0, start.state(), time)
                    .complete()
                    .finalState();
            double size = Norms.largest(exact);
            assertThat(Norms.distance(state, exact) / size).as("%s", method).isLessThan(lowOrder ? 1e-7 : 1e-11);
        }
    }

    @Test
    void keysAndQueriesAgreeWithTheClosedForm() {
        RandomStream random = stream("key-query");
        KeyQueryDynamics dynamics = KeyQueryDynamics.of(
                random.gaussianMatrix(2, 2), random.gaussianMatrix(2, 1), random.gaussianMatrix(2, 1));
        double[] late = ExtendedPrecision.rounded(DECIMALS.integrate(dynamics.flow(), dynamics.state(), 1));
        KeyQueryDynamics.State closed = dynamics.at(1);
        double[] expected = {closed.query().data[0], closed.query().data[1], closed.key().data[0], closed.key().data[1]
        };
        assertThat(late).containsExactly(expected, within(1e-13 * Norms.largest(expected)));
    }

    @Test
    void jacobiansAreThoseOfTheFields() {
        RandomStream random = stream("jacobian");
        KeyQueryDynamics keys = KeyQueryDynamics.of(
                random.gaussianMatrix(3, 3), random.gaussianMatrix(3, 2), random.gaussianMatrix(3, 2));
        EffectiveDynamics effective = EffectiveDynamics.gaussian(3, random);
        compare(keys.flow(), keys.state());
        compare(effective.flow(), effective.state());
    }

    private static void compare(Flow flow, double[] y) {
        DMatrixRMaj exact = new DMatrixRMaj(y.length, y.length);
        DMatrixRMaj numeric = exact.createLike();
        flow.jacobian(0, y, exact);
        DifferenceJacobian.of(flow, 0, y, numeric);
        assertThat(numeric.data).containsExactly(exact.data, within(1e-8));
    }

    @Test
    void refusesFewerDigitsThanDoublesHave() {
        assertThatIllegalArgumentException().isThrownBy(() -> ExtendedPrecision.ofDigits(10));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DECIMALS.integrate(
                        EffectiveDynamics.gaussian(2, stream("x")).flow(), new double[1], 1));
    }
}
