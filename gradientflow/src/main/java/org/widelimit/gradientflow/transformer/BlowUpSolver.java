package org.widelimit.gradientflow.transformer;

import java.util.OptionalDouble;
import org.widelimit.gradientflow.Flow;
import org.widelimit.gradientflow.FlowIntegrator;
import org.widelimit.gradientflow.FlowOptions;
import org.widelimit.gradientflow.InvariantMonitor;
import org.widelimit.gradientflow.Sampling;
import org.widelimit.gradientflow.StepObserver;
import org.widelimit.gradientflow.StepObserver.Decision;
import org.widelimit.gradientflow.SundmanFlow;
import org.widelimit.gradientflow.Trajectory;

/**
 * Follows the effective dynamics in Sundman time from theta(0) / |theta(0)| (the flow has no scale of its own) until E = tau^-3 holds to
 * rounding, tau = T* - t: with unit norm at the start the correction is O(tau^4), 1e-16 at E = 1e12. Then T* = t + E^{-1/3}.
 */
final class BlowUpSolver {
    /** Of |theta|^2 for |theta'|, and of |theta(0)| for |theta|: the square root of rounding, from where rounding decides. */
    private static final double REST = 1e-7;
    /** In units where |theta(0)| = 1. */
    private static final double ASYMPTOTIC_ENERGY = 1e12;
    /** In those units too: beyond it t no longer moves in double precision, for small states whose E is still small. */
    private static final double LARGEST_ENERGY = 1e24;
    /** In the caller's units. */
    private static final double ENERGY = 1e8;
    /** In the caller's units: how far the invariants are watched. */
    private static final double WATCHED_ENERGY = 1e6;
    /** Rates in Sundman time are at most 1, so that between two steps |theta'| / |theta|^2 cannot pass through REST unseen. */
    private static final double LARGEST_STEP = 0.25;

    private static final double SPAN = 1e7;
    private static final int STEPS = 4_000_000;
    private static final FlowOptions OPTIONS = FlowOptions.standard()
            .withTolerances(1e-13, 1e-15)
            .withMaximalStep(LARGEST_STEP)
            .withMaximalSteps(STEPS)
            .withSampling(Sampling.ends());

    /** Is shown the accepted states, in the caller's units. */
    interface Sink {
        void accept(double time, double[] state);
    }

    private final EffectiveDynamics start;
    private final EffectiveField field;
    private final double unit;
    private final double watched;
    private final double target;
    private double drift;
    private double lastTime;
    private double[] last;
    private BlowUp.Outcome outcome = BlowUp.Outcome.UNRESOLVED;

    BlowUpSolver(EffectiveDynamics start) {
        this.start = start;
        this.field = new EffectiveField(start.width());
        this.last = start.state();
        this.unit = Matrices.norm(last);
        this.watched = WATCHED_ENERGY / (unit * unit * unit);
        this.target = Math.min(LARGEST_ENERGY, Math.max(ASYMPTOTIC_ENERGY, ENERGY / (unit * unit * unit)));
    }

    BlowUp solve(Sink sink) {
        if (unit == 0) {
            sink.accept(0, last);
            return new BlowUp(OptionalDouble.empty(), 0, 0, BlowUp.Outcome.SADDLE, 0, start, 0);
        }
        SundmanFlow clock = SundmanFlow.of(new Bare(field));
        double[] initial = last.clone();
        for (int i = 0; i < initial.length; i++) {
            // Not times 1 / unit, which overflows for subnormal states.
            initial[i] /= unit;
        }
        InvariantMonitor first = field.firstBalance().monitor(0, initial);
        InvariantMonitor second = field.secondBalance().monitor(0, initial);
        StepObserver observer = (s, lifted) -> {
            last = clock.physicalState(lifted);
            lastTime = clock.physicalTime(lifted);
            sink.accept(lastTime / unit, Matrices.scaled(unit, last));
            double energy = field.energy(last);
            if (energy <= watched) {
                drift = Math.max(drift, Math.max(first.observe(lastTime, last), second.observe(lastTime, last)));
            }
            return decide(energy);
        };
        Trajectory trajectory = FlowIntegrator.of(OPTIONS).integrate(clock, 0, clock.lift(0, initial), SPAN, observer);
        return result(trajectory.steps());
    }

    private Decision decide(double energy) {
        double norm = Matrices.norm(last);
        double[] velocity = new double[last.length];
        field.derivative(0, last, velocity);
        if (norm <= REST || Matrices.norm(velocity) <= REST * norm * norm) {
            outcome = BlowUp.Outcome.SADDLE;
        } else if (energy >= target) {
            outcome = BlowUp.Outcome.BLOW_UP;
        }
        return outcome == BlowUp.Outcome.UNRESOLVED ? Decision.CONTINUE : Decision.STOP;
    }

    private BlowUp result(int steps) {
        double energy = field.energy(last);
        OptionalDouble time = outcome == BlowUp.Outcome.BLOW_UP
                ? OptionalDouble.of((lastTime + 1 / Math.cbrt(energy)) / unit)
                : OptionalDouble.empty();
        EffectiveDynamics state = EffectiveDynamics.ofState(start.width(), Matrices.scaled(unit, last));
        return new BlowUp(time, state.energy(), drift, outcome, lastTime / unit, state, steps);
    }

    /** The vector field alone: this solver watches the invariants itself, and only as long as they mean something. */
    private record Bare(EffectiveField field) implements Flow {
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
