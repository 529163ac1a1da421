package org.widelimit.ntk.dynamics;

/**
 * What the squared error {@code L = 1/(2 s) |f - y|^2} of N examples with O outputs is divided by. Its gradient flow is {@code f' = -Theta (f - y)/s}: the divisor s is the unit of time and of learning rates.
 */
public enum Averaging {
    /** s = 1: {@code f' = -Theta (f - y)}. */
    NONE,
    /** s = N: {@link org.widelimit.networks.MeanSquaredError}. */
    EXAMPLES,
    /** s = N O: the convention of neural-tangents. */
    ENTRIES;

    /** s. */
    public double divisor(int examples, int outputs) {
        return switch (this) {
            case NONE -> 1;
            case EXAMPLES -> examples;
            case ENTRIES -> (double) examples * outputs;
        };
    }
}
