package org.widelimit.gradientflow.transformer;

/**
 * An activation by its multiplicity p at 0: the first derivative there that is not zero is the p-th (arXiv 2105.11686, Definition 1).
 */
public enum SmallActivation {
    /** tanh x, p = 1. */
    TANH(1),
    /** x tanh x, p = 2. */
    X_TANH(2),
    /** x^2 tanh x, p = 3. */
    X2_TANH(3);

    private final int multiplicity;

    SmallActivation(int multiplicity) {
        this.multiplicity = multiplicity;
    }

    /**
     * p.
     *
     * @return the multiplicity
     */
    public int multiplicity() {
        return multiplicity;
    }

    /**
     * x^(p-1) tanh x.
     *
     * @param x pre-activation
     * @return the value
     */
    public double value(double x) {
        return Math.pow(x, multiplicity - 1) * Math.tanh(x);
    }

    /**
     * (p - 1) x^(p-2) tanh x + x^(p-1) (1 - tanh^2 x).
     *
     * @param x pre-activation
     * @return the derivative
     */
    public double slope(double x) {
        double tanh = Math.tanh(x);
        double outer = Math.pow(x, multiplicity - 1) * (1 - tanh) * (1 + tanh);
        return multiplicity == 1 ? outer : outer + (multiplicity - 1) * Math.pow(x, multiplicity - 2) * tanh;
    }
}
