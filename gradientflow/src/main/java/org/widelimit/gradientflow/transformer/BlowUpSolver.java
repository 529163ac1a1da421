package org.widelimit.gradientflow.transformer;

import java.util.OptionalDouble;
import org.widelimit.gradientflow.InvariantMonitor;

/**
 * Follows the effective dynamics until E = tau^-3 holds to rounding, tau = T* - t: with unit norm at the start the correction is O(tau^4),
 * 1e-16 at E = 1e12. Then T* = t + E^{-1/3}.
 */
final class BlowUpSolver {
    private static final int DEGREE = 3;
    /** In units where |theta(0)| = 1: beyond it t no longer moves in double precision, for small states whose E is still small. */
    private static final double LARGEST_ENERGY = 1e24;
    /** In the caller's units. */
    private static final double ENERGY = 1e8;
    /** In the caller's units: how far the invariants are watched. */
    private static final double WATCHED_ENERGY = 1e6;

    /** Is shown the accepted states, in the caller's units. */
    interface Sink {
        void accept(double time, double[] state);
    }

    private final EffectiveDynamics start;
    private final EffectiveField field;
    private final double[] initial;
    private final double unit;
    private final double watched;
    private final double target;
    private double drift;

    BlowUpSolver(EffectiveDynamics start) {
        this.start = start;
        this.field = new EffectiveField(start.width());
        this.initial = start.state();
        this.unit = Matrices.norm(initial);
        this.watched = WATCHED_ENERGY / (unit * unit * unit);
        double asked = ENERGY / (unit * unit * unit);
        this.target = Math.min(LARGEST_ENERGY, Math.max(HomogeneousAscent.ASYMPTOTIC_ENERGY, asked));
    }

    BlowUp solve(Sink sink) {
        if (unit == 0) {
            sink.accept(0, initial);
            return new BlowUp(OptionalDouble.empty(), 0, 0, BlowUp.Outcome.SADDLE, 0, start, 0);
        }
        double[] scaled = HomogeneousAscent.normalised(initial);
        InvariantMonitor first = field.firstBalance().monitor(0, scaled);
        InvariantMonitor second = field.secondBalance().monitor(0, scaled);
        HomogeneousAscent.End end = HomogeneousAscent.of(field, field::energy, DEGREE, HomogeneousAscent.REST)
                .follow(initial, target, (time, state, energy) -> {
                    sink.accept(time / unit, Matrices.scaled(unit, state));
                    if (energy <= watched) {
                        drift = Math.max(drift, Math.max(first.observe(time, state), second.observe(time, state)));
                    }
                });
        return result(end);
    }

    private BlowUp result(HomogeneousAscent.End end) {
        double energy = field.energy(end.state());
        OptionalDouble time = end.outcome() == BlowUp.Outcome.BLOW_UP
                ? OptionalDouble.of((end.time() + 1 / Math.cbrt(energy)) / unit)
                : OptionalDouble.empty();
        EffectiveDynamics state = EffectiveDynamics.ofState(start.width(), Matrices.scaled(unit, end.state()));
        return new BlowUp(time, state.energy(), drift, end.outcome(), end.time() / unit, state, end.steps());
    }
}
