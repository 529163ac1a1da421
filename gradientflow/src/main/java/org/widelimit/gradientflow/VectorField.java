package org.widelimit.gradientflow;

/** y' = f(t, y), written into an array of the caller's. */
@FunctionalInterface
public interface VectorField {
    /**
     * dy = f(t, y).
     *
     * @param t time
     * @param y state, length n, read only
     * @param dy receives the derivative, length n, every entry written
     */
    void derivative(double t, double[] y, double[] dy);
}
