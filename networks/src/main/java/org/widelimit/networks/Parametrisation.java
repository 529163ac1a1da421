package org.widelimit.networks;

/**
 * Where the factors of width of a layer sit: in the forward pass or in the initial weights. Layer l = 1 .. L+1 maps n_(l-1) units to n_l; n_0 = d.
 *
 * <p>{@link #NTK} and {@link #STANDARD} give the same distribution of functions at initialisation. They differ in every derivative with respect to a weight,
 * hence in the tangent kernel, in training, in {@code |w|} and in the GraSP score. {@link #MU_P} differs in the read-out too.
 */
public enum Parametrisation {
    /** {@code z = sqrt(Vw/fan_in) W h + sqrt(Vb) b} with entries of variance 1 (Jacot et al., arXiv 1806.07572). */
    NTK,

    /** {@code z = W h + b} with entries of variance {@code Vw/fan_in} and {@code Vb}. */
    STANDARD,

    /**
     * The maximal update parametrisation of G. Yang and E. Hu, arXiv 2011.14522, Definition 4.1 and Table 1: {@code a_1 = -1/2}, {@code a_l = 0}, {@code a_(L+1) = 1/2} and
     * {@code b_l = 1/2} in {@code W_l = n^(-a_l) w_l}, {@code w_l ~ N(0, n^(-2 b_l))}, for SGD with a learning rate that does not depend on the width ({@code c = 0}):
     *
     * <pre>
     *   z_1 = sqrt(n_1) w_1 x,        w_1 ~ N(0, Vw / (d n_1))
     *   z_l = w_l h_(l-1),            w_l ~ N(0, Vw / n_(l-1)),    l = 2 .. L
     *   f   = w_(L+1) h_L / sqrt(n_L),  w_(L+1) ~ N(0, Vw / n_L)
     * </pre>
     *
     * <p>Hidden biases are input weights of fan-in 1: {@code sqrt(n_l) b} with variance {@code Vb / n_l}; the bias of the output is as in STANDARD. Without hidden layers all is as in
     * STANDARD. The outputs are of order n^(-1/2), their tangent kernel of order 1.
     */
    MU_P;

    /** {@code dE/dW}, the factor between a stored weight and the one in the forward pass. */
    double weightScale(double weightVariance, MlpShape shape, int l) {
        return switch (this) {
            case NTK -> Math.sqrt(weightVariance / shape.fanIn(l));
            case STANDARD -> 1;
            case MU_P -> muPScale(shape, l);
        };
    }

    /** Variance of a stored weight. */
    double weightVariance(double weightVariance, MlpShape shape, int l) {
        double standard = weightVariance / shape.fanIn(l);
        return switch (this) {
            case NTK -> 1;
            case STANDARD -> standard;
            case MU_P -> l == 1 && l < shape.layers() ? standard / shape.units(1) : standard;
        };
    }

    /** {@code d beta/db}, the factor between a stored bias and the one in the forward pass. */
    double biasScale(double biasVariance, MlpShape shape, int l) {
        return switch (this) {
            case NTK -> Math.sqrt(biasVariance);
            case STANDARD -> 1;
            case MU_P -> l < shape.layers() ? Math.sqrt(shape.units(l)) : 1;
        };
    }

    /** Variance of a stored bias. */
    double biasVariance(double biasVariance, MlpShape shape, int l) {
        return switch (this) {
            case NTK -> 1;
            case STANDARD -> biasVariance;
            case MU_P -> l < shape.layers() ? biasVariance / shape.units(l) : biasVariance;
        };
    }

    private static double muPScale(MlpShape shape, int l) {
        if (shape.layers() == 1) {
            return 1;
        }
        if (l == 1) {
            return Math.sqrt(shape.units(1));
        }
        return l == shape.layers() ? 1 / Math.sqrt(shape.fanIn(l)) : 1;
    }
}
