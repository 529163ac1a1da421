package org.widelimit.gradientflow;

/** One integration of a flow: what all methods have in common. */
abstract class IntegrationRun {
    /** Of the span: far below one ulp of a typical time, so that a flow with a fast start is not refused. */
    private static final double SMALLEST_STEP = 1e-22;

    private static final double SHORTEST_SPAN_ULPS = 1000;

    final Flow flow;
    final FlowOptions options;
    private final StepObserver observer;

    IntegrationRun(Flow flow, FlowOptions options, StepObserver observer) {
        this.flow = flow;
        this.options = options;
        this.observer = observer;
    }

    /** Follows the field to the end, showing each accepted step to the recorder. */
    abstract StopReason integrate(
            GuardedField field, StepRecorder recorder, double start, double[] initial, double end);

    final Trajectory run(double start, double[] initial, double end) {
        GuardedField field = new GuardedField(flow);
        StepRecorder recorder = new StepRecorder(flow, field, options, observer, start, initial, end);
        if (observer.accepted(start, initial) == StepObserver.Decision.STOP) {
            return recorder.finish(StopReason.OBSERVER, 0);
        }
        if (start == end) {
            return recorder.finish(StopReason.END_OF_SPAN, 0);
        }
        if (Math.abs(end - start) <= SHORTEST_SPAN_ULPS * Math.ulp(Math.max(Math.abs(start), Math.abs(end)))) {
            throw new IllegalArgumentException(
                    "expected times further apart than rounding, found " + start + " and " + end);
        }
        field.computeDerivatives(start, initial);
        if (field.takeBroken()) {
            return recorder.finish(StopReason.NOT_FINITE, 1);
        }
        StopReason reason;
        try {
            reason = integrate(field, recorder, start, initial, end);
        } catch (StepRecorder.Halt halt) {
            reason = halt.reason();
        }
        return recorder.finish(reason, field.evaluations());
    }

    final double smallestStep(double span) {
        return Math.max(Double.MIN_NORMAL, SMALLEST_STEP * span);
    }

    final double largestStep(double span) {
        return Math.min(span, options.maximalStep());
    }

    /** The absolute tolerance of each component. */
    final double[] absoluteTolerances(double[] initial) {
        double[] absolute = flow.scales(initial).clone();
        for (int i = 0; i < absolute.length; i++) {
            if (!(absolute[i] > 0)) {
                throw new IllegalArgumentException("expected positive scales, found " + absolute[i] + " at " + i);
            }
            absolute[i] = Math.max(Double.MIN_NORMAL, absolute[i] * options.absoluteTolerance());
        }
        return absolute;
    }
}
