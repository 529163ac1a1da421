package org.widelimit.gradientflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.widelimit.gradientflow.FlowEvent.Crossing;
import org.widelimit.gradientflow.FlowEvent.Occurrence;
import org.widelimit.gradientflow.FlowEvent.Response;

class EventSearchTest {
    private static final FlowOptions TIGHT = FlowOptions.standard().withTolerances(1e-12, 1e-14);
    /** y = t: one step covers the whole span, whatever an event does in it. */
    private static final Flow CLOCK = TestFlows.of(1, (t, y, dy) -> dy[0] = 1);

    private static List<Occurrence> events(double end, StateFunction g, Crossing crossing) {
        FlowEvent event = new FlowEvent("e", g, crossing, Response.RECORD);
        return FlowIntegrator.of(TIGHT.withMaximalStep(1))
                .integrate(CLOCK.withEvents(List.of(event)), 0, new double[] {0}, end)
                .complete()
                .occurrences();
    }

    @ParameterizedTest
    @EnumSource
    void twoCrossingsWithinAStepAreBothFound(IntegrationMethod method) {
        // The dip between the crossings is a tenth, a hundredth, ... a millionth of the step wide.
        for (double width = 0.1; width > 1e-6; width /= 10) {
            double half = width / 2;
            FlowEvent event = new FlowEvent(
                    "dip", (t, y) -> (y[0] - 0.55) * (y[0] - 0.55) - half * half, Crossing.EITHER, Response.RECORD);
            Trajectory trajectory = FlowIntegrator.of(TIGHT.withMethod(method))
                    .integrate(CLOCK.withEvents(List.of(event)), 0, new double[] {0}, 1)
                    .complete();
            assertThat(trajectory.occurrences()).as("width %s", width).hasSize(2);
            assertThat(trajectory.occurrences().get(0).time()).isCloseTo(0.55 - half, within(1e-9));
            assertThat(trajectory.occurrences().get(1).time()).isCloseTo(0.55 + half, within(1e-9));
        }
    }

    @Test
    void whatTouchesZeroWithoutCrossingIsNoEvent() {
        assertThat(events(1, (t, y) -> (t - 0.55) * (t - 0.55) + 1e-12, Crossing.EITHER))
                .isEmpty();
    }

    @Test
    void onlyTheWantedDirectionCounts() {
        StateFunction g = (t, y) -> (t - 0.3) * (t - 0.34);
        assertThat(events(1, g, Crossing.FALLING))
                .singleElement()
                .satisfies(o -> assertThat(o.time()).isCloseTo(0.3, within(1e-12)));
        assertThat(events(1, g, Crossing.RISING))
                .singleElement()
                .satisfies(o -> assertThat(o.time()).isCloseTo(0.34, within(1e-12)));
    }

    @Test
    void aZeroAtTheStartOrAtANodeIsCountedOnceOrNotAtAll() {
        assertThat(events(1, (t, y) -> t, Crossing.EITHER)).isEmpty();
        assertThat(events(2, (t, y) -> t - 1, Crossing.EITHER))
                .singleElement()
                .satisfies(o -> assertThat(o.time()).isCloseTo(1, within(1e-12)));
        assertThat(events(1, (t, y) -> t - 0.5, Crossing.RISING))
                .singleElement()
                .satisfies(o -> assertThat(o.time()).isCloseTo(0.5, within(1e-12)));
    }

    @Test
    void aFunctionThatIsNotDefinedYetIsNoCrossing() {
        assertThat(events(2, (t, y) -> t < 0.9 ? Double.NaN : 1.5 - t, Crossing.EITHER))
                .singleElement()
                .satisfies(o -> assertThat(o.time()).isCloseTo(1.5, within(1e-12)));
    }

    @Test
    void eventsOfSeveralFunctionsComeInOrderAndTheFirstStopEnds() {
        Flow flow = CLOCK.withEvents(List.of(
                new FlowEvent("late", (t, y) -> y[0] - 0.7, Crossing.RISING, Response.RECORD),
                new FlowEvent("stop", (t, y) -> y[0] - 0.6, Crossing.RISING, Response.STOP),
                new FlowEvent("early", (t, y) -> y[0] - 0.2, Crossing.RISING, Response.RECORD)));
        Trajectory trajectory = FlowIntegrator.of(TIGHT).integrate(flow, 0, new double[] {0}, 5);
        assertThat(trajectory.occurrences()).extracting(Occurrence::name).containsExactly("early", "stop");
        assertThat(trajectory.stopReason()).isEqualTo(StopReason.EVENT);
        assertThat(trajectory.finalTime()).isCloseTo(0.6, within(1e-13));
        assertThat(trajectory.finalState()[0]).isCloseTo(0.6, within(1e-13));
    }

    @Test
    void backwardsInTime() {
        Flow flow = CLOCK.withEvents(List.of(
                new FlowEvent("dip", (t, y) -> (y[0] + 0.4) * (y[0] + 0.41), Crossing.EITHER, Response.RECORD)));
        List<Occurrence> found = FlowIntegrator.of(TIGHT)
                .integrate(flow, 0, new double[] {0}, -1)
                .complete()
                .occurrences();
        assertThat(found).hasSize(2);
        assertThat(found.get(0).time()).isCloseTo(-0.4, within(1e-12));
        assertThat(found.get(1).time()).isCloseTo(-0.41, within(1e-12));
    }
}
