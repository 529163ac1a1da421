package org.widelimit.graphon.model;

import java.util.function.DoubleUnaryOperator;
import org.hipparchus.special.Erf;

/** Quantile functions F_g^(-1) of the neurons' factors g in the Factorised Saliency Model. */
public final class NeuronFactors {

    private NeuronFactors() {}

    /** g = 1 for every neuron. */
    public static DoubleUnaryOperator constant() {
        return u -> 1;
    }

    /** g = |a| with a standard normal, a read-out weight: F^(-1)(u) = 2^(1/2) erf^(-1)(u). */
    public static DoubleUnaryOperator halfNormal() {
        return u -> Math.sqrt(2) * Erf.erfInv(u);
    }

    /** g uniform on [low, high]. */
    public static DoubleUnaryOperator uniform(double low, double high) {
        return u -> low + (high - low) * u;
    }
}
