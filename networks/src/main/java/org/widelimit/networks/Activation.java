package org.widelimit.networks;

import java.util.List;
import java.util.Optional;

/**
 * {@code h = phi(z)}: a scalar activation function with its first two derivatives.
 *
 * <p>Where {@code phi} has a kink or jumps, {@link #derivative} gives the slope to the left of it and {@link #secondDerivative} gives 0
 * (the point mass is left out): under a continuous distribution of {@code z} the kink has probability zero.
 *
 * <p>Implementations are immutable and may be used from any thread. To add one, implement this interface; to make it known by
 * name, add it to {@link Activations}.
 */
public interface Activation {

    /** The name by which {@link #named} finds this activation, with its parameter if it has one: {@code leaky:0.2}. */
    String name();

    /** {@code phi(z)}. */
    double value(double z);

    /** {@code phi'(z)}; at a kink the slope to the left. */
    double derivative(double z);

    /** {@code phi''(z)} away from kinks; 0 at a kink. */
    double secondDerivative(double z);

    /**
     * The two slopes when {@code phi(c z) = c phi(z)} for all {@code c > 0}, else empty.
     *
     * <p>The theory branches on it: for such activations and no bias the kernels of all layers are functions of the cosine.
     */
    default Optional<Slopes> homogeneity() {
        return Optional.empty();
    }

    /** The points where {@code phi} or a derivative of it jumps, ascending; empty for a smooth activation. */
    default List<Double> kinks() {
        return List.of();
    }

    /**
     * The activation of that name, with its parameters after a colon where it has any: {@code relu}, {@code leaky:0.2},
     * {@code sin:1,0.8,0.3}; all of them in {@link Activations}.
     *
     * @throws org.widelimit.numerics.InputException for an unknown name or a parameter out of range
     */
    static Activation named(String name) {
        return Activations.named(name);
    }
}
