package org.widelimit.networks;

import java.util.List;
import java.util.Optional;

/** {@code phi(z) = a min(z, 0) + b max(z, 0)}, the slope at 0 being a. */
record PiecewiseLinear(String name, Slopes slopes) implements Activation {

    @Override
    public double value(double z) {
        return z > 0 ? slopes.positive() * z : slopes.negative() * z;
    }

    @Override
    public double derivative(double z) {
        return z > 0 ? slopes.positive() : slopes.negative();
    }

    @Override
    public double secondDerivative(double z) {
        return 0;
    }

    @Override
    public Optional<Slopes> homogeneity() {
        return Optional.of(slopes);
    }

    @Override
    public List<Double> kinks() {
        return slopes.negative() == slopes.positive() ? List.of() : List.of(0.0);
    }

    @Override
    public String toString() {
        return name;
    }
}
