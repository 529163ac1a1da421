package org.widelimit.ntk.kernel;

import java.util.Objects;
import org.widelimit.networks.Activation;
import org.widelimit.ntk.dual.DualActivation;

/**
 * {@code h = phi(z)}: {@code K' = T[K]}, {@code Theta' = T'[K] Theta}. What goes in has to be Gaussian, what comes out is not.
 *
 * @param activation the dual of phi
 */
public record ActivationLayer(DualActivation activation) implements Block {
    public ActivationLayer {
        Objects.requireNonNull(activation);
    }

    /** {@code h = phi(z)}. */
    public static ActivationLayer of(Activation phi) {
        return new ActivationLayer(DualActivation.of(phi));
    }
}
