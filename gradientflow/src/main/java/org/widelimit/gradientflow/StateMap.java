package org.widelimit.gradientflow;

/** A vector (or a matrix, row by row) that belongs to a state of a flow: I(t, y). */
@FunctionalInterface
public interface StateMap {
    /**
     * I(t, y).
     *
     * @param t time
     * @param y state, read only
     * @return the entries, a new array of the same length for every state
     */
    double[] value(double t, double[] y);
}
