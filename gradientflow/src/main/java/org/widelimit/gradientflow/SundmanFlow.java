package org.widelimit.gradientflow;

import java.util.Arrays;
import java.util.List;

/**
 * A flow in Sundman time s, dt = ds / ||y||^p:
 *
 * <p>dy/ds = f(t, y) / ||y||^p, dt/ds = 1 / ||y||^p, with state (y, t) of n + 1 components.
 *
 * <p>Where y' grows like ||y||^(p + 1) the solution blows up at a finite t, but only like e^s in s: steps do not collapse, and t converges
 * to the blow-up time. The norm is Euclidean. The state y = 0 has no Sundman time. Invariants and events are those of the original flow, at
 * physical t.
 */
public final class SundmanFlow implements Flow {
    private final Flow flow;

    private final int power;

    private SundmanFlow(Flow flow, int power) {
        this.flow = flow;
        this.power = power;
    }

    /**
     * The same flow on another clock, dt = ds / ||y||: for quadratic growth.
     *
     * @param flow the flow in physical time
     * @return the flow in Sundman time
     */
    public static SundmanFlow of(Flow flow) {
        return of(flow, 1);
    }

    /**
     * The same flow on the clock dt = ds / ||y||^p: for growth of order p + 1.
     *
     * @param flow the flow in physical time
     * @param power p &gt;= 1
     * @return the flow in Sundman time
     */
    public static SundmanFlow of(Flow flow, int power) {
        if (power < 1) {
            throw new IllegalArgumentException("expected a power >= 1, found " + power);
        }
        return new SundmanFlow(flow, power);
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
        evaluator().derivative(s, lifted, derivative);
    }

    @Override
    public VectorField evaluator() {
        int n = flow.dimension();
        VectorField field = flow.evaluator();
        double[] y = new double[n];
        double[] dy = new double[n];
        return (s, lifted, derivative) -> {
            System.arraycopy(lifted, 0, y, 0, n);
            field.derivative(lifted[n], y, dy);
            double rate = Math.pow(Norms.euclidean(y), -power);
            for (int i = 0; i < n; i++) {
                derivative[i] = dy[i] * rate;
            }
            derivative[n] = rate;
        };
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

    /** Those of the flow, and 1 / ||y(0)||^p for the clock: one unit of Sundman time at the start. */
    @Override
    public double[] scales(double[] lifted) {
        double[] y = physicalState(lifted);
        double[] scales = Arrays.copyOf(flow.scales(y), dimension());
        scales[dimension() - 1] = Math.pow(Norms.euclidean(y), -power);
        return scales;
    }
}
