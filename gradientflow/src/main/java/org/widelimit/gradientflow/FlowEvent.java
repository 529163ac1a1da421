package org.widelimit.gradientflow;

import java.util.Objects;

/**
 * Something that happens where g(t, y) crosses zero. The time is located on the dense output of the step.
 *
 * @param name the name in reports
 * @param function g
 * @param crossing which crossings count
 * @param response what the integration does then
 */
public record FlowEvent(String name, StateFunction function, Crossing crossing, Response response) {

    /** Which zero crossings count, in the direction of integration. */
    public enum Crossing {
        /** From below to above. */
        RISING,
        /** From above to below. */
        FALLING,
        /** Both. */
        EITHER
    }

    /** What the integration does at the event. */
    public enum Response {
        /** Writes the time down and goes on. */
        RECORD,
        /** Ends there. */
        STOP
    }

    /**
     * An event that was met.
     *
     * @param name the event's name
     * @param time where g crosses zero
     * @param state the state there
     */
    public record Occurrence(String name, double time, double[] state) {}

    /** Checks the components. */
    public FlowEvent {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(function, "function");
        Objects.requireNonNull(crossing, "crossing");
        Objects.requireNonNull(response, "response");
    }
}
