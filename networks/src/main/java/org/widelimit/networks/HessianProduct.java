package org.widelimit.networks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.numerics.linalg.DenseBackend;
import org.widelimit.numerics.linalg.Transpose;

/**
 * {@code (d^2 L/dtheta^2) v} by Pearlmutter's R-operator: {@code R{x} = d x(theta + r v)/dr} at {@code r = 0}.
 *
 * <pre>
 * forward   R{Z_l}    = H_(l-1) R{E_l}^T + R{H_(l-1)} E_l^T + 1 R{beta_l}^T,   R{H_l} = phi'(Z_l) o R{Z_l}
 * seed      R{D_(L+1)} = (d^2 L/df^2) R{f}
 * backward  R{D_(l-1)} = phi''(Z_(l-1)) o R{Z_(l-1)} o (D_l E_l) + phi'(Z_(l-1)) o (R{D_l} E_l + D_l R{E_l})
 * product   R{dL/dE_l} = R{D_l}^T H_(l-1) + D_l^T R{H_(l-1)},   R{dL/dbeta_l} = R{D_l}^T 1
 * </pre>
 */
final class HessianProduct {
    private final Mlp network;
    private final Trace trace;
    private final DenseBackend backend;
    private final Gradients direction;
    private final List<DMatrixRMaj> rE = new ArrayList<>();
    private final List<DMatrixRMaj> rH = new ArrayList<>();
    private final List<DMatrixRMaj> rZ = new ArrayList<>();

    private HessianProduct(Mlp network, Trace trace, Gradients direction) {
        this.network = network;
        this.trace = trace;
        this.backend = network.backend();
        this.direction = direction;
    }

    static Gradients of(Mlp network, Trace trace, DMatrixRMaj targets, Loss loss, Gradients direction) {
        HessianProduct product = new HessianProduct(network, trace, direction);
        product.forward();
        DMatrixRMaj f = trace.outputs();
        DMatrixRMaj rf = product.rZ.get(network.layers() - 1);
        return product.backward(loss.gradient(f, targets), loss.hessianProduct(f, targets, rf));
    }

    private void forward() {
        Activation phi = network.options().activation();
        DMatrixRMaj x = trace.activations().get(0);
        rH.add(new DMatrixRMaj(x.numRows, x.numCols));
        for (int l = 1; l <= network.layers(); l++) {
            Layer layer = network.layer(l);
            DMatrixRMaj e = direction.weights().get(l - 1).copy();
            layer.toParameterSpace(e);
            rE.add(e);
            DMatrixRMaj z = backend.multiplyTransB(trace.activations().get(l - 1), e);
            if (l > 1) {
                backend.gemm(Transpose.NO, Transpose.YES, 1, rH.get(l - 1), layer.effective(), 1, z);
            }
            if (layer.bias() != null) {
                Backpropagation.addToRows(z, direction.biases().get(l - 1), layer.biasScale());
            }
            rZ.add(z);
            if (l < network.layers()) {
                DMatrixRMaj h = z.copy();
                double[] at = trace.preActivations().get(l - 1).data;
                for (int k = 0; k < h.getNumElements(); k++) {
                    h.data[k] *= phi.derivative(at[k]);
                }
                rH.add(h);
            }
        }
    }

    private Gradients backward(DMatrixRMaj seed, DMatrixRMaj rSeed) {
        List<DMatrixRMaj> rGradients = new ArrayList<>();
        List<DMatrixRMaj> rD = new ArrayList<>();
        DMatrixRMaj d = seed;
        DMatrixRMaj r = rSeed;
        for (int l = network.layers(); l >= 1; l--) {
            DMatrixRMaj product = backend.multiplyTransA(r, trace.activations().get(l - 1));
            if (l > 1) {
                backend.gemm(Transpose.YES, Transpose.NO, 1, d, rH.get(l - 1), 1, product);
            }
            rGradients.add(product);
            rD.add(r);
            if (l > 1) {
                DMatrixRMaj byH = backend.multiply(d, network.layer(l).effective());
                DMatrixRMaj rByH = backend.multiply(r, network.layer(l).effective());
                backend.gemm(Transpose.NO, Transpose.NO, 1, d, rE.get(l - 1), 1, rByH);
                throughActivation(l - 1, byH, rByH);
                d = byH;
                r = rByH;
            }
        }
        Collections.reverse(rGradients);
        Collections.reverse(rD);
        return Backpropagation.toParameterSpace(network, rGradients, rD);
    }

    /** {@code r <- phi'' o R{Z} o d + phi' o r} and {@code d <- phi' o d}, in this order: the first needs the old d. */
    private void throughActivation(int l, DMatrixRMaj d, DMatrixRMaj r) {
        Activation phi = network.options().activation();
        double[] z = trace.preActivations().get(l - 1).data;
        double[] rz = rZ.get(l - 1).data;
        for (int k = 0; k < d.getNumElements(); k++) {
            double slope = phi.derivative(z[k]);
            r.data[k] = phi.secondDerivative(z[k]) * rz[k] * d.data[k] + slope * r.data[k];
            d.data[k] *= slope;
        }
    }
}
