package org.widelimit.networks;

import java.util.Objects;

/**
 * What a network is besides its shape: activation, parametrisation, initial variances.
 *
 * @param activation after every layer but the last
 * @param parametrisation where the factor {@code sqrt(Vw/fan_in)} sits
 * @param weightVariance {@code Vw > 0}
 * @param biasVariance {@code Vb >= 0}; 0 when there are no biases
 * @param biases whether there are biases
 * @param initialisation distribution of the initial entries
 */
public record MlpOptions(
        Activation activation,
        Parametrisation parametrisation,
        double weightVariance,
        double biasVariance,
        Biases biases,
        Initialisation initialisation) {
    private static final double PYTORCH_VARIANCE = 1.0 / 3;

    public MlpOptions {
        Objects.requireNonNull(activation);
        if (!(weightVariance > 0) || Double.isInfinite(weightVariance)) {
            throw new IllegalArgumentException("expected a weight variance > 0, found " + weightVariance);
        }
        if (!(biasVariance >= 0) || Double.isInfinite(biasVariance)) {
            throw new IllegalArgumentException("expected a bias variance >= 0, found " + biasVariance);
        }
        if (biases == Biases.ABSENT && biasVariance > 0) {
            throw new IllegalArgumentException("expected a bias variance of 0 without biases, found " + biasVariance);
        }
        if (initialisation == Initialisation.FAN_IN_UNIFORM && parametrisation != Parametrisation.STANDARD) {
            throw new IllegalArgumentException(
                    "FAN_IN_UNIFORM needs the standard parametrisation, found " + parametrisation);
        }
    }

    /** NTK parametrisation, normal entries, biases exactly when {@code biasVariance > 0}. */
    public static MlpOptions ntk(Activation activation, double weightVariance, double biasVariance) {
        return of(activation, Parametrisation.NTK, weightVariance, biasVariance);
    }

    /** Standard parametrisation, normal entries, biases exactly when {@code biasVariance > 0}. */
    public static MlpOptions standard(Activation activation, double weightVariance, double biasVariance) {
        return of(activation, Parametrisation.STANDARD, weightVariance, biasVariance);
    }

    /** Normal entries, biases exactly when {@code biasVariance > 0}. */
    public static MlpOptions of(
            Activation activation, Parametrisation parametrisation, double weightVariance, double biasVariance) {
        Biases biases = biasVariance > 0 ? Biases.PRESENT : Biases.ABSENT;
        return new MlpOptions(activation, parametrisation, weightVariance, biasVariance, biases, Initialisation.NORMAL);
    }

    /** {@code W, b ~ U(+-1/sqrt(fan_in))} with biases: what PyTorch's {@code nn.Linear} draws. */
    public static MlpOptions pytorchDefault(Activation activation) {
        return new MlpOptions(
                activation,
                Parametrisation.STANDARD,
                PYTORCH_VARIANCE,
                PYTORCH_VARIANCE,
                Biases.PRESENT,
                Initialisation.FAN_IN_UNIFORM);
    }

    /** These options with another distribution of the initial entries. */
    public MlpOptions withInitialisation(Initialisation other) {
        return new MlpOptions(activation, parametrisation, weightVariance, biasVariance, biases, other);
    }
}
