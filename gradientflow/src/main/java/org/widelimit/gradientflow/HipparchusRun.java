package org.widelimit.gradientflow;

import java.util.Arrays;
import org.hipparchus.analysis.UnivariateFunction;
import org.hipparchus.analysis.solvers.BracketedUnivariateSolver;
import org.hipparchus.analysis.solvers.BracketingNthOrderBrentSolver;
import org.hipparchus.exception.MathIllegalStateException;
import org.hipparchus.exception.MathRuntimeException;
import org.hipparchus.ode.LocalizedODEFormats;
import org.hipparchus.ode.ODEIntegrator;
import org.hipparchus.ode.ODEState;
import org.hipparchus.ode.ODEStateAndDerivative;
import org.hipparchus.ode.events.Action;
import org.hipparchus.ode.events.AdaptableInterval;
import org.hipparchus.ode.events.ODEEventDetector;
import org.hipparchus.ode.events.ODEEventHandler;
import org.hipparchus.ode.nonstiff.AdamsMoultonIntegrator;
import org.hipparchus.ode.nonstiff.DormandPrince54Integrator;
import org.hipparchus.ode.nonstiff.DormandPrince853Integrator;
import org.hipparchus.ode.nonstiff.GraggBulirschStoerIntegrator;
import org.widelimit.gradientflow.FlowEvent.Crossing;
import org.widelimit.gradientflow.FlowEvent.Response;

/** One integration by a Hipparchus integrator, with every way it can end turned into a {@link StopReason}. */
final class HipparchusRun {
    /** Of the span: far below one ulp of a typical time, so that a flow with a fast start is not refused. */
    private static final double SMALLEST_STEP = 1e-22;
    /** DOP853 takes 12 evaluations a step; rejected steps, dense output and extrapolation are covered. */
    private static final int EVALUATIONS_PER_STEP = 200;

    private static final int ADAMS_STEPS = 6;
    private static final int EVENT_ITERATIONS = 200;

    private final Flow flow;
    private final FlowOptions options;
    private final StepObserver observer;

    HipparchusRun(Flow flow, FlowOptions options, StepObserver observer) {
        this.flow = flow;
        this.options = options;
        this.observer = observer;
    }

    Trajectory run(double start, double[] initial, double end) {
        GuardedField field = new GuardedField(flow);
        StepRecorder recorder = new StepRecorder(flow, field, options, observer, start, initial, end);
        if (observer.accepted(start, initial) == StepObserver.Decision.STOP) {
            return recorder.finish(StopReason.OBSERVER, 0);
        }
        if (start == end) {
            return recorder.finish(StopReason.END_OF_SPAN, 0);
        }
        field.computeDerivatives(start, initial);
        if (field.takeBroken()) {
            return recorder.finish(StopReason.NOT_FINITE, 1);
        }
        ODEIntegrator integrator = integrator(Math.abs(end - start), initial);
        integrator.setMaxEvaluations(
                (int) Math.min(Integer.MAX_VALUE, (long) options.maximalSteps() * EVALUATIONS_PER_STEP));
        integrator.addStepHandler(recorder);
        Detector[] detectors = flow.events().stream()
                .map(event -> new Detector(event, recorder, Math.abs(end - start)))
                .toArray(Detector[]::new);
        for (Detector detector : detectors) {
            integrator.addEventDetector(detector);
        }
        StopReason reason = integrate(integrator, field, new ODEState(start, initial), end);
        for (Detector detector : detectors) {
            reason = detector.stopped ? StopReason.EVENT : reason;
        }
        return recorder.finish(reason, integrator.getEvaluations() + 1);
    }

    private static StopReason integrate(ODEIntegrator integrator, GuardedField field, ODEState initial, double end) {
        try {
            integrator.integrate(field, initial, end);
            return StopReason.END_OF_SPAN;
        } catch (StepRecorder.Halt halt) {
            return halt.reason();
        } catch (MathIllegalStateException e) {
            return failure(e, field, StopReason.MAXIMAL_STEPS);
        } catch (MathRuntimeException e) {
            return failure(e, field, StopReason.STEP_TOO_SMALL);
        }
    }

    private static StopReason failure(MathRuntimeException e, GuardedField field, StopReason otherwise) {
        if (e.getSpecifier() == LocalizedODEFormats.TOO_SMALL_INTEGRATION_INTERVAL) {
            throw new IllegalArgumentException(
                    "expected times further apart than rounding, found: " + e.getMessage(), e);
        }
        if (e.getSpecifier() == LocalizedODEFormats.NAN_APPEARING_DURING_INTEGRATION || field.takeBroken()) {
            return StopReason.NOT_FINITE;
        }
        return e.getSpecifier() == LocalizedODEFormats.MINIMAL_STEPSIZE_REACHED_DURING_INTEGRATION
                ? StopReason.STEP_TOO_SMALL
                : otherwise;
    }

    private ODEIntegrator integrator(double span, double[] initial) {
        double smallest = Math.max(Double.MIN_NORMAL, SMALLEST_STEP * span);
        double largest = Math.min(span, options.maximalStep());
        double[] absolute = flow.scales(initial);
        for (int i = 0; i < absolute.length; i++) {
            if (!(absolute[i] > 0)) {
                throw new IllegalArgumentException("expected positive scales, found " + absolute[i] + " at " + i);
            }
            absolute[i] *= options.absoluteTolerance();
        }
        double[] relative = new double[absolute.length];
        Arrays.fill(relative, options.relativeTolerance());
        return switch (options.method()) {
            case DORMAND_PRINCE_853 -> new DormandPrince853Integrator(smallest, largest, absolute, relative);
            case DORMAND_PRINCE_54 -> new DormandPrince54Integrator(smallest, largest, absolute, relative);
            case GRAGG_BULIRSCH_STOER -> new GraggBulirschStoerIntegrator(smallest, largest, absolute, relative);
            case ADAMS_MOULTON -> new AdamsMoultonIntegrator(ADAMS_STEPS, smallest, largest, absolute, relative);
        };
    }

    /** A {@link FlowEvent} as Hipparchus sees it. */
    private static final class Detector implements ODEEventDetector, ODEEventHandler {
        private final FlowEvent event;
        private final StepRecorder recorder;
        private final BracketedUnivariateSolver<UnivariateFunction> solver;
        private boolean stopped;

        Detector(FlowEvent event, StepRecorder recorder, double span) {
            this.event = event;
            this.recorder = recorder;
            this.solver = new BracketingNthOrderBrentSolver(4e-16, 1e-17 * span, 0, 5);
        }

        @Override
        public AdaptableInterval getMaxCheckInterval() {
            return (state, forward) -> recorder.checkInterval();
        }

        @Override
        public int getMaxIterationCount() {
            return EVENT_ITERATIONS;
        }

        @Override
        public BracketedUnivariateSolver<UnivariateFunction> getSolver() {
            return solver;
        }

        @Override
        public ODEEventHandler getHandler() {
            return this;
        }

        @Override
        public double g(ODEStateAndDerivative state) {
            return event.function().value(state.getTime(), state.getPrimaryState());
        }

        @Override
        public Action eventOccurred(ODEStateAndDerivative state, ODEEventDetector detector, boolean increasing) {
            boolean counts = event.crossing() == Crossing.EITHER || (event.crossing() == Crossing.RISING) == increasing;
            if (!counts) {
                return Action.CONTINUE;
            }
            recorder.occurred(event.name(), state.getTime(), state.getPrimaryState());
            stopped = event.response() == Response.STOP;
            return stopped ? Action.STOP : Action.CONTINUE;
        }
    }
}
