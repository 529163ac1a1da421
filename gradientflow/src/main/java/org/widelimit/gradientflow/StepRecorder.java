package org.widelimit.gradientflow;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.gradientflow.FlowEvent.Occurrence;
import org.widelimit.gradientflow.FlowEvent.Response;

/** Keeps samples, looks for events, watches invariants and asks the observer, once for each accepted step of one integration. */
final class StepRecorder {
    /** Ends an integration from inside a step; Hipparchus has no gentler way that leaves the step whole. */
    static final class Halt extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient StopReason reason;

        Halt(StopReason reason) {
            super(reason.name(), null, false, false);
            this.reason = reason;
        }

        StopReason reason() {
            return reason;
        }
    }

    private final FlowOptions options;
    private final GuardedField field;
    private final StepObserver observer;
    private final double end;
    private final List<InvariantMonitor> monitors = new ArrayList<>();
    private final List<Invariant> invariants;
    private final List<EventSearch> searches = new ArrayList<>();
    private final double[] sampleTimes;
    private final boolean everyStep;
    private final List<double[]> states = new ArrayList<>();
    private final List<Double> times = new ArrayList<>();
    private final List<Occurrence> occurrences = new ArrayList<>();
    private int nextSample;
    private double lastTime;
    private double[] lastState;
    private int steps;

    StepRecorder(
            Flow flow,
            GuardedField field,
            FlowOptions options,
            StepObserver observer,
            double t,
            double[] y,
            double end) {
        this.options = options;
        this.field = field;
        this.observer = observer;
        this.end = end;
        this.invariants = flow.invariants();
        for (Invariant invariant : invariants) {
            monitors.add(invariant.monitor(t, y));
        }
        for (FlowEvent event : flow.events()) {
            searches.add(new EventSearch(event, t, y, Math.abs(end - t)));
        }
        var interior = t == end
                ? Sampling.ends().interiorTimes(t, end)
                : options.sampling().interiorTimes(t, end);
        this.everyStep = interior.isEmpty();
        this.sampleTimes = interior.orElse(new double[0]);
        this.lastTime = t;
        this.lastState = y;
        keep(t, y);
    }

    /** Takes an accepted step into account; throws {@link Halt} where it is the last one. */
    void accept(DenseStep step) {
        double t = step.end();
        boolean broken = field.takeBroken();
        double[] y = step.state(t);
        if (!Norms.isFinite(y)) {
            // Nothing inside of such a step is kept: the solution ends with the step before.
            throw new Halt(StopReason.NOT_FINITE);
        }
        look(step);
        sample(step, t);
        double length = Math.abs(t - lastTime);
        remember(t, y);
        steps++;
        for (InvariantMonitor monitor : monitors) {
            monitor.observe(t, y);
        }
        if (everyStep && t != end) {
            keep(t, y);
        }
        if (observer.accepted(t, y) == StepObserver.Decision.STOP) {
            throw new Halt(StopReason.OBSERVER);
        }
        if (length == 0) {
            throw new Halt(broken ? StopReason.NOT_FINITE : StopReason.STEP_TOO_SMALL);
        }
        if (steps >= options.maximalSteps() && t != end) {
            throw new Halt(StopReason.MAXIMAL_STEPS);
        }
    }

    /** Notes the events of a step in order, and ends at the first one that says so: the state there is no accepted one. */
    private void look(DenseStep step) {
        List<Crossing> crossings = new ArrayList<>();
        for (EventSearch search : searches) {
            for (double t : search.crossings(step)) {
                crossings.add(new Crossing(search.event(), t));
            }
        }
        crossings.sort(Comparator.comparingDouble(c -> Math.abs(c.time - step.start())));
        for (Crossing crossing : crossings) {
            double[] y = step.state(crossing.time);
            occurrences.add(new Occurrence(crossing.event.name(), crossing.time, y.clone()));
            if (crossing.event.response() == Response.STOP) {
                sample(step, crossing.time);
                remember(crossing.time, y);
                throw new Halt(StopReason.EVENT);
            }
        }
    }

    private record Crossing(FlowEvent event, double time) {}

    Trajectory finish(StopReason reason, int evaluations) {
        if (times.get(times.size() - 1) != lastTime) {
            keep(lastTime, lastState);
        }
        double[] kept = times.stream().mapToDouble(Double::doubleValue).toArray();
        DMatrixRMaj rows = new DMatrixRMaj(kept.length, lastState.length);
        for (int i = 0; i < kept.length; i++) {
            System.arraycopy(states.get(i), 0, rows.data, i * lastState.length, lastState.length);
        }
        Map<String, Double> drift = new LinkedHashMap<>();
        for (int i = 0; i < monitors.size(); i++) {
            drift.put(invariants.get(i).name(), monitors.get(i).drift());
        }
        return new Trajectory(kept, rows, drift, occurrences, reason, steps, evaluations);
    }

    private void remember(double t, double[] y) {
        lastTime = t;
        lastState = y;
    }

    private void sample(DenseStep step, double t) {
        double direction = Math.signum(end - t);
        while (nextSample < sampleTimes.length && (direction == 0 || (t - sampleTimes[nextSample]) * direction >= 0)) {
            double at = sampleTimes[nextSample++];
            keep(at, step.state(at));
        }
    }

    private void keep(double t, double[] y) {
        times.add(t);
        states.add(y.clone());
    }
}
