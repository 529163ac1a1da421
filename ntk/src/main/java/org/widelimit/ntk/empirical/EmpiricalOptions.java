package org.widelimit.ntk.empirical;

import java.util.Objects;

/**
 * What an empirical kernel is taken over, and how.
 *
 * @param pruned whether pruned weights count
 * @param outputs what becomes of several outputs
 * @param contraction the way; the kernels agree up to rounding
 */
public record EmpiricalOptions(PrunedGradients pruned, OutputReduction outputs, Contraction contraction) {
    public EmpiricalOptions {
        Objects.requireNonNull(pruned);
        Objects.requireNonNull(outputs);
        Objects.requireNonNull(contraction);
    }

    /** Pruned weights excluded, mean over outputs, layer by layer. */
    public static EmpiricalOptions standard() {
        return new EmpiricalOptions(PrunedGradients.EXCLUDED, OutputReduction.MEAN, Contraction.LAYERS);
    }

    /** The same with pruned weights counted or not. */
    public EmpiricalOptions withPruned(PrunedGradients other) {
        return new EmpiricalOptions(other, outputs, contraction);
    }

    /** The same with another reduction. */
    public EmpiricalOptions withOutputs(OutputReduction other) {
        return new EmpiricalOptions(pruned, other, contraction);
    }

    /** The same by another way. */
    public EmpiricalOptions withContraction(Contraction other) {
        return new EmpiricalOptions(pruned, outputs, other);
    }
}
