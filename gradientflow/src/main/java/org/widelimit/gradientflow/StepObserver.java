package org.widelimit.gradientflow;

/** Is shown the initial state and the end of every accepted step, and may end the integration there. */
@FunctionalInterface
public interface StepObserver {
    /** The observer's answer. */
    enum Decision {
        /** Go on. */
        CONTINUE,
        /** End here. */
        STOP
    }

    /**
     * One accepted state.
     *
     * @param t its time
     * @param y the state, read only
     * @return whether to go on
     */
    Decision accepted(double t, double[] y);
}
