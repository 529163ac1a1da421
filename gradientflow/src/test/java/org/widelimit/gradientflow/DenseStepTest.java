package org.widelimit.gradientflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.widelimit.gradientflow.FlowEvent.Crossing;
import org.widelimit.gradientflow.FlowEvent.Response;

/** The contract of {@link DenseStep} for each method, forwards and backwards, seen by an event's function: it is called with states of every step, ends included. */
class DenseStepTest {
    private static final FlowOptions TIGHT = FlowOptions.standard().withTolerances(1e-12, 1e-14);
    private static final double[] ENDS = {7, -7};

    /** What one run showed: accepted states by time, and all states that dense output gave. */
    private record Seen(Map<Double, double[]> accepted, List<Double> times, List<double[]> states, double[] last) {}

    private static Seen run(IntegrationMethod method, double end, boolean overwrite) {
        Seen seen = new Seen(new HashMap<>(), new ArrayList<>(), new ArrayList<>(), new double[2]);
        StateFunction watch = (t, y) -> {
            seen.times.add(t);
            seen.states.add(y.clone());
            if (overwrite && t != 0) {
                Arrays.fill(y, 1e6);
            }
            return 1;
        };
        Flow flow = TestFlows.oscillator()
                .withEvents(List.of(new FlowEvent("watch", watch, Crossing.EITHER, Response.RECORD)));
        Trajectory trajectory = FlowIntegrator.of(TIGHT.withMethod(method))
                .integrate(flow, 0, new double[] {1, 0}, end, (t, y) -> {
                    seen.accepted.put(t, y.clone());
                    return StepObserver.Decision.CONTINUE;
                })
                .complete();
        System.arraycopy(trajectory.finalState(), 0, seen.last, 0, 2);
        return seen;
    }

    @ParameterizedTest
    @EnumSource
    void statesWithinAStepAreOnTheSolutionAndItsEndsAreTheAcceptedOnes(IntegrationMethod method) {
        for (double end : ENDS) {
            Seen seen = run(method, end, false);
            assertThat(seen.times).hasSizeGreaterThan(3 * seen.accepted.size()).contains(end);
            Set<Double> ends = new HashSet<>();
            for (int i = 0; i < seen.times.size(); i++) {
                double t = seen.times.get(i);
                double[] y = seen.states.get(i);
                assertThat(t).isBetween(Math.min(0, end), Math.max(0, end));
                assertThat(y[0]).isCloseTo(Math.cos(t), within(2e-10));
                assertThat(y[1]).isCloseTo(-Math.sin(t), within(2e-10));
                // The end of a step is asked for before the start of the next one, which is the same state but for
                // rounding.
                if (seen.accepted.containsKey(t) && ends.add(t)) {
                    assertThat(y).isEqualTo(seen.accepted.get(t));
                }
            }
            assertThat(ends).isEqualTo(seen.accepted.keySet());
        }
    }

    /** The initial state is the caller's own; those of steps are new arrays. */
    @ParameterizedTest
    @EnumSource
    void statesAreTheCallersToOverwrite(IntegrationMethod method) {
        for (double end : ENDS) {
            assertThat(run(method, end, true).last).isEqualTo(run(method, end, false).last);
        }
    }
}
