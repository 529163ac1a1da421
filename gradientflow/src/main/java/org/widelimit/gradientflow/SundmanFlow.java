package org.widelimit.gradientflow;

import java.util.Arrays;
import java.util.List;

/**
 * A flow in Sundman time s, dt = ds / ||y||:
 *
 * <p>dy/ds = f(t, y) / ||y||, dt/ds = 1 / ||y||, with state (y, t) of n + 1 components.
 *
 * <p>Where y' grows like ||y||^2 the solution blows up at a finite t, but only like e^s in s: steps do not collapse, and t converges to the
 * blow-up time. The norm is Euclidean. The state y = 0 has no Sundman time. Invariants and events are those of the original flow, at
 * physical t.
 */
public final class SundmanFlow implements Flow {
    private final Flow flow;

    private SundmanFlow(Flow flow) {
        this.flow = flow;
    }

    /**
     * The same flow on another clock.
     *
     * @param flow the flow in physical time
     * @return the flow in Sundman time
     */
    public static SundmanFlow of(Flow flow) {
        return new SundmanFlow(flow);
    }

    /**
     * (y, t): the state in Sundman time.
     *
     * @param t physical time
     * @param y state of the original flow, not zero
     * @return n + 1 components
     * @throws IllegalArgumentException if y = 0
     */
    public double[] lift(double t, double[] y) {
        if (Norms.largest(y) == 0) {
            throw new IllegalArgumentException("expected a state other than zero: Sundman time stands still there");
        }
        double[] lifted = Arrays.copyOf(y, y.length + 1);
        lifted[y.length] = t;
        return lifted;
    }

    /**
     * The physical time t of a state (y, t).
     *
     * @param lifted state in Sundman time
     * @return its last component
     */
    public double physicalTime(double[] lifted) {
        return lifted[flow.dimension()];
    }

    /**
     * The state y of a state (y, t).
     *
     * @param lifted state in Sundman time
     * @return all components but the last
     */
    public double[] physicalState(double[] lifted) {
        return Arrays.copyOf(lifted, flow.dimension());
    }

    @Override
    public int dimension() {
        return flow.dimension() + 1;
    }

    @Override
    public void derivative(double s, double[] lifted, double[] derivative) {
        int n = flow.dimension();
        double[] y = physicalState(lifted);
        double[] dy = new double[n];
        flow.derivative(lifted[n], y, dy);
        double rate = 1 / Norms.euclidean(y);
        for (int i = 0; i < n; i++) {
            derivative[i] = dy[i] * rate;
        }
        derivative[n] = rate;
    }

    @Override
    public List<Invariant> invariants() {
        return flow.invariants().stream()
                .map(law -> new Invariant(
                        law.name(),
                        law.kind(),
                        law.degree(),
                        (s, lifted) -> law.map().value(physicalTime(lifted), physicalState(lifted))))
                .toList();
    }

    @Override
    public List<FlowEvent> events() {
        return flow.events().stream()
                .map(event -> new FlowEvent(
                        event.name(),
                        (s, lifted) -> event.function().value(physicalTime(lifted), physicalState(lifted)),
                        event.crossing(),
                        event.response()))
                .toList();
    }

    /** Those of the flow, and 1 / ||y(0)|| for the clock: one unit of Sundman time at the start. */
    @Override
    public double[] scales(double[] lifted) {
        double[] y = physicalState(lifted);
        double[] scales = Arrays.copyOf(flow.scales(y), dimension());
        scales[dimension() - 1] = 1 / Norms.euclidean(y);
        return scales;
    }
}
