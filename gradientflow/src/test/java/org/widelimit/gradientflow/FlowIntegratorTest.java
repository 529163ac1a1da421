package org.widelimit.gradientflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.widelimit.gradientflow.FlowEvent.Crossing;
import org.widelimit.gradientflow.FlowEvent.Response;

class FlowIntegratorTest {
    private static final FlowOptions TIGHT = FlowOptions.standard().withTolerances(1e-12, 1e-14);

    private static Flow scalar(StateFunction f) {
        return TestFlows.of(1, (t, y, dy) -> dy[0] = f.value(t, y));
    }

    @ParameterizedTest
    @EnumSource
    void everyMethodFollowsTheOscillator(IntegrationMethod method) {
        Trajectory trajectory = FlowIntegrator.of(TIGHT.withMethod(method))
                .integrate(TestFlows.oscillator(), 0, new double[] {1, 0}, 20)
                .complete();
        assertThat(trajectory.finalTime()).isEqualTo(20);
        assertThat(trajectory.finalState()[0]).isCloseTo(Math.cos(20), within(2e-10));
        assertThat(trajectory.finalState()[1]).isCloseTo(-Math.sin(20), within(2e-10));
        assertThat(trajectory.drift().get("radius")).isLessThan(4e-10).isPositive();
    }

    @ParameterizedTest
    @EnumSource
    void denseOutputIsAsGoodAsTheSteps(IntegrationMethod method) {
        Trajectory trajectory = FlowIntegrator.of(TIGHT.withMethod(method).withSampling(Sampling.linear(101)))
                .integrate(TestFlows.oscillator(), 0, new double[] {1, 0}, 10)
                .complete();
        assertThat(trajectory.size()).isEqualTo(101);
        for (int i = 0; i < 101; i++) {
            assertThat(trajectory.times()[i]).isCloseTo(0.1 * i, within(1e-14));
            assertThat(trajectory.state(i)[0]).isCloseTo(Math.cos(trajectory.times()[i]), within(2e-10));
        }
    }

    @Test
    void backwardsAndForwardsAgain() {
        FlowIntegrator integrator = FlowIntegrator.of(TIGHT.withSampling(Sampling.linear(5)));
        Trajectory back = integrator.integrate(TestFlows.oscillator(), 3, new double[] {1, 0}, -2);
        assertThat(back.times()).containsExactly(3, 1.75, 0.5, -0.75, -2);
        double[] again = integrator
                .integrate(TestFlows.oscillator(), -2, back.finalState(), 3)
                .finalState();
        assertThat(again).containsExactly(new double[] {1, 0}, within(1e-11));
    }

    @Test
    void tolerancesFollowTheScaleOfTheState() {
        // The same relative accuracy at 1e-200 as at 1: an absolute tolerance in plain numbers would take one step.
        double[] tiny = FlowIntegrator.of(TIGHT)
                .integrate(TestFlows.oscillator(), 0, new double[] {1e-200, 0}, 20)
                .finalState();
        assertThat(tiny[0] / 1e-200).isCloseTo(Math.cos(20), within(2e-11));
    }

    @Test
    void logarithmicSamples() {
        Trajectory trajectory = FlowIntegrator.of(TIGHT.withSampling(Sampling.logarithmic(1e-6, 7)))
                .integrate(scalar((t, y) -> -y[0]), 0, new double[] {1}, 1);
        assertThat(trajectory.times())
                .containsExactly(new double[] {0, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1}, within(1e-15));
        for (int i = 0; i < trajectory.size(); i++) {
            assertThat(trajectory.state(i)[0]).isCloseTo(Math.exp(-trajectory.times()[i]), within(2e-12));
        }
    }

    @Test
    void endsOnly() {
        Trajectory trajectory = FlowIntegrator.of(TIGHT.withSampling(Sampling.ends()))
                .integrate(scalar((t, y) -> -y[0]), 0, new double[] {1}, 1);
        assertThat(trajectory.times()).containsExactly(0, 1);
        assertThat(trajectory.steps()).isGreaterThan(1);
    }

    @Test
    void noSpanIsTheInitialState() {
        Trajectory trajectory = FlowIntegrator.of(TIGHT).integrate(scalar((t, y) -> 1), 2, new double[] {5}, 2);
        assertThat(trajectory.times()).containsExactly(2);
        assertThat(trajectory.finalState()).containsExactly(5);
        assertThat(trajectory.stopReason()).isEqualTo(StopReason.END_OF_SPAN);
    }

    @ParameterizedTest
    @EnumSource
    void locatesEveryCrossing(IntegrationMethod method) {
        Flow flow = TestFlows.oscillator()
                .withEvents(List.of(new FlowEvent("zero", (t, y) -> y[0], Crossing.FALLING, Response.RECORD)));
        Trajectory trajectory = FlowIntegrator.of(TIGHT.withMethod(method))
                .integrate(flow, 0, new double[] {1, 0}, 20)
                .complete();
        assertThat(trajectory.occurrences()).hasSize(3);
        for (int i = 0; i < 3; i++) {
            FlowEvent.Occurrence occurrence = trajectory.occurrences().get(i);
            assertThat(occurrence.name()).isEqualTo("zero");
            assertThat(occurrence.time()).isCloseTo(Math.PI * (2 * i + 0.5), within(2e-10));
            assertThat(occurrence.state()[1]).isCloseTo(-1, within(2e-10));
        }
        // An interpolated state at an event is no accepted step and adds no drift.
        assertThat(trajectory.drift().get("radius")).isLessThan(4e-10);
    }

    @Test
    void stopsAtAnEvent() {
        Flow flow = TestFlows.oscillator()
                .withEvents(List.of(
                        new FlowEvent("down", (t, y) -> y[0] - 2, Crossing.EITHER, Response.STOP),
                        new FlowEvent("up", (t, y) -> y[1], Crossing.RISING, Response.STOP)));
        Trajectory trajectory = FlowIntegrator.of(TIGHT).integrate(flow, 0, new double[] {1, 0}, 20);
        assertThat(trajectory.stopReason()).isEqualTo(StopReason.EVENT);
        assertThat(trajectory.finalTime()).isCloseTo(Math.PI, within(1e-11));
        assertThat(trajectory.occurrences()).hasSize(1);
        assertThatThrownBy(trajectory::complete).hasMessageContaining("EVENT");
    }

    @Test
    void theObserverSeesEveryAcceptedStateAndMayStop() {
        List<Double> seen = new ArrayList<>();
        Trajectory trajectory = FlowIntegrator.of(TIGHT)
                .integrate(scalar((t, y) -> 1), 0, new double[] {0}, 10, (t, y) -> {
                    seen.add(t);
                    assertThat(y[0]).isCloseTo(t, within(1e-13));
                    return t > 1 ? StepObserver.Decision.STOP : StepObserver.Decision.CONTINUE;
                });
        assertThat(trajectory.stopReason()).isEqualTo(StopReason.OBSERVER);
        assertThat(trajectory.times())
                .containsExactly(seen.stream().mapToDouble(t -> t).toArray());
        assertThat(trajectory.steps()).isEqualTo(seen.size() - 1);
        assertThat(trajectory.finalTime()).isBetween(1.0, 10.0);
    }

    @ParameterizedTest
    @EnumSource
    void aSingularityIsAClearEnd(IntegrationMethod method) {
        Trajectory trajectory = FlowIntegrator.of(FlowOptions.standard().withMethod(method))
                .integrate(scalar((t, y) -> y[0] * y[0]), 0, new double[] {1}, 2);
        assertThat(trajectory.stopReason())
                .isIn(StopReason.STEP_TOO_SMALL, StopReason.NOT_FINITE, StopReason.MAXIMAL_STEPS);
        assertThat(trajectory.finalTime()).isCloseTo(1, within(1e-6));
        assertThat(trajectory.finalState()[0]).isGreaterThan(1e6).isFinite();
    }

    @ParameterizedTest
    @EnumSource
    void aFieldThatBecomesNanIsAClearEnd(IntegrationMethod method) {
        Trajectory trajectory = FlowIntegrator.of(FlowOptions.standard().withMethod(method))
                .integrate(scalar((t, y) -> t > 1 ? Double.NaN : 1), 0, new double[] {0}, 2);
        assertThat(trajectory.stopReason()).isEqualTo(StopReason.NOT_FINITE);
        assertThat(trajectory.finalTime()).isLessThanOrEqualTo(1 + 1e-12);
        assertThat(trajectory.finalState()[0]).isEqualTo(trajectory.finalTime(), within(1e-9));
    }

    /** A largest step below the smallest one that a span has room for. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ROSENBROCK")
    void aStepThatIsTooSmallIsAClearEnd(IntegrationMethod method) {
        Trajectory trajectory = FlowIntegrator.of(FlowOptions.standard()
                        .withMethod(method)
                        .withMaximalStep(1e-30)
                        .withMaximalSteps(100))
                .integrate(scalar((t, y) -> y[0]), 1, new double[] {1}, 2);
        assertThat(trajectory.stopReason()).isEqualTo(StopReason.STEP_TOO_SMALL);
        assertThat(trajectory.finalTime()).isEqualTo(1);
    }

    /** Calm while the first step is chosen, and without any continuity afterwards. */
    @Test
    void evaluationsWithoutAStepComeToAnEnd() {
        AtomicInteger calls = new AtomicInteger();
        FlowOptions one = FlowOptions.standard()
                .withMethod(IntegrationMethod.HIPPARCHUS_853)
                .withMaximalSteps(1);
        Trajectory trajectory = FlowIntegrator.of(one)
                .integrate(
                        scalar((t, y) -> calls.incrementAndGet() > 4 ? 1e30 * Math.sin(calls.get()) : 1e-3),
                        0,
                        new double[] {1},
                        1);
        assertThat(trajectory.stopReason()).isEqualTo(StopReason.MAXIMAL_STEPS);
        assertThat(trajectory.finalTime()).isZero();
        assertThat(calls.get()).isBetween(200, 220);
    }

    /** The last step ends at the end to the last bit, wherever it started. */
    @ParameterizedTest
    @EnumSource(names = {"DORMAND_PRINCE_853", "ROSENBROCK"})
    void theEndIsReachedToTheLastBit(IntegrationMethod method) {
        FlowIntegrator integrator = FlowIntegrator.of(FlowOptions.standard().withMethod(method));
        for (int k = 1; k < 100; k++) {
            double start = k * 0.01;
            double end = 7 * k * 0.013;
            Trajectory trajectory = integrator.integrate(scalar((t, y) -> 0), start, new double[] {1}, end);
            assertThat(trajectory.stopReason()).isEqualTo(StopReason.END_OF_SPAN);
            assertThat(trajectory.finalTime()).isEqualTo(end);
            double[] times = trajectory.times();
            assertThat(end - times[times.length - 2]).isGreaterThan(1e-9);
        }
    }

    @Test
    void aFieldThatStartsNanIsAClearEnd() {
        Trajectory trajectory =
                FlowIntegrator.of(TIGHT).integrate(scalar((t, y) -> Double.NaN), 0, new double[] {0}, 2);
        assertThat(trajectory.stopReason()).isEqualTo(StopReason.NOT_FINITE);
        assertThat(trajectory.times()).containsExactly(0);
    }

    /** The error of the step that overflows is 0 over infinity: it is accepted, and only its end shows that it is none. */
    @Test
    void aStateThatOverflowsEndsTheSolutionAtTheStepBefore() {
        Trajectory trajectory = FlowIntegrator.of(TIGHT.withSampling(Sampling.linear(101)))
                .integrate(scalar((t, y) -> 1e59), 0, new double[] {1e300}, 1e250);
        assertThat(trajectory.stopReason()).isEqualTo(StopReason.NOT_FINITE);
        assertThat(trajectory.finalTime()).isLessThan(1.8e249);
        for (int i = 0; i < trajectory.size(); i++) {
            assertThat(trajectory.state(i)[0]).isFinite();
            assertThat(trajectory.times()[i])
                    .isGreaterThan(i == 0 ? -1 : trajectory.times()[i - 1]);
        }
    }

    @Test
    void aFieldBeyondTheRangeOfTheIntegratorIsAClearEnd() {
        Trajectory trajectory =
                FlowIntegrator.of(TIGHT).integrate(scalar((t, y) -> Math.exp(-700 * y[0])), 0, new double[] {-1}, 1);
        assertThat(trajectory.stopReason()).isEqualTo(StopReason.NOT_FINITE);
    }

    @Test
    void aTrialStepOutsideTheDomainIsRejectedNotFatal() {
        // y' = -y / sqrt(y) is NaN below 0, where a long trial step lands; y = (1 - t/2)^2.
        Trajectory falling = FlowIntegrator.of(TIGHT)
                .integrate(scalar((t, y) -> -y[0] / Math.sqrt(y[0])), 0, new double[] {1}, 1.9)
                .complete();
        assertThat(falling.finalState()[0]).isCloseTo(0.0025, within(1e-12));
    }

    @Test
    void givesUpAfterThePermittedSteps() {
        Trajectory trajectory = FlowIntegrator.of(TIGHT.withMaximalSteps(7))
                .integrate(TestFlows.oscillator(), 0, new double[] {1, 0}, 1e6);
        assertThat(trajectory.stopReason()).isEqualTo(StopReason.MAXIMAL_STEPS);
        assertThat(trajectory.steps()).isEqualTo(7);
        assertThat(trajectory.size()).isEqualTo(8);
    }

    @Test
    void theLargestStepIsKept() {
        Trajectory trajectory =
                FlowIntegrator.of(TIGHT.withMaximalStep(0.125)).integrate(scalar((t, y) -> 1), 0, new double[] {0}, 1);
        assertThat(trajectory.steps()).isGreaterThanOrEqualTo(8);
        for (int i = 1; i < trajectory.size(); i++) {
            assertThat(trajectory.times()[i] - trajectory.times()[i - 1]).isLessThanOrEqualTo(0.125 + 1e-15);
        }
    }

    @Test
    void refusesWhatIsNoProblem() {
        FlowIntegrator integrator = FlowIntegrator.of(TIGHT);
        Flow flow = TestFlows.oscillator();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> integrator.integrate(flow, 0, new double[] {1}, 1))
                .withMessage("expected a state of 2 components, found 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> integrator.integrate(flow, 0, new double[] {1, Double.NaN}, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> integrator.integrate(flow, 0, new double[] {1, 0}, Double.POSITIVE_INFINITY));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> integrator.integrate(flow, 1, new double[] {1, 0}, Math.nextUp(1.0)));
        assertThatIllegalArgumentException().isThrownBy(() -> TIGHT.withTolerances(0, 1e-3));
        assertThatIllegalArgumentException().isThrownBy(() -> TIGHT.withTolerances(1e-3, Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> TIGHT.withMaximalStep(0));
        assertThatIllegalArgumentException().isThrownBy(() -> TIGHT.withMaximalSteps(0));
        assertThatIllegalArgumentException().isThrownBy(() -> Sampling.linear(1));
        assertThatIllegalArgumentException().isThrownBy(() -> Sampling.logarithmic(0, 5));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FlowIntegrator.of(TIGHT.withSampling(Sampling.logarithmic(2, 5)))
                        .integrate(flow, 0, new double[] {1, 0}, 1));
    }
}
