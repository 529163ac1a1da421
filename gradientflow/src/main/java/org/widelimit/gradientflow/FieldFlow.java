package org.widelimit.gradientflow;

import org.hipparchus.CalculusFieldElement;

/** A flow whose vector field y' = f(y) can be evaluated in any arithmetic: doubles, decimals of any length. */
public interface FieldFlow extends Flow {
    /**
     * f(y), written apart from {@link #derivative(double, double[], double[])}, so that each checks the other.
     *
     * @param <T> the kind of numbers
     * @param y state, length n, read only
     * @return the derivative, a new array of length n
     */
    <T extends CalculusFieldElement<T>> T[] velocity(T[] y);
}
