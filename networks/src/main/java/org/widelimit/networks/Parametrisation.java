package org.widelimit.networks;

/**
 * Where the factor {@code sqrt(Vw / fan_in)} of a layer sits: in the forward pass or in the initial weights.
 *
 * <p>Both give the same distribution of functions at initialisation. They differ in every derivative with respect to a weight,
 * hence in the tangent kernel, in training, in {@code |w|} and in the GraSP score.
 */
public enum Parametrisation {
    /** {@code z = sqrt(Vw/fan_in) W h + sqrt(Vb) b} with entries of variance 1 (Jacot et al., arXiv 1806.07572). */
    NTK,

    /** {@code z = W h + b} with entries of variance {@code Vw/fan_in} and {@code Vb}. */
    STANDARD;

    /** {@code dE/dW}, the factor between a stored weight and the one in the forward pass. */
    double weightScale(double weightVariance, int fanIn) {
        return this == NTK ? Math.sqrt(weightVariance / fanIn) : 1;
    }

    /** The same for a bias. */
    double biasScale(double biasVariance) {
        return this == NTK ? Math.sqrt(biasVariance) : 1;
    }
}
