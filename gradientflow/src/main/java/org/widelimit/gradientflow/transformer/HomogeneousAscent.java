package org.widelimit.gradientflow.transformer;

import java.util.function.ToDoubleFunction;
import org.widelimit.gradientflow.Flow;
import org.widelimit.gradientflow.FlowIntegrator;
import org.widelimit.gradientflow.FlowOptions;
import org.widelimit.gradientflow.Sampling;
import org.widelimit.gradientflow.StepObserver.Decision;
import org.widelimit.gradientflow.SundmanFlow;
import org.widelimit.gradientflow.Trajectory;

/**
 * The gradient ascent of an energy of degree L, E(c y) = c^L E(y), followed in Sundman time dt = ds / |y|^(L-2) from y(0) / |y(0)| (the flow
 * has no scale of its own) until E reaches a target or the solution comes to rest. Everything here is in units where |y(0)| = 1; a time in
 * those units over |y(0)|^(L-2) is a time of the caller.
 *
 * @param field y' = grad E(y)
 * @param energy E
 * @param degree L, at least 3
 * @param slowest the solution is at rest where |y'| is at most this, times |y|^(L-1)
 * @param steps how many at most
 */
record HomogeneousAscent(Flow field, ToDoubleFunction<double[]> energy, int degree, double slowest, int steps) {
    /** The square root of rounding, from where rounding decides: of a speed at unit norm, and of |y| against |y(0)|. */
    static final double REST = 1e-7;
    /** From here on E is a power of the time that is left, to rounding. */
    static final double ASYMPTOTIC_ENERGY = 1e12;
    /** Rates in Sundman time are at most 1, so that between two steps |y'| / |y|^(L-1) cannot pass through the state of rest unseen. */
    private static final double LARGEST_STEP = 0.25;

    private static final double SPAN = 1e7;
    private static final int STEPS = 4_000_000;

    /** Is shown the accepted states. */
    interface Sink {
        void accept(double time, double[] state, double energy);
    }

    /**
     * How it ended.
     *
     * @param outcome what happened
     * @param time at the last point
     * @param state the last point
     * @param steps accepted steps
     */
    record End(BlowUp.Outcome outcome, double time, double[] state, int steps) {}

    /** The ascent of E by y' = grad E(y), at rest where |y'| is at most {@code slowest} |y|^(L-1). */
    static HomogeneousAscent of(Flow field, ToDoubleFunction<double[]> energy, int degree, double slowest) {
        return new HomogeneousAscent(field, energy, degree, slowest, STEPS);
    }

    /** The same with so many steps at most. */
    HomogeneousAscent within(int most) {
        return new HomogeneousAscent(field, energy, degree, slowest, most);
    }

    /** y / |y|, for y other than zero. */
    static double[] normalised(double[] y) {
        double unit = Matrices.norm(y);
        double[] scaled = y.clone();
        for (int i = 0; i < scaled.length; i++) {
            // Not times 1 / unit, which overflows for subnormal states.
            scaled[i] /= unit;
        }
        return scaled;
    }

    /** Follows the ascent from a state of the caller, other than zero, until E reaches the target. */
    End follow(double[] start, double target, Sink sink) {
        FlowOptions options = FlowOptions.standard()
                .withTolerances(1e-13, 1e-15)
                .withMaximalStep(LARGEST_STEP)
                .withMaximalSteps(steps)
                .withSampling(Sampling.ends());
        SundmanFlow clock = SundmanFlow.of(new Bare(field), degree - 2);
        BlowUp.Outcome[] outcome = {BlowUp.Outcome.UNRESOLVED};
        Trajectory trajectory = FlowIntegrator.of(options)
                .integrate(clock, 0, clock.lift(0, normalised(start)), SPAN, (s, lifted) -> {
                    double[] y = clock.physicalState(lifted);
                    double here = energy.applyAsDouble(y);
                    sink.accept(clock.physicalTime(lifted), y, here);
                    outcome[0] = outcome(y, here, target);
                    return outcome[0] == BlowUp.Outcome.UNRESOLVED ? Decision.CONTINUE : Decision.STOP;
                });
        double[] last = trajectory.finalState();
        return new End(outcome[0], clock.physicalTime(last), clock.physicalState(last), trajectory.steps());
    }

    private BlowUp.Outcome outcome(double[] y, double here, double target) {
        double norm = Matrices.norm(y);
        double[] velocity = new double[y.length];
        field.derivative(0, y, velocity);
        if (norm <= REST || Matrices.norm(velocity) <= slowest * Math.pow(norm, degree - 1)) {
            return BlowUp.Outcome.SADDLE;
        }
        return here >= target ? BlowUp.Outcome.BLOW_UP : BlowUp.Outcome.UNRESOLVED;
    }

    /** The vector field alone: whoever watches invariants does so as long as they mean something. */
    private record Bare(Flow field) implements Flow {
        @Override
        public int dimension() {
            return field.dimension();
        }

        @Override
        public void derivative(double t, double[] y, double[] dy) {
            field.derivative(t, y, dy);
        }
    }
}
