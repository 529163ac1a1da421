package org.widelimit.networks;

import java.util.List;

/**
 * {@code phi(z) = z_+^p = [z > 0] z^p} for {@code p = 0, 1, 2, ...} (Y. Cho, L. Saul, Kernel methods for deep learning, 2009): p = 0 is the step, p = 1 the
 * relu.
 *
 * @param name by which it is found
 * @param power {@code p}, 0 to 20
 */
public record RectifiedPower(String name, int power) implements Activation {
    private static final int LARGEST_POWER = 20;

    public RectifiedPower {
        if (power < 0 || power > LARGEST_POWER) {
            throw new IllegalArgumentException("expected a power from 0 to " + LARGEST_POWER + ", found " + power);
        }
    }

    @Override
    public double value(double z) {
        return z > 0 ? Parameters.power(z, power) : 0;
    }

    @Override
    public double derivative(double z) {
        return z > 0 && power > 0 ? power * Parameters.power(z, power - 1) : 0;
    }

    @Override
    public double secondDerivative(double z) {
        return z > 0 && power > 1 ? power * (power - 1) * Parameters.power(z, power - 2) : 0;
    }

    /** 0: there some derivative jumps, if only the p-th. */
    @Override
    public List<Double> kinks() {
        return List.of(0.0);
    }

    @Override
    public String toString() {
        return name;
    }
}
