package org.widelimit.gradientflow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ejml.data.DMatrixRMaj;
import org.hipparchus.ode.sampling.ODEStateInterpolator;
import org.hipparchus.ode.sampling.ODEStepHandler;
import org.widelimit.gradientflow.FlowEvent.Occurrence;

/** Keeps samples, watches invariants and asks the observer, once for each accepted step of one integration. */
final class StepRecorder implements ODEStepHandler {
    /** Ends an integration from inside a step handler; Hipparchus has no gentler way that leaves the step whole. */
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
    private final double[] sampleTimes;
    private final boolean everyStep;
    private final List<double[]> states = new ArrayList<>();
    private final List<Double> times = new ArrayList<>();
    private final List<Occurrence> occurrences = new ArrayList<>();
    private int nextSample;
    private double lastTime;
    private double lastAccepted;
    private double[] lastState;
    private double lastStep;
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
        var interior = t == end
                ? Sampling.ends().interiorTimes(t, end)
                : options.sampling().interiorTimes(t, end);
        this.everyStep = interior.isEmpty();
        this.sampleTimes = interior.orElse(new double[0]);
        this.lastTime = t;
        this.lastAccepted = t;
        this.lastState = y;
        keep(t, y);
    }

    @Override
    public void handleStep(ODEStateInterpolator interpolator) {
        double t = interpolator.getCurrentState().getTime();
        sample(interpolator, t);
        if (interpolator.isCurrentStateInterpolated()) {
            // The part of a step before an event: its end is no accepted state.
            remember(t, interpolator.getCurrentState().getPrimaryState());
            return;
        }
        boolean broken = field.takeBroken();
        double[] y = interpolator.getCurrentState().getPrimaryState();
        if (!Norms.isFinite(y)) {
            throw new Halt(StopReason.NOT_FINITE);
        }
        lastStep = Math.abs(t - lastAccepted);
        lastAccepted = t;
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
        if (lastStep == 0) {
            throw new Halt(broken ? StopReason.NOT_FINITE : StopReason.STEP_TOO_SMALL);
        }
        if (steps >= options.maximalSteps() && t != end) {
            throw new Halt(StopReason.MAXIMAL_STEPS);
        }
    }

    void occurred(String name, double t, double[] y) {
        occurrences.add(new Occurrence(name, t, y.clone()));
    }

    /** A length within which a step does not hide two crossings, as far as its own size tells; infinite before the first step. */
    double checkInterval() {
        return lastStep > 0 ? lastStep / 4 : Double.POSITIVE_INFINITY;
    }

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

    private void sample(ODEStateInterpolator interpolator, double t) {
        double direction = Math.signum(end - t);
        while (nextSample < sampleTimes.length && (direction == 0 || (t - sampleTimes[nextSample]) * direction >= 0)) {
            double at = sampleTimes[nextSample++];
            keep(at, interpolator.getInterpolatedState(at).getPrimaryState());
        }
    }

    private void keep(double t, double[] y) {
        times.add(t);
        states.add(y.clone());
    }
}
