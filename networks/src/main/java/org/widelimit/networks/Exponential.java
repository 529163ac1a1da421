package org.widelimit.networks;

/**
 * {@code phi(z) = a exp(b z)}.
 *
 * @param name by which it is found
 * @param amplitude {@code a}
 * @param rate {@code b}
 */
public record Exponential(String name, double amplitude, double rate) implements Activation {

    public Exponential {
        Parameters.requireFinite(name, amplitude, rate);
    }

    @Override
    public double value(double z) {
        return amplitude * Math.exp(rate * z);
    }

    @Override
    public double derivative(double z) {
        return rate * value(z);
    }

    @Override
    public double secondDerivative(double z) {
        return rate * rate * value(z);
    }

    @Override
    public String toString() {
        return name;
    }
}
