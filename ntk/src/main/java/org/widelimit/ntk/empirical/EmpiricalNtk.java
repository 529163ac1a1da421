package org.widelimit.ntk.empirical;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.widelimit.graphon.Mask;
import org.widelimit.networks.Mlp;
import org.widelimit.networks.Trace;
import org.widelimit.numerics.linalg.DenseBackend;
import org.widelimit.numerics.linalg.Transpose;

/**
 * The tangent kernel of a finite network,
 *
 * <pre>  Theta(x, x') = (1/O) sum_k sum_theta df_k(x)/dtheta df_k(x')/dtheta,</pre>
 *
 * the mean over the O outputs, each of which has Theta as its expectation when the outputs have independent read-outs. Shapes: X (n, d), Y (m, d), kernel (n, m).
 *
 * <p><b>Without the Jacobian.</b> With df_k/dW_ij = s b_ki h_j m_ij in a layer of scale s, each layer contributes
 *
 * <pre>  (s^2/O) sum_i [sum_k b_ki(x) b_ki(x')] [sum_j m_ij h_j(x) h_j(x')].</pre>
 *
 * Where no gradient is masked, the second bracket is the same for all units i and the sum is a product of two Gram matrices; otherwise it is the Gram matrix of the kept inputs of
 * each unit. The biases contribute the first bracket alone.
 */
public final class EmpiricalNtk {

    private final Mlp network;
    private final PrunedGradients pruned;
    private final Trace left;
    private final Trace right;
    private final DMatrixRMaj kernel;

    private EmpiricalNtk(Mlp network, PrunedGradients pruned, Trace left, Trace right) {
        this.network = network;
        this.pruned = pruned;
        this.left = left;
        this.right = right;
        this.kernel = new DMatrixRMaj(left.outputs().numRows, right.outputs().numRows);
    }

    /** The kernel of all pairs of rows of X, pruned gradients excluded; exactly symmetric. */
    public static DMatrixRMaj of(Mlp network, DMatrixRMaj x) {
        return of(network, x, PrunedGradients.EXCLUDED);
    }

    /** The kernel of all pairs of rows of X; exactly symmetric. */
    public static DMatrixRMaj of(Mlp network, DMatrixRMaj x, PrunedGradients pruned) {
        Trace trace = network.forwardTrace(x);
        return symmetrised(new EmpiricalNtk(network, pruned, trace, trace).compute());
    }

    /** The kernel of rows of X against rows of Y, pruned gradients excluded. */
    public static DMatrixRMaj of(Mlp network, DMatrixRMaj x, DMatrixRMaj y) {
        return of(network, x, y, PrunedGradients.EXCLUDED);
    }

    /** The kernel of rows of X against rows of Y. */
    public static DMatrixRMaj of(Mlp network, DMatrixRMaj x, DMatrixRMaj y, PrunedGradients pruned) {
        return new EmpiricalNtk(network, pruned, network.forwardTrace(x), network.forwardTrace(y)).compute();
    }

    /**
     * The same kernel from the Jacobians of all outputs, pruned gradients excluded: n P numbers for each output, for small networks and as a second way to the same number.
     */
    public static DMatrixRMaj byJacobian(Mlp network, DMatrixRMaj x) {
        DMatrixRMaj kernel = new DMatrixRMaj(x.numRows, x.numRows);
        int outputs = network.shape().outputs();
        for (int k = 0; k < outputs; k++) {
            network.backend().syrk(1.0 / outputs, network.jacobian(x, k), 1, kernel);
        }
        return kernel;
    }

    /**
     * The mean kernel of several networks.
     *
     * @param networks how many, at least 1
     * @param sample the kernel of network 0, 1, ...
     */
    public static DMatrixRMaj mean(int networks, IntFunction<DMatrixRMaj> sample) {
        if (networks < 1) {
            throw new IllegalArgumentException("expected at least one network, found " + networks);
        }
        DMatrixRMaj mean = sample.apply(0).copy();
        for (int i = 1; i < networks; i++) {
            CommonOps_DDRM.addEquals(mean, sample.apply(i));
        }
        CommonOps_DDRM.scale(1.0 / networks, mean);
        return mean;
    }

    private DMatrixRMaj compute() {
        int outputs = network.shape().outputs();
        List<List<DMatrixRMaj>> ofLeft = sensitivities(left, outputs);
        List<List<DMatrixRMaj>> ofRight = left == right ? ofLeft : sensitivities(right, outputs);
        for (int l = 1; l <= network.layers(); l++) {
            DMatrixRMaj bLeft = interleaved(ofLeft, l);
            addLayer(l, bLeft, left == right ? bLeft : interleaved(ofRight, l), outputs);
        }
        return kernel;
    }

    /** B_1, ..., B_(L+1) of each output. */
    private static List<List<DMatrixRMaj>> sensitivities(Trace trace, int outputs) {
        List<List<DMatrixRMaj>> all = new ArrayList<>();
        for (int k = 0; k < outputs; k++) {
            all.add(trace.sensitivities(k));
        }
        return all;
    }

    /** B_l of all outputs: unit i of output k in column i O + k, so that a unit's columns lie together. */
    private static DMatrixRMaj interleaved(List<List<DMatrixRMaj>> sensitivities, int l) {
        int outputs = sensitivities.size();
        DMatrixRMaj first = sensitivities.get(0).get(l - 1);
        DMatrixRMaj all = new DMatrixRMaj(first.numRows, first.numCols * outputs);
        for (int k = 0; k < outputs; k++) {
            DMatrixRMaj one = sensitivities.get(k).get(l - 1);
            for (int a = 0; a < one.numRows; a++) {
                for (int i = 0; i < one.numCols; i++) {
                    all.data[a * all.numCols + i * outputs + k] = one.data[a * one.numCols + i];
                }
            }
        }
        return all;
    }

    private void addLayer(int l, DMatrixRMaj bLeft, DMatrixRMaj bRight, int outputs) {
        DenseBackend backend = network.backend();
        Mask mask = network.masks().get(l - 1);
        double weightScale = network.weightScale(l);
        double factor = weightScale * weightScale / outputs;
        DMatrixRMaj hLeft = left.activations().get(l - 1);
        DMatrixRMaj hRight = right.activations().get(l - 1);
        boolean dense = pruned == PrunedGradients.INCLUDED || mask.keptCount() == (long) mask.rows() * mask.columns();
        if (dense) {
            addProduct(factor, backend.multiplyTransB(bLeft, bRight), backend.multiplyTransB(hLeft, hRight));
        } else {
            for (int i = 0; i < mask.rows(); i++) {
                addUnit(factor, mask, i, columns(bLeft, i, outputs), columns(bRight, i, outputs), hLeft, hRight);
            }
        }
        if (!network.biases().isEmpty()) {
            double biasScale = network.biasScale(l);
            backend.gemm(Transpose.NO, Transpose.YES, biasScale * biasScale / outputs, bLeft, bRight, 1, kernel);
        }
    }

    private void addUnit(
            double factor,
            Mask mask,
            int unit,
            DMatrixRMaj bLeft,
            DMatrixRMaj bRight,
            DMatrixRMaj hLeft,
            DMatrixRMaj hRight) {
        int[] kept = new int[mask.columns()];
        int count = 0;
        for (int j = 0; j < mask.columns(); j++) {
            if (mask.kept(unit, j)) {
                kept[count++] = j;
            }
        }
        if (count == 0) {
            return;
        }
        DenseBackend backend = network.backend();
        DMatrixRMaj inputsLeft = pick(hLeft, kept, count);
        DMatrixRMaj inputsRight = hLeft == hRight ? inputsLeft : pick(hRight, kept, count);
        addProduct(factor, backend.multiplyTransB(bLeft, bRight), backend.multiplyTransB(inputsLeft, inputsRight));
    }

    private void addProduct(double factor, DMatrixRMaj sensitivity, DMatrixRMaj activity) {
        for (int p = 0; p < kernel.getNumElements(); p++) {
            kernel.data[p] += factor * sensitivity.data[p] * activity.data[p];
        }
    }

    private static DMatrixRMaj columns(DMatrixRMaj b, int unit, int outputs) {
        return CommonOps_DDRM.extract(b, 0, b.numRows, unit * outputs, (unit + 1) * outputs);
    }

    private static DMatrixRMaj pick(DMatrixRMaj h, int[] kept, int count) {
        DMatrixRMaj picked = new DMatrixRMaj(h.numRows, count);
        for (int a = 0; a < h.numRows; a++) {
            for (int c = 0; c < count; c++) {
                picked.data[a * count + c] = h.data[a * h.numCols + kept[c]];
            }
        }
        return picked;
    }

    /** The two halves differ in the order of their sums alone. */
    private static DMatrixRMaj symmetrised(DMatrixRMaj kernel) {
        int n = kernel.numRows;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                double mean = 0.5 * (kernel.data[i * n + j] + kernel.data[j * n + i]);
                kernel.data[i * n + j] = mean;
                kernel.data[j * n + i] = mean;
            }
        }
        return kernel;
    }
}
