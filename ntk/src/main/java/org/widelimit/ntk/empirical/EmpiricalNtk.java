package org.widelimit.ntk.empirical;

import java.util.function.IntFunction;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.networks.Mlp;
import org.widelimit.ntk.kernel.Execution;
import org.widelimit.ntk.kernel.KernelPair;

/**
 * {@code Theta_ij = sum_theta df(x_i)/dtheta df(y_j)/dtheta} of a finite network, at its present parameters.
 *
 * <p>For each weight layer, with sensitivities {@code B = df_k/dZ} (n, n_l), inputs {@code H} (n, n_(l-1)) of that layer, mask M and the
 * parametrisation's factors s and t,
 *
 * <pre>  Theta^k_l = s^2 sum_uv M_uv B_iu B'_ju H_iv H'_jv + t^2 sum_u B_iu B'_ju,    Theta^k = sum_l Theta^k_l,</pre>
 *
 * with 1 for {@code M_uv} under {@link PrunedGradients#INCLUDED}, and the second term where there are biases.
 *
 * <p>The NNGP that comes with it is the covariance of the outputs over fresh read-out weights, given the hidden layers: {@code K^k = Vw/n_L sum_v M_kv H_iv H'_jv + Vb}.
 *
 * <p>In the NTK parametrisation and with {@link OutputReduction#MEAN} both tend to the kernels of {@link org.widelimit.ntk.kernel.DenseNtk} and, for sampled masks, of {@link org.widelimit.ntk.kernel.GraphonNtk}, with a deviation of order
 * (width times density)^(-1/2).
 */
public final class EmpiricalNtk {
    private EmpiricalNtk() {}

    /** The kernels of all pairs of rows of X (n, d), with {@link EmpiricalOptions#standard}. */
    public static KernelPair of(Mlp network, DMatrixRMaj x) {
        return of(network, x, EmpiricalOptions.standard());
    }

    /** The kernels of all pairs of rows of X (n, d): two symmetric matrices (n, n). One thread. */
    public static KernelPair of(Mlp network, DMatrixRMaj x, EmpiricalOptions options) {
        NetworkSide side = new NetworkSide(network, x);
        return Contractions.kernels(network, side, side, options);
    }

    /** The kernels of rows of X (n, d) against rows of Y (m, d): two matrices (n, m). One thread. */
    public static KernelPair of(Mlp network, DMatrixRMaj x, DMatrixRMaj y, EmpiricalOptions options) {
        return Contractions.kernels(network, new NetworkSide(network, x), new NetworkSide(network, y), options);
    }

    /**
     * The mean of the kernels over networks {@code 0 .. samples - 1}; the same bits for any number of threads.
     *
     * @param networks gives network i; asked from several threads at once
     * @param execution its threads work on different networks, its listener hears of finished ones; products use each network's own backend
     */
    public static KernelPair mean(
            int samples, IntFunction<Mlp> networks, DMatrixRMaj x, EmpiricalOptions options, Execution execution) {
        if (samples < 1) {
            throw new IllegalArgumentException("expected samples >= 1, found " + samples);
        }
        return SampleMean.of(samples, i -> of(networks.apply(i), x, options), execution);
    }
}
