package org.widelimit.ntk.kernel;

import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.widelimit.networks.Activation;
import org.widelimit.numerics.random.RandomStreams;

/**
 * {@code z_1 = A_0 x}, {@code z_(k+1) = a z_k + b A_k phi(z_k)}, {@code f = A_(K+1) phi(z_(K+1))} with {@code A h = sqrt(Vw/fan_in) W h + sqrt(Vb) b} of finite width, and its
 * tangent kernel from forward and backward signals written out.
 */
final class ResidualNetwork {
    private final Activation phi;
    private final double a;
    private final double b;
    private final double vw;
    private final double vb;
    private final DMatrixRMaj first;
    private final List<DMatrixRMaj> hidden = new ArrayList<>();
    private final DMatrixRMaj readOut;
    private final List<double[]> biases = new ArrayList<>();

    ResidualNetwork(
            Activation phi,
            double a,
            double b,
            double vw,
            double vb,
            int blocks,
            int width,
            int d,
            RandomStreams streams) {
        this.phi = phi;
        this.a = a;
        this.b = b;
        this.vw = vw;
        this.vb = vb;
        first = streams.child("first").stream().gaussianMatrix(width, d);
        readOut = streams.child("read-out").stream().gaussianMatrix(1, width);
        for (int k = 0; k <= blocks; k++) {
            if (k > 0) {
                hidden.add(streams.child("hidden", k).stream().gaussianMatrix(width, width));
            }
            biases.add(streams.child("bias", k).stream().gaussians(width));
        }
    }

    DMatrixRMaj tangentKernel(DMatrixRMaj x) {
        int n = x.numRows;
        List<DMatrixRMaj> z = new ArrayList<>();
        z.add(affine(x, first, biases.get(0)));
        for (int k = 0; k < hidden.size(); k++) {
            DMatrixRMaj branch = affine(activated(z.get(k)), hidden.get(k), biases.get(k + 1));
            DMatrixRMaj sum = new DMatrixRMaj(n, branch.numCols);
            CommonOps_DDRM.add(a, z.get(k), b, branch, sum);
            z.add(sum);
        }
        DMatrixRMaj kernel = shares(activated(z.get(hidden.size())));
        int width = first.numRows;
        DMatrixRMaj s = new DMatrixRMaj(n, width);
        for (int i = 0; i < n; i++) {
            for (int u = 0; u < width; u++) {
                s.set(
                        i,
                        u,
                        Math.sqrt(vw / width)
                                * readOut.get(0, u)
                                * phi.derivative(z.get(hidden.size()).get(i, u)));
            }
        }
        for (int k = hidden.size() - 1; k >= 0; k--) {
            addProduct(b * b, s, shares(activated(z.get(k))), kernel);
            DMatrixRMaj back = new DMatrixRMaj(n, width);
            CommonOps_DDRM.mult(Math.sqrt(vw / width), s, hidden.get(k), back);
            for (int p = 0; p < back.getNumElements(); p++) {
                s.data[p] = a * s.data[p] + b * back.data[p] * phi.derivative(z.get(k).data[p]);
            }
        }
        addProduct(1, s, shares(x), kernel);
        return kernel;
    }

    private DMatrixRMaj affine(DMatrixRMaj h, DMatrixRMaj weight, double[] bias) {
        DMatrixRMaj z = new DMatrixRMaj(h.numRows, weight.numRows);
        CommonOps_DDRM.multTransB(Math.sqrt(vw / h.numCols), h, weight, z);
        for (int i = 0; i < z.numRows; i++) {
            for (int u = 0; u < z.numCols; u++) {
                z.add(i, u, Math.sqrt(vb) * bias[u]);
            }
        }
        return z;
    }

    private DMatrixRMaj activated(DMatrixRMaj z) {
        DMatrixRMaj h = z.copy();
        for (int p = 0; p < h.getNumElements(); p++) {
            h.data[p] = phi.value(z.data[p]);
        }
        return h;
    }

    /** {@code Vw h.h'/fan_in + Vb}: what a unit's own weights and bias give. */
    private DMatrixRMaj shares(DMatrixRMaj h) {
        DMatrixRMaj gram = new DMatrixRMaj(h.numRows, h.numRows);
        CommonOps_DDRM.multTransB(vw / h.numCols, h, h, gram);
        CommonOps_DDRM.add(gram, vb);
        return gram;
    }

    private static void addProduct(double factor, DMatrixRMaj s, DMatrixRMaj shares, DMatrixRMaj kernel) {
        DMatrixRMaj gram = new DMatrixRMaj(s.numRows, s.numRows);
        CommonOps_DDRM.multTransB(factor, s, s, gram);
        for (int p = 0; p < gram.getNumElements(); p++) {
            kernel.data[p] += gram.data[p] * shares.data[p];
        }
    }
}
