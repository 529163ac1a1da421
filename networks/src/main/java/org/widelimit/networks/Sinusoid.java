package org.widelimit.networks;

/**
 * {@code phi(z) = a sin(b z + c)} or {@code a cos(b z + c)}.
 *
 * @param name by which it is found
 * @param wave sine or cosine
 * @param amplitude {@code a}
 * @param frequency {@code b}
 * @param phase {@code c}, in radians
 */
public record Sinusoid(String name, Wave wave, double amplitude, double frequency, double phase) implements Activation {

    /** Which of the two. */
    public enum Wave {
        /** {@code a sin(b z + c)}. */
        SINE,
        /** {@code a cos(b z + c)}. */
        COSINE
    }

    public Sinusoid {
        Parameters.requireFinite(name, amplitude, frequency, phase);
    }

    @Override
    public double value(double z) {
        double t = frequency * z + phase;
        return amplitude * (wave == Wave.SINE ? Math.sin(t) : Math.cos(t));
    }

    @Override
    public double derivative(double z) {
        double t = frequency * z + phase;
        return amplitude * frequency * (wave == Wave.SINE ? Math.cos(t) : -Math.sin(t));
    }

    @Override
    public double secondDerivative(double z) {
        return -frequency * frequency * value(z);
    }

    @Override
    public String toString() {
        return name;
    }
}
