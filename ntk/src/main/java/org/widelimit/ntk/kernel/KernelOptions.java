package org.widelimit.ntk.kernel;

import java.util.Objects;
import org.widelimit.networks.Activation;
import org.widelimit.ntk.dual.DualActivation;

/**
 * The network whose limit is taken: {@code z = sqrt(Vw/fan_in) W h + sqrt(Vb) b} in every layer, the read-out included, with standard normal
 * entries and {@code h = phi(z)} in L hidden layers.
 *
 * <p>This is the convention of {@link org.widelimit.networks.Parametrisation#NTK} and {@code x.x/d} at the input. A convention with {@code sqrt(2) phi} and unit
 * weight variance has kernels smaller by the factor Vw = 2.
 *
 * @param activation the dual of phi
 * @param hiddenLayers {@code L >= 0}
 * @param weightVariance {@code Vw > 0}
 * @param biasVariance {@code Vb >= 0}
 */
public record KernelOptions(DualActivation activation, int hiddenLayers, double weightVariance, double biasVariance) {
    private static final double HE_VARIANCE = 2;

    public KernelOptions {
        Objects.requireNonNull(activation);
        if (hiddenLayers < 0) {
            throw new IllegalArgumentException("expected hidden layers >= 0, found " + hiddenLayers);
        }
        if (!(weightVariance > 0) || Double.isInfinite(weightVariance)) {
            throw new IllegalArgumentException("expected a weight variance > 0, found " + weightVariance);
        }
        if (!(biasVariance >= 0) || Double.isInfinite(biasVariance)) {
            throw new IllegalArgumentException("expected a bias variance >= 0, found " + biasVariance);
        }
    }

    /** L hidden layers of this activation with Vw = 2 and Vb = 0. */
    public static KernelOptions of(Activation activation, int hiddenLayers) {
        return new KernelOptions(DualActivation.of(activation), hiddenLayers, HE_VARIANCE, 0);
    }

    /** The same with other variances. */
    public KernelOptions withVariances(double newWeightVariance, double newBiasVariance) {
        return new KernelOptions(activation, hiddenLayers, newWeightVariance, newBiasVariance);
    }
}
