package org.widelimit.networks;

/** The distribution of initial weights and biases; {@link MlpOptions} holds the variances. */
public enum Initialisation {
    /** {@code W ~ N(0, Vw/fan_in)}, {@code b ~ N(0, Vb)}; standard normal entries in the NTK parametrisation. */
    NORMAL,

    /** Uniform on a symmetric interval, with the same variances: {@code W ~ U(+-sqrt(3 Vw/fan_in))}, {@code b ~ U(+-sqrt(3 Vb))}. */
    UNIFORM,

    /**
     * {@code W ~ U(+-sqrt(3 Vw/fan_in))}, {@code b ~ U(+-sqrt(3 Vb/fan_in))}: the bias shrinks with the fan-in as well.
     *
     * <p>With {@code Vw = Vb = 1/3} both are {@code U(+-1/sqrt(fan_in))}, the default of PyTorch's {@code nn.Linear}
     * ({@link MlpOptions#pytorchDefault}). Standard parametrisation only.
     */
    FAN_IN_UNIFORM
}
