package org.widelimit.ntk.kernel;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntFunction;
import org.apache.commons.numbers.core.DD;
import org.widelimit.networks.Slopes;
import org.widelimit.ntk.dual.PairBatch;

/**
 * Both kernels as functions of the cosine at the Chebyshev points of {@link ZonalKernel}: {@code s_k = sin t = (1 + cos u_k) / 2}, {@code u_k = pi (k + 1/2) / n}, and the two angles with that sine.
 *
 * <p>In double-double arithmetic for homogeneous activations without bias, by the engine's own recursion for the others.
 */
record NodeValues(Parts nngp, Parts ntk) {

    /**
     * {@code E(s_k) = (h(rho_k) + h(-rho_k)) / 2} and {@code O(s_k) = (h(rho_k) - h(-rho_k)) / (2 rho_k)} of one kernel.
     *
     * @param largest the largest {@code |h|} among them
     */
    record Parts(DD[] even, DD[] odd, double largest) {

        static Parts of(int n, PreciseAngle[] angles, IntFunction<DD> value) {
            DD[] even = new DD[n];
            DD[] odd = new DD[n];
            double largest = 0;
            for (int k = 0; k < n; k++) {
                DD plus = value.apply(k);
                DD minus = value.apply(n + k);
                even[k] = plus.add(minus).scalb(-1);
                odd[k] = plus.subtract(minus).scalb(-1).divide(angles[k].cosine());
                largest = Math.max(largest, Math.max(Math.abs(plus.hi()), Math.abs(minus.hi())));
            }
            return new Parts(even, odd, largest);
        }
    }

    static NodeValues of(KernelOptions options, double q, int n) {
        PreciseAngle[] angles = angles(n);
        Optional<Slopes> slopes =
                options.activation().homogeneity().filter(s -> s.negative() != 0 || s.positive() != 0);
        if (slopes.isPresent() && options.biasVariance() == 0) {
            PreciseRecursion[] kernels = new PreciseRecursion[2 * n];
            Arrays.setAll(
                    kernels,
                    k -> PreciseRecursion.of(
                            slopes.get(), options.weightVariance(), options.hiddenLayers(), signed(angles, k)));
            return new NodeValues(
                    Parts.of(n, angles, k -> kernels[k].nngp().multiply(q)),
                    Parts.of(n, angles, k -> kernels[k].ntk().multiply(q)));
        }
        return layered(options, q, n, angles);
    }

    /** With sine s_k and a cosine that is not negative. */
    private static PreciseAngle[] angles(int n) {
        PreciseAngle[] angles = new PreciseAngle[n];
        for (int k = 0; k < n; k++) {
            PreciseAngle half =
                    PreciseAngle.of(PreciseAngle.PI.multiply(k + 0.5).divide(2.0 * n));
            DD sine = half.cosine().square();
            // 1 - s = sin^2(u / 2).
            angles[k] = new PreciseAngle(half.sine().multiply(sine.add(1).sqrt()), sine);
        }
        return angles;
    }

    private static PreciseAngle signed(PreciseAngle[] angles, int k) {
        int n = angles.length;
        return k < n ? angles[k] : new PreciseAngle(angles[k - n].cosine().negate(), angles[k - n].sine());
    }

    private static NodeValues layered(KernelOptions options, double q, int n, PreciseAngle[] angles) {
        double[] variances = new double[2 * n];
        Arrays.fill(variances, q);
        LayerMarginals left = LayerMarginals.of(new double[] {q}, options);
        LayerRecursion recursion = new LayerRecursion(options, left, LayerMarginals.of(variances, options), 2 * n);
        PairBatch batch = recursion.batch();
        double bias = options.biasVariance();
        double slope = q - bias;
        for (int k = 0; k < n; k++) {
            double rho = angles[k].cosine().hi();
            double s = angles[k].sine().hi();
            // Vw |x|^2 / d (1 - rho).
            double part = slope * s * s / (1 + rho);
            double opposite = bias - slope * rho;
            batch.covariance()[k] = q - part;
            batch.gap()[k] = 2 * part;
            batch.covariance()[n + k] = opposite;
            batch.gap()[n + k] = 2 * (opposite >= 0 ? slope * (1 + rho) : part + 2 * bias);
        }
        recursion.run(0, 0, 2 * n);
        return new NodeValues(
                Parts.of(n, angles, k -> DD.of(batch.covariance()[k])),
                Parts.of(n, angles, k -> DD.of(recursion.theta()[k])));
    }
}
