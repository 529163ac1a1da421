package org.widelimit.networks;

import org.hipparchus.special.Erf;

/**
 * {@code phi(z) = a erf(b z) + c}, {@code erf(z) = 2/sqrt(pi) int_0^z exp(-t^2) dt}: erf itself, and the probit
 * {@code Phi(z) = (1 + erf(z / sqrt 2)) / 2}.
 *
 * @param name by which it is found
 * @param amplitude {@code a}
 * @param rate {@code b}
 * @param offset {@code c}
 */
public record ErrorFunction(String name, double amplitude, double rate, double offset) implements Activation {
    private static final double TWO_OVER_SQRT_PI = 2 / Math.sqrt(Math.PI);

    public ErrorFunction {
        Parameters.requireFinite(name, amplitude, rate, offset);
    }

    @Override
    public double value(double z) {
        // Where the offset undoes erf on one side, as in the probit, its complement keeps the digits of the tail.
        double t = rate * z;
        if (offset == amplitude) {
            return amplitude * Erf.erfc(-t);
        }
        return offset == 0 ? amplitude * Erf.erf(t) : amplitude * Erf.erf(t) + offset;
    }

    @Override
    public double derivative(double z) {
        double t = rate * z;
        return amplitude * rate * (TWO_OVER_SQRT_PI * Math.exp(-t * t));
    }

    @Override
    public double secondDerivative(double z) {
        return -2 * rate * (rate * z) * derivative(z);
    }

    @Override
    public String toString() {
        return name;
    }
}
