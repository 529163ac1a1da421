package org.widelimit.gradientflow;

import java.util.Arrays;
import org.hipparchus.exception.MathIllegalStateException;
import org.hipparchus.exception.MathRuntimeException;
import org.hipparchus.ode.LocalizedODEFormats;
import org.hipparchus.ode.ODEIntegrator;
import org.hipparchus.ode.ODEState;
import org.hipparchus.ode.nonstiff.AdamsMoultonIntegrator;
import org.hipparchus.ode.nonstiff.DormandPrince54Integrator;
import org.hipparchus.ode.nonstiff.DormandPrince853Integrator;
import org.hipparchus.ode.nonstiff.GraggBulirschStoerIntegrator;
import org.hipparchus.ode.sampling.ODEStateInterpolator;

/** One integration by a Hipparchus integrator, with every way it can end turned into a {@link StopReason}. */
final class HipparchusRun extends IntegrationRun {
    /** DOP853 takes 12 evaluations a step; rejected steps, dense output and extrapolation are covered. */
    private static final int EVALUATIONS_PER_STEP = 200;

    private static final int ADAMS_STEPS = 6;

    HipparchusRun(Flow flow, FlowOptions options, StepObserver observer) {
        super(flow, options, observer);
    }

    @Override
    StopReason integrate(GuardedField field, StepRecorder recorder, double start, double[] initial, double end) {
        ODEIntegrator integrator = integrator(Math.abs(end - start), initial);
        integrator.setMaxEvaluations(
                (int) Math.min(Integer.MAX_VALUE, (long) options.maximalSteps() * EVALUATIONS_PER_STEP));
        integrator.addStepHandler(interpolator -> recorder.accept(new Step(interpolator)));
        try {
            integrator.integrate(field, new ODEState(start, initial), end);
            return StopReason.END_OF_SPAN;
        } catch (MathIllegalStateException e) {
            return failure(e, field, StopReason.MAXIMAL_STEPS);
        } catch (MathRuntimeException e) {
            return failure(e, field, StopReason.STEP_TOO_SMALL);
        }
    }

    private static StopReason failure(MathRuntimeException e, GuardedField field, StopReason otherwise) {
        if (e.getSpecifier() == LocalizedODEFormats.NAN_APPEARING_DURING_INTEGRATION || field.takeBroken()) {
            return StopReason.NOT_FINITE;
        }
        return e.getSpecifier() == LocalizedODEFormats.MINIMAL_STEPSIZE_REACHED_DURING_INTEGRATION
                ? StopReason.STEP_TOO_SMALL
                : otherwise;
    }

    private ODEIntegrator integrator(double span, double[] initial) {
        double smallest = smallestStep(span);
        double largest = largestStep(span);
        double[] absolute = absoluteTolerances(initial);
        double[] relative = new double[absolute.length];
        Arrays.fill(relative, options.relativeTolerance());
        return switch (options.method()) {
            case HIPPARCHUS_853 -> new DormandPrince853Integrator(smallest, largest, absolute, relative);
            case DORMAND_PRINCE_54 -> new DormandPrince54Integrator(smallest, largest, absolute, relative);
            case GRAGG_BULIRSCH_STOER -> new GraggBulirschStoerIntegrator(smallest, largest, absolute, relative);
            case ADAMS_MOULTON -> new AdamsMoultonIntegrator(ADAMS_STEPS, smallest, largest, absolute, relative);
            case DORMAND_PRINCE_853, ROSENBROCK ->
                throw new IllegalArgumentException("expected a method of Hipparchus, found " + options.method());
        };
    }

    /** A step with Hipparchus' dense output. */
    private record Step(ODEStateInterpolator interpolator) implements DenseStep {
        @Override
        public double start() {
            return interpolator.getPreviousState().getTime();
        }

        @Override
        public double end() {
            return interpolator.getCurrentState().getTime();
        }

        @Override
        public double[] state(double t) {
            return t == end()
                    ? interpolator.getCurrentState().getPrimaryState()
                    : interpolator.getInterpolatedState(t).getPrimaryState();
        }
    }
}
