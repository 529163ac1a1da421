package org.widelimit.networks;

/** Whether the layers of a network have biases. */
public enum Biases {
    /** {@code z = E h}. */
    ABSENT,

    /** {@code z = E h + b}, also where the initial bias is zero. */
    PRESENT
}
