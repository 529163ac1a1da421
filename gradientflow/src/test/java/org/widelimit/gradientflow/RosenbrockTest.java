package org.widelimit.gradientflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The coefficients satisfy what their order asks for, and the method solves what is known of stiff problems. */
class RosenbrockTest {
    private static final RosenbrockTableau RODAS = RosenbrockTableau.RODAS;
    private static final FlowOptions STIFF = FlowOptions.standard().withMethod(IntegrationMethod.ROSENBROCK);

    /** k1 = 0.04, k2 = 1e4, k3 = 3e7; the sum of the concentrations is conserved. */
    private static final Flow ROBERTSON = TestFlows.of(
            3,
            (t, y, dy) -> {
                dy[0] = -0.04 * y[0] + 1e4 * y[1] * y[2];
                dy[2] = 3e7 * y[1] * y[1];
                dy[1] = -dy[0] - dy[2];
            },
            Invariant.conserved("mass", 1, (t, y) -> new double[] {y[0] + y[1] + y[2]}));

    /** x' = v, v' = ((1 - x^2) v - x) / 1e-6. */
    private static final Flow VAN_DER_POL = TestFlows.of(2, (t, y, dy) -> {
        dy[0] = y[1];
        dy[1] = ((1 - y[0] * y[0]) * y[1] - y[0]) / 1e-6;
    });

    /** The classical form: alpha = a Gamma, b = m Gamma, Gamma = (I / gamma - C)^-1, beta = alpha + Gamma. */
    private static final class Classical {
        private final int stages = RODAS.stages();
        private final DMatrixRMaj gamma = new DMatrixRMaj(stages, stages);
        private final DMatrixRMaj alpha = new DMatrixRMaj(stages, stages);
        private final DMatrixRMaj beta = new DMatrixRMaj(stages, stages);
        private final double[] alphaSum;
        private final double[] betaSum;

        Classical() {
            DMatrixRMaj inverse = CommonOps_DDRM.identity(stages);
            CommonOps_DDRM.scale(1 / RODAS.gamma(), inverse);
            DMatrixRMaj a = new DMatrixRMaj(stages, stages);
            for (int i = 0; i < stages; i++) {
                for (int j = 0; j < i; j++) {
                    inverse.add(i, j, -RODAS.c()[i][j]);
                    a.set(i, j, RODAS.a()[i][j]);
                }
            }
            CommonOps_DDRM.invert(inverse, gamma);
            CommonOps_DDRM.mult(a, gamma, alpha);
            CommonOps_DDRM.add(alpha, gamma, beta);
            alphaSum = CommonOps_DDRM.sumRows(alpha, null).data;
            betaSum = CommonOps_DDRM.sumRows(beta, null).data;
        }

        double[] weights(double[] u) {
            return CommonOps_DDRM.mult(new DMatrixRMaj(1, stages, true, u), gamma, null).data;
        }

        double[] times(DMatrixRMaj matrix, double[] x) {
            return CommonOps_DDRM.mult(matrix, new DMatrixRMaj(stages, 1, true, x.clone()), null).data;
        }
    }

    private static double sum(double[]... factors) {
        double sum = 0;
        for (int i = 0; i < factors[0].length; i++) {
            double product = 1;
            for (double[] factor : factors) {
                product *= factor[i];
            }
            sum += product;
        }
        return sum;
    }

    @Test
    void theCoefficientsSatisfyTheOrderConditions() {
        Classical k = new Classical();
        double[] b = k.weights(RODAS.m());
        double[] one = {1, 1, 1, 1, 1, 1};
        double[] al = k.alphaSum;
        double[] be = k.betaSum;
        assertThat(sum(b, one)).isCloseTo(1, within(1e-13));
        assertThat(sum(b, be)).isCloseTo(1.0 / 2, within(1e-13));
        assertThat(sum(b, al, al)).isCloseTo(1.0 / 3, within(1e-13));
        assertThat(sum(b, k.times(k.beta, be))).isCloseTo(1.0 / 6, within(1e-13));
        assertThat(sum(b, al, al, al)).isCloseTo(1.0 / 4, within(1e-13));
        assertThat(sum(b, al, k.times(k.alpha, be))).isCloseTo(1.0 / 8, within(1e-13));
        double[] squares = new double[6];
        for (int i = 0; i < 6; i++) {
            squares[i] = al[i] * al[i];
        }
        assertThat(sum(b, k.times(k.beta, squares))).isCloseTo(1.0 / 12, within(1e-13));
        assertThat(sum(b, k.times(k.beta, k.times(k.beta, be)))).isCloseTo(1.0 / 24, within(1e-13));
    }

    @Test
    void theEmbeddedSolutionIsOfOrderThreeAndNotFour() {
        Classical k = new Classical();
        double[] m = RODAS.m().clone();
        for (int i = 0; i < m.length; i++) {
            m[i] -= RODAS.estimate()[i];
        }
        double[] b = k.weights(m);
        double[] al = k.alphaSum;
        assertThat(sum(b)).isCloseTo(1, within(1e-13));
        assertThat(sum(b, k.betaSum)).isCloseTo(1.0 / 2, within(1e-13));
        assertThat(sum(b, al, al)).isCloseTo(1.0 / 3, within(1e-13));
        assertThat(sum(b, k.times(k.beta, k.betaSum))).isCloseTo(1.0 / 6, within(1e-13));
        assertThat(Math.abs(sum(b, al, al, al) - 1.0 / 4)).isGreaterThan(1e-3);
    }

    @Test
    void timesAndTimeWeightsAreTheRowSums() {
        Classical k = new Classical();
        assertThat(RODAS.alpha()).containsExactly(k.alphaSum, within(1e-13));
        assertThat(RODAS.gammas()).containsExactly(CommonOps_DDRM.sumRows(k.gamma, null).data, within(1e-13));
    }

    @Test
    void stiffDecayIsForgottenWithinAStep() {
        // R(z) = 1 + z b^T (I - z B)^-1 1 with R(infinity) = 0: L-stable, if |R| <= 1 on the imaginary axis.
        Classical k = new Classical();
        double[] b = k.weights(RODAS.m());
        double[] one = {1, 1, 1, 1, 1, 1};
        for (double z : new double[] {-1e2, -1e4, -1e6}) {
            DMatrixRMaj system = CommonOps_DDRM.identity(6);
            CommonOps_DDRM.addEquals(system, -z, k.beta);
            CommonOps_DDRM.invert(system);
            assertThat(Math.abs(1 + z * sum(b, k.times(system, one)))).isLessThan(20 / -z);
        }
        for (double w = 0.01; w < 1e4; w *= 1.1) {
            assertThat(magnitudeOnImaginaryAxis(k, b, w)).as("w = %s", w).isLessThanOrEqualTo(1 + 1e-12);
        }
    }

    /** |R(iw)|^2 by (I - iwB)^-1 = (I + iwB)(I + w^2 B^2)^-1. */
    private static double magnitudeOnImaginaryAxis(Classical k, double[] b, double w) {
        double[] one = {1, 1, 1, 1, 1, 1};
        DMatrixRMaj square = CommonOps_DDRM.identity(6);
        CommonOps_DDRM.addEquals(square, w * w, CommonOps_DDRM.mult(k.beta, k.beta, null));
        CommonOps_DDRM.invert(square);
        double[] x = k.times(square, one);
        double real = 1 - w * w * sum(b, k.times(k.beta, x));
        double imaginary = w * sum(b, x);
        return real * real + imaginary * imaginary;
    }

    @Test
    void robertson() {
        // Radau IIA at a relative tolerance of 1e-12, 13 digits.
        double[][] known = {
            {0.4, 9.851721138610e-1, 3.386395378975e-5, 1.479402218522e-2},
            {40, 7.158270687194e-1, 9.185534764558e-6, 2.841637457458e-1},
            {4000, 1.832022577767e-1, 8.942371252776e-7, 8.167968479862e-1}
        };
        FlowIntegrator integrator =
                FlowIntegrator.of(STIFF.withTolerances(1e-9, 1e-15).withSampling(Sampling.ends()));
        for (double[] row : known) {
            Trajectory trajectory = integrator
                    .integrate(ROBERTSON, 0, new double[] {1, 0, 0}, row[0])
                    .complete();
            for (int i = 0; i < 3; i++) {
                assertThat(trajectory.finalState()[i] / row[i + 1]).isCloseTo(1, within(1e-8));
            }
            assertThat(trajectory.drift().get("mass")).isLessThan(1e-12);
        }
    }

    @Test
    void robertsonTakesFewStepsWhereAnExplicitMethodTakesMany() {
        FlowOptions loose = STIFF.withTolerances(1e-5, 1e-11).withSampling(Sampling.ends());
        double[] start = {1, 0, 0};
        Trajectory stiff =
                FlowIntegrator.of(loose).integrate(ROBERTSON, 0, start, 4000).complete();
        Trajectory explicit = FlowIntegrator.of(loose.withMethod(IntegrationMethod.DORMAND_PRINCE_54))
                .integrate(ROBERTSON, 0, start, 40)
                .complete();
        assertThat(stiff.steps()).isLessThan(200);
        assertThat(explicit.steps()).isGreaterThan(10_000);
    }

    @Test
    void vanDerPol() {
        Trajectory trajectory = FlowIntegrator.of(
                        STIFF.withTolerances(1e-9, 1e-9).withSampling(Sampling.ends()))
                .integrate(VAN_DER_POL, 0, new double[] {2, 0}, 2)
                .complete();
        assertThat(trajectory.finalState()[0]).isCloseTo(1.70616773, within(1e-7));
        assertThat(trajectory.finalState()[1]).isCloseTo(-.8928097, within(1e-6));
    }

    @Test
    void theErrorFallsWithTheFourthPowerOfTheStep() {
        // y' = -y^2 + cos t: its own solution at a tight tolerance is the reference; f depends on t.
        Flow flow = TestFlows.of(1, (t, y, dy) -> dy[0] = -y[0] * y[0] + Math.cos(t));
        double[] start = {0.5};
        double exact = FlowIntegrator.of(FlowOptions.standard().withTolerances(1e-14, 1e-14))
                .integrate(flow, 0, start, 2)
                .finalState()[0];
        double[] errors = new double[2];
        double[] middles = new double[2];
        double middle = FlowIntegrator.of(FlowOptions.standard().withTolerances(1e-14, 1e-14))
                .integrate(flow, 0, start, 1.03)
                .finalState()[0];
        for (int i = 0; i < 2; i++) {
            // A tolerance that no step violates: the step is the largest one allowed.
            double step = i == 0 ? 1.0 / 16 : 1.0 / 32;
            FlowOptions fixed =
                    STIFF.withTolerances(0.5, 0.5).withMaximalStep(step).withSampling(Sampling.linear(201));
            Trajectory trajectory =
                    FlowIntegrator.of(fixed).integrate(flow, 0, start, 2).complete();
            errors[i] = Math.abs(trajectory.finalState()[0] - exact);
            middles[i] = Math.abs(trajectory.state(103)[0] - middle);
        }
        assertThat(Math.log(errors[0] / errors[1]) / Math.log(2)).isBetween(3.6, 4.6);
        // Dense output: global order 4 plus a local error of order 4.
        assertThat(Math.log(middles[0] / middles[1]) / Math.log(2)).isBetween(2.7, 5.5);
    }

    @Test
    void theJacobianByDifferences() {
        DMatrixRMaj jacobian = new DMatrixRMaj(3, 3);
        double[] y = {0.9, 3e-5, 0.1};
        ROBERTSON.jacobian(0, y, jacobian);
        double[] exact = {-0.04, 1e4 * y[2], 1e4 * y[1], 0.04, -1e4 * y[2] - 6e7 * y[1], -1e4 * y[1], 0, 6e7 * y[1], 0};
        for (int i = 0; i < 9; i++) {
            assertThat(jacobian.data[i]).isCloseTo(exact[i], within(1e-7 * Math.max(1, Math.abs(exact[i]))));
        }
    }

    /** The error over the relative tolerance of a step of y' = rate y with rate h = z, by the tableau alone. */
    private static double error(double z) {
        double[] u = new double[RODAS.stages()];
        double end = 1;
        double difference = 0;
        for (int i = 0; i < u.length; i++) {
            double at = 1;
            double right = 0;
            for (int j = 0; j < i; j++) {
                at += RODAS.a()[i][j] * u[j];
                right += RODAS.c()[i][j] * u[j];
            }
            u[i] = (z * at + right) / (1 / RODAS.gamma() - z);
            end += RODAS.m()[i] * u[i];
            difference += RODAS.estimate()[i] * u[i];
        }
        return Math.abs(difference) / Math.max(1, Math.abs(end));
    }

    /** A hundredth of the time of the field, and then steps that would just meet the tolerance, with a factor of safety. */
    @ParameterizedTest
    @CsvSource({"3, 4", "0.3, 30", "-2, 6", "3, -4"})
    void stepsFollowTheEstimate(double rate, double end) {
        double relative = 1e-7;
        double[] times = FlowIntegrator.of(STIFF.withTolerances(relative, 1e-300))
                .integrate(TestFlows.of(1, (t, y, dy) -> dy[0] = rate * y[0]), 0, new double[] {1}, end)
                .complete()
                .times();
        assertThat(Math.abs(times[1])).isCloseTo(0.01 / Math.abs(rate), within(1e-12));
        assertThat(times.length).isGreaterThan(20);
        for (int i = 0; i < times.length - 3; i++) {
            double step = Math.abs(times[i + 1] - times[i]);
            double error = error(Math.signum(end) * rate * step) / relative;
            double factor = Math.min(6, 0.9 * Math.pow(error, -1.0 / 4));
            assertThat(error).isLessThan(1);
            assertThat(Math.abs(times[i + 2] - times[i + 1]) / step).isCloseTo(factor, within(1e-4));
        }
    }
}
