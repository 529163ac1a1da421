package org.widelimit.ntk.kernel;

/** Two ways to the same tangent kernel. */
public enum Form {
    /** A tangent kernel at every unit position, layer by layer from the input. Needs less memory and is faster. */
    FORWARD,

    /** Sensitivities at every unit position, layer by layer from the output, and then one share for each layer. */
    BACKWARD
}
