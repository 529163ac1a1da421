package org.widelimit.gradientflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.widelimit.gradientflow.FlowEvent.Crossing;
import org.widelimit.gradientflow.FlowEvent.Response;

class SundmanFlowTest {
    private static final Flow RICCATI =
            TestFlows.of(1, (t, y, dy) -> dy[0] = y[0] * y[0], Invariant.conserved("t + 1/y", 0, (t, y) ->
                    new double[] {t + 1 / y[0]}));

    @Test
    void theClockConvergesToTheBlowUp() {
        // y' = y^2 from 2: y = 1 / (1/2 - t). In Sundman time y = 2 e^s, t = (1 - e^-s) / 2.
        SundmanFlow flow = SundmanFlow.of(RICCATI);
        Trajectory trajectory = FlowIntegrator.of(FlowOptions.standard().withTolerances(1e-12, 1e-14))
                .integrate(flow, 0, flow.lift(0, new double[] {2}), 30)
                .complete();
        double[] last = trajectory.finalState();
        assertThat(flow.physicalState(last)[0] / (2 * Math.exp(30))).isCloseTo(1, within(1e-11));
        assertThat(flow.physicalTime(last)).isCloseTo(0.5, within(1e-12));
        // The laws are those of the flow, at its own time.
        assertThat(trajectory.drift().get("t + 1/y")).isLessThan(1e-12);
    }

    @Test
    void eventsAreThoseOfTheFlow() {
        SundmanFlow flow = SundmanFlow.of(
                RICCATI.withEvents(List.of(new FlowEvent("ten", (t, y) -> y[0] - 10, Crossing.RISING, Response.STOP))));
        Trajectory trajectory = FlowIntegrator.of(FlowOptions.standard().withTolerances(1e-12, 1e-14))
                .integrate(flow, 0, flow.lift(0, new double[] {2}), 30);
        assertThat(trajectory.stopReason()).isEqualTo(StopReason.EVENT);
        assertThat(flow.physicalTime(trajectory.finalState())).isCloseTo(0.4, within(1e-11));
        assertThat(trajectory.finalTime()).isCloseTo(Math.log(5), within(1e-11));
    }

    @Test
    void timeStandsStillAtZero() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SundmanFlow.of(RICCATI).lift(0, new double[] {0}));
    }
}
