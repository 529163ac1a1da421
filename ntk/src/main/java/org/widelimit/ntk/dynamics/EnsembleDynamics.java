package org.widelimit.ntk.dynamics;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.widelimit.ntk.kernel.KernelPair;
import org.widelimit.numerics.linalg.DenseBackend;
import org.widelimit.numerics.linalg.SymmetricPart;
import org.widelimit.numerics.linalg.Transpose;

/**
 * The law of a trained network over its initialisation, f_0 being Gaussian with mean 0 and covariance K, the NNGP kernel (arXiv 1902.06720, equations 14 and 15). Training is linear in f_0: with
 * A = Theta(x, X) G, G = V h(mu) V^T / s of {@link MseDynamics},
 *
 * <pre>
 *   mean(x)    = A y
 *   Sigma(x, x') = K(x, x') + A K(X, X) A'^T - A K(X, x') - K(x, X) A'^T.
 * </pre>
 *
 * At t = 0 that is the prior K; where Theta = K and t = infinity, the posterior of the Gaussian process. Immutable.
 */
public final class EnsembleDynamics {

    private final MseDynamics dynamics;
    private final DMatrixRMaj nngp;

    private EnsembleDynamics(MseDynamics dynamics, DMatrixRMaj nngp) {
        this.dynamics = dynamics;
        this.nngp = nngp;
    }

    /**
     * The ensemble trained on these.
     *
     * @param kernels K and Theta among the N training inputs
     * @param targets y, (N, O)
     * @throws org.widelimit.numerics.InputException if the shapes do not fit
     */
    public static EnsembleDynamics of(KernelPair kernels, DMatrixRMaj targets, MseOptions options) {
        return new EnsembleDynamics(MseDynamics.of(kernels.ntk(), targets, options), kernels.nngp());
    }

    /** The law at the training inputs. There Sigma = R K R with R the symmetric factor of the residual, so it is never indefinite by cancellation. */
    public Ensemble train(Training training) {
        DenseBackend backend = dynamics.backend();
        DMatrixRMaj left = dynamics.filter(dynamics.residualFactor(training));
        DMatrixRMaj covariance = backend.multiplyTransB(backend.multiply(left, nngp), left);
        return new Ensemble(dynamics.trainOutputs(training), SymmetricPart.of(covariance));
    }

    /**
     * The law at M other inputs x.
     *
     * @param cross K(x, X) and Theta(x, X), (M, N)
     * @param prior K(x, x), (M, M)
     * @throws org.widelimit.numerics.InputException if the shapes do not fit, or as {@link MseDynamics#trainOutputs}
     */
    public Ensemble at(Training training, KernelPair cross, DMatrixRMaj prior) {
        DenseBackend backend = dynamics.backend();
        Shapes.requireColumns("kernel of the inputs against the training inputs", nngp.numRows, cross.ntk());
        Shapes.require("NNGP kernel of the inputs", cross.ntk().numRows, cross.ntk().numRows, prior);
        DMatrixRMaj a = backend.multiply(cross.ntk(), dynamics.filter(dynamics.gainFactor(training)));
        // A K A^T - A K(X, x) - K(x, X) A^T = B + B^T with B = A (K A^T / 2 - K(X, x)).
        DMatrixRMaj inner = CommonOps_DDRM.transpose(cross.nngp(), null);
        backend.gemm(Transpose.NO, Transpose.YES, 0.5, nngp, a, -1, inner);
        DMatrixRMaj half = backend.multiply(a, inner);
        int m = prior.numRows;
        DMatrixRMaj covariance = new DMatrixRMaj(m, m);
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < m; j++) {
                covariance.data[i * m + j] = prior.data[i * m + j] + (half.data[i * m + j] + half.data[j * m + i]);
            }
        }
        return new Ensemble(dynamics.predict(training, cross.ntk()), SymmetricPart.of(covariance));
    }
}
