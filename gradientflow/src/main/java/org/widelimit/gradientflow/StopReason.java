package org.widelimit.gradientflow;

/** Why an integration ended. */
public enum StopReason {
    /** The final time was reached. */
    END_OF_SPAN,
    /** An event with the response {@link FlowEvent.Response#STOP} happened. */
    EVENT,
    /** The observer had seen enough. */
    OBSERVER,
    /** The permitted number of steps (or its equivalent in evaluations) was used up. */
    MAXIMAL_STEPS,
    /** No step was small enough for the tolerance, or time no longer advances in double precision: a singularity or a stiff flow. */
    STEP_TOO_SMALL,
    /** The vector field is NaN or beyond the range of the integrator at the last accepted state, or next to it. */
    NOT_FINITE
}
