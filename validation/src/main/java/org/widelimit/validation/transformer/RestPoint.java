package org.widelimit.validation.transformer;

import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.widelimit.gradientflow.transformer.Attention;
import org.widelimit.gradientflow.transformer.BalancedReduction;
import org.widelimit.gradientflow.transformer.HiddenActivation;
import org.widelimit.gradientflow.transformer.MarginLoss;
import org.widelimit.gradientflow.transformer.StageTwo;
import org.widelimit.gradientflow.transformer.TransformerData;
import org.widelimit.gradientflow.transformer.TransformerOptions;
import org.widelimit.gradientflow.transformer.UniformAttentionLoss;
import org.widelimit.numerics.linalg.DenseBackends;

/**
 * Where the first stage comes to rest by the theory: w* = argmin L1, the minimum of the loss with uniform attention and without
 * activation, and what it says of the second stage.
 *
 * @param loss L1(w*), the level of the second plateau
 * @param sigma singular values of F at w* (eq. 15), descending: keys and queries grow at the rate sigma_1
 * @param rates at which w comes to w* in its d directions, descending: the eigenvalues of |w|^{4/3} (I + 2 w w^T / |w|^2) times the
 *     Hessian of L1
 */
record RestPoint(double loss, double[] sigma, double[] rates) {

    /** The rest point; empty where the mean tokens are separable and the loss falls to 0 at infinity. */
    static Optional<RestPoint> of(TransformerData data, MarginLoss kind) {
        UniformAttentionLoss loss = UniformAttentionLoss.of(data, kind);
        return loss.minimiser().map(w -> {
            double[] unit = new double[w.length];
            unit[0] = 1;
            DMatrixRMaj drive = StageTwo.drive(
                    data,
                    BalancedReduction.lift(w, unit, unit, w.length),
                    new TransformerOptions(Attention.SOFTMAX, HiddenActivation.IDENTITY, kind));
            return new RestPoint(loss.value(w), singularValues(drive), rates(w, loss.hessian(w)));
        });
    }

    /** s1 over the slowest rate of w: far below 1 the stages are separate. */
    double haste() {
        return sigma[0] / rates[rates.length - 1];
    }

    /** s2 / s1. */
    double tie() {
        return sigma[1] / sigma[0];
    }

    /** By P^{1/2} H P^{1/2}, P^{1/2} = |w|^{2/3} (I + (sqrt 3 - 1) w w^T / |w|^2). */
    private static double[] rates(double[] w, DMatrixRMaj hessian) {
        double square = 0;
        for (double x : w) {
            square += x * x;
        }
        DMatrixRMaj root = CommonOps_DDRM.identity(w.length);
        for (int i = 0; i < w.length; i++) {
            for (int j = 0; j < w.length; j++) {
                root.add(i, j, (Math.sqrt(3) - 1) * w[i] * w[j] / square);
            }
        }
        CommonOps_DDRM.scale(Math.cbrt(square), root);
        return singularValues(CommonOps_DDRM.mult(CommonOps_DDRM.mult(root, hessian, null), root, null));
    }

    private static double[] singularValues(DMatrixRMaj matrix) {
        return DenseBackends.named("ejml").singularValues(matrix);
    }
}
