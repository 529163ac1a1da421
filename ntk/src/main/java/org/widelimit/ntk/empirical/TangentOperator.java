package org.widelimit.ntk.empirical;

import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.graphon.Mask;
import org.widelimit.networks.Activation;
import org.widelimit.networks.Mlp;
import org.widelimit.networks.Trace;
import org.widelimit.numerics.linalg.DenseBackend;
import org.widelimit.numerics.linalg.LinearOperator;
import org.widelimit.numerics.linalg.Transpose;

/**
 * The whole tangent kernel of a finite network with O outputs, never formed:
 *
 * <pre>  v -> J (J^T v),   J = df/dtheta of shape (n O, P).</pre>
 *
 * <p>This is the kernel of shape n x n x O x O, as a symmetric positive semi-definite map on vectors of length n O; output k of example a is entry {@code a O + k}. The
 * n x n kernel of {@link EmpiricalNtk} is the mean of its O diagonal blocks. For training under a squared loss it is this map that acts; for spectra feed it to {@link
 * org.widelimit.numerics.linalg.Lanczos}.
 *
 * <p>One product is a backward and a forward pass (B. Pearlmutter, 1994; R. Novak, J. Sohl-Dickstein, S. Schoenholz, arXiv 2206.08720, calls it NTK-vector products). With D_l
 * from the seed v and s the scale of the layer's weights,
 *
 * <pre>
 *   G_l    = s^2 M_l o (D_l^T H_(l-1))
 *   R{Z_l} = H_(l-1) G_l^T + R{H_(l-1)} E_l^T + t^2 1 (1^T D_l),     R{H_l} = phi'(Z_l) o R{Z_l}
 * </pre>
 *
 * <p>and the product is {@code R{Z_(L+1)}}. About 6 n P multiplications and, besides the network, memory for one gradient. Not safe for use by several threads at a time.
 */
public final class TangentOperator implements LinearOperator {

    private final Mlp network;
    private final PrunedGradients pruned;
    private final Trace trace;
    private final List<DMatrixRMaj> effective;

    private TangentOperator(Mlp network, PrunedGradients pruned, Trace trace) {
        this.network = network;
        this.pruned = pruned;
        this.trace = trace;
        this.effective = network.effectiveWeights();
    }

    /** The kernel at the rows of X (n, d), pruned gradients excluded. */
    public static TangentOperator of(Mlp network, DMatrixRMaj x) {
        return of(network, x, PrunedGradients.EXCLUDED);
    }

    /** The kernel at the rows of X (n, d). */
    public static TangentOperator of(Mlp network, DMatrixRMaj x, PrunedGradients pruned) {
        return new TangentOperator(network, pruned, network.forwardTrace(x));
    }

    /** {@code n O}. */
    @Override
    public int rows() {
        return trace.outputs().getNumElements();
    }

    @Override
    public int columns() {
        return rows();
    }

    @Override
    public void apply(double[] x, double[] y) {
        DMatrixRMaj f = trace.outputs();
        DMatrixRMaj seed = new DMatrixRMaj(f.numRows, f.numCols);
        System.arraycopy(x, 0, seed.data, 0, seed.getNumElements());
        DMatrixRMaj product = directional(trace.sensitivities(seed));
        System.arraycopy(product.data, 0, y, 0, product.getNumElements());
    }

    /** The same: the kernel is symmetric. */
    @Override
    public void applyTranspose(double[] x, double[] y) {
        apply(x, y);
    }

    /** {@code R{Z_(L+1)}} in the direction of the gradient whose sensitivities these are. */
    private DMatrixRMaj directional(List<DMatrixRMaj> sensitivities) {
        DenseBackend backend = network.backend();
        DMatrixRMaj rz = new DMatrixRMaj(1, 1);
        for (int l = 1; l <= network.layers(); l++) {
            DMatrixRMaj h = trace.activations().get(l - 1);
            DMatrixRMaj d = sensitivities.get(l - 1);
            DMatrixRMaj next = backend.multiplyTransB(h, gradient(l, d, h));
            if (l > 1) {
                throughActivation(l - 1, rz);
                backend.gemm(Transpose.NO, Transpose.YES, 1, rz, effective.get(l - 1), 1, next);
            }
            if (!network.biases().isEmpty()) {
                addBiases(l, d, next);
            }
            rz = next;
        }
        return rz;
    }

    private DMatrixRMaj gradient(int l, DMatrixRMaj d, DMatrixRMaj h) {
        DMatrixRMaj gradient = network.backend().multiplyTransA(d, h);
        double scale = network.weightScale(l);
        Mask mask = network.masks().get(l - 1);
        for (int i = 0; i < gradient.numRows; i++) {
            for (int j = 0; j < gradient.numCols; j++) {
                boolean counts = pruned == PrunedGradients.INCLUDED || mask.kept(i, j);
                gradient.data[i * gradient.numCols + j] *= counts ? scale * scale : 0;
            }
        }
        return gradient;
    }

    private void throughActivation(int l, DMatrixRMaj rz) {
        Activation phi = network.options().activation();
        double[] z = trace.preActivations().get(l - 1).data;
        for (int k = 0; k < rz.getNumElements(); k++) {
            rz.data[k] *= phi.derivative(z[k]);
        }
    }

    private void addBiases(int l, DMatrixRMaj d, DMatrixRMaj rz) {
        double scale = network.biasScale(l) * network.biasScale(l);
        for (int i = 0; i < d.numCols; i++) {
            double sum = 0;
            for (int a = 0; a < d.numRows; a++) {
                sum += d.data[a * d.numCols + i];
            }
            for (int a = 0; a < rz.numRows; a++) {
                rz.data[a * rz.numCols + i] += scale * sum;
            }
        }
    }
}
