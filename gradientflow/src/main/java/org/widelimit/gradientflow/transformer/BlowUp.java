package org.widelimit.gradientflow.transformer;

import java.util.Objects;
import java.util.OptionalDouble;

/**
 * How a solution of the effective dynamics ends.
 *
 * @param time the blow-up time T*, empty unless the outcome is {@link Outcome#BLOW_UP}
 * @param energy E at the last point
 * @param invariantDrift max over C1, C2 of |I(t) - I(0)|_F / |I(0)|_F over the accepted steps with E up to 1e6; relative to
 *     |theta(0)|^2 where I(0) = 0
 * @param outcome what happened
 * @param lastTime physical time of the last point
 * @param lastState the last point
 * @param steps accepted steps
 */
public record BlowUp(
        OptionalDouble time,
        double energy,
        double invariantDrift,
        Outcome outcome,
        double lastTime,
        EffectiveDynamics lastState,
        int steps) {

    /** What happened. */
    public enum Outcome {
        /** E tends to infinity at {@link BlowUp#time}. */
        BLOW_UP,
        /**
         * |theta'| fell to 1e-7 |theta|^2, or theta itself to 1e-7 of its initial norm (the origin is a saddle too): only rounding
         * errors leave such a point in double precision.
         */
        SADDLE,
        /** Neither within the permitted steps. */
        UNRESOLVED
    }

    /** Checks that there is a time if and only if there is a blow-up. */
    public BlowUp {
        Objects.requireNonNull(outcome, "outcome");
        if (time.isPresent() != (outcome == Outcome.BLOW_UP)) {
            throw new IllegalArgumentException(
                    "expected a time with a blow-up and with nothing else, found " + time + ", " + outcome);
        }
    }

    /**
     * The exponent of the blow-up, E ~ tau^-exponent, as the last point has it: E' tau / E with tau = T* - t, which tends to 3.
     *
     * @return the exponent; empty where nothing blows up
     */
    public OptionalDouble exponent() {
        return time.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(lastState.energyRate() * (time.getAsDouble() - lastTime) / energy);
    }

    /**
     * Whether the solution ended at a saddle.
     *
     * @return the outcome is {@link Outcome#SADDLE}
     */
    public boolean saddle() {
        return outcome == Outcome.SADDLE;
    }
}
