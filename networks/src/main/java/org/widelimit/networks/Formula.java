package org.widelimit.networks;

import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** An activation by its formulas: phi, phi' and phi'', and the points where phi or phi' jumps. */
record Formula(
        String name,
        DoubleUnaryOperator function,
        DoubleUnaryOperator first,
        DoubleUnaryOperator second,
        List<Double> kinks)
        implements Activation {

    /** A smooth one. */
    Formula(String name, DoubleUnaryOperator function, DoubleUnaryOperator first, DoubleUnaryOperator second) {
        this(name, function, first, second, List.of());
    }

    @Override
    public double value(double z) {
        return function.applyAsDouble(z);
    }

    @Override
    public double derivative(double z) {
        return first.applyAsDouble(z);
    }

    @Override
    public double secondDerivative(double z) {
        return second.applyAsDouble(z);
    }

    @Override
    public String toString() {
        return name;
    }
}
