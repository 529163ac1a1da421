package org.widelimit.networks;

/**
 * {@code phi(z) = a exp(b z^2)} with {@code b < 0}.
 *
 * @param name by which it is found
 * @param amplitude {@code a}
 * @param curvature {@code b < 0}: for positive b the second moment is infinite from some variance on
 */
public record Gaussian(String name, double amplitude, double curvature) implements Activation {

    public Gaussian {
        Parameters.requireFinite(name, amplitude, curvature);
        if (curvature >= 0) {
            throw new IllegalArgumentException("expected b < 0 in a exp(b z^2), found b = " + curvature);
        }
    }

    @Override
    public double value(double z) {
        return amplitude * Math.exp(curvature * z * z);
    }

    @Override
    public double derivative(double z) {
        return 2 * curvature * z * value(z);
    }

    @Override
    public double secondDerivative(double z) {
        return 2 * curvature * (1 + 2 * curvature * z * z) * value(z);
    }

    @Override
    public String toString() {
        return name;
    }
}
