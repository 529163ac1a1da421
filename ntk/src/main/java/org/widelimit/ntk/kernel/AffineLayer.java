package org.widelimit.ntk.kernel;

import org.widelimit.networks.Biases;

/**
 * {@code z = E h + beta} with independent weights and biases of mean 0, in the limit of infinite width:
 *
 * <pre>  K' = Vw K + Vb,   Theta' = g K + c + s Theta</pre>
 *
 * with {@code K = E h h'} (at the input {@code x.x'/d}), the variances {@code Vw/fan_in} of an entry of E and Vb of one of beta, the shares g and c of this layer's own weights and
 * biases in the tangent kernel, and the factor s with which the tangent kernel from below comes through. In the parametrisations of {@link org.widelimit.networks.Parametrisation}:
 *
 * <table>
 * <caption>n is the width of the hidden layers, d the number of inputs; c = 0 without biases</caption>
 * <tr><th>layer</th><th>Vw</th><th>g</th><th>c</th><th>s</th></tr>
 * <tr><td>NTK</td><td>Vw</td><td>Vw</td><td>Vb</td><td>Vw</td></tr>
 * <tr><td>standard</td><td>Vw</td><td>fan_in</td><td>1</td><td>Vw</td></tr>
 * <tr><td>mu-P, first</td><td>Vw</td><td>d</td><td>1</td><td>-</td></tr>
 * <tr><td>mu-P, hidden</td><td>Vw</td><td>1</td><td>1</td><td>Vw</td></tr>
 * <tr><td>mu-P, read-out</td><td>0</td><td>1</td><td>1</td><td>Vw</td></tr>
 * </table>
 *
 * <p>Standard: J. Sohl-Dickstein et al., arXiv 2001.07301, section 2; finite n, for the kernel grows with it. mu-P: G. Yang and E. Hu, arXiv 2011.14522, Table 1, with Theta of a hidden unit
 * in units of n: there {@code |dz_i/dw|^2} is of order n, the read-out has variance {@code Vw/n^2} and brings it back to order 1, while the outputs themselves vanish like
 * n^(-1/2). So at initialisation mu-P and NTK parametrisation have the same tangent kernel but for constants; what differs is that under mu-P it moves in training.
 *
 * @param weightVariance {@code Vw >= 0}
 * @param biasVariance {@code Vb >= 0}
 * @param weightGradient {@code g >= 0}
 * @param biasGradient {@code c >= 0}
 * @param throughput {@code s >= 0}
 */
public record AffineLayer(
        double weightVariance, double biasVariance, double weightGradient, double biasGradient, double throughput)
        implements Block {
    public AffineLayer {
        require("weight variance", weightVariance);
        require("bias variance", biasVariance);
        require("weight gradient", weightGradient);
        require("bias gradient", biasGradient);
        require("throughput", throughput);
    }

    /** NTK parametrisation. */
    public static AffineLayer ntk(double weightVariance, double biasVariance) {
        return new AffineLayer(weightVariance, biasVariance, weightVariance, biasVariance, weightVariance);
    }

    /** Standard parametrisation. */
    public static AffineLayer standard(double weightVariance, double biasVariance, int fanIn, Biases biases) {
        requireWidth(fanIn);
        return new AffineLayer(weightVariance, biasVariance, fanIn, share(biases), weightVariance);
    }

    /** First layer in mu-P. */
    public static AffineLayer muPInput(double weightVariance, double biasVariance, int inputs, Biases biases) {
        return standard(weightVariance, biasVariance, inputs, biases);
    }

    /** Hidden layer in mu-P, fed by as many units as the others. */
    public static AffineLayer muPHidden(double weightVariance, double biasVariance, Biases biases) {
        return new AffineLayer(weightVariance, biasVariance, 1, share(biases), weightVariance);
    }

    /** Last layer in mu-P. */
    public static AffineLayer muPReadOut(double weightVariance, double biasVariance, Biases biases) {
        return new AffineLayer(0, biasVariance, 1, share(biases), weightVariance);
    }

    private static double share(Biases biases) {
        return biases == Biases.PRESENT ? 1 : 0;
    }

    private static void requireWidth(int fanIn) {
        if (fanIn < 1) {
            throw new IllegalArgumentException("expected a fan-in >= 1, found " + fanIn);
        }
    }

    private static void require(String what, double x) {
        if (!(x >= 0) || Double.isInfinite(x)) {
            throw new IllegalArgumentException("expected a " + what + " >= 0, found " + x);
        }
    }
}
