package org.widelimit.gradientflow;

/** A number that belongs to a state of a flow: g(t, y). */
@FunctionalInterface
public interface StateFunction {
    /**
     * g(t, y).
     *
     * @param t time
     * @param y state, read only
     * @return the value at that state
     */
    double value(double t, double[] y);
}
