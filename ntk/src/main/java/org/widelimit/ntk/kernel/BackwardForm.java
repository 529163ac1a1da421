package org.widelimit.ntk.kernel;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.numerics.linalg.DenseBackend;
import org.widelimit.numerics.linalg.Transpose;

/**
 * {@code b_(L+1) = 1}, {@code b_l = D_l o (P_(l+1)^T b_(l+1))}, {@code Theta = sum_l b_l . (Q_l Sigma_(l-1) + Vb)}; b_l contains the measure of its
 * positions.
 *
 * <p>For a variance profile {@code b_l . Q_l Sigma_(l-1) = Vw (int B_l) (int Sigma_(l-1))}, and it is computed as that product.
 */
final class BackwardForm implements TangentForm {
    private final KernelOptions options;
    private final GraphonLayers operators;
    private final Variant variant;
    private final DenseBackend backend;
    private DMatrixRMaj sensitivity = new DMatrixRMaj(1, 1);
    private DMatrixRMaj next = new DMatrixRMaj(1, 1);
    private final DMatrixRMaj weighted = new DMatrixRMaj(1, 1);

    BackwardForm(KernelOptions options, GraphonLayers operators, Variant variant, DenseBackend backend) {
        this.options = options;
        this.operators = operators;
        this.variant = variant;
        this.backend = backend;
    }

    @Override
    public void compute(GraphonMoments moments, DMatrixRMaj nngp, DMatrixRMaj ntk) {
        int last = operators.count();
        int pairs = moments.value(0).numCols;
        nngp.reshape(1, pairs);
        Arrays.fill(nngp.data, 0, pairs, options.biasVariance());
        addProduct(operators.propagation(last), moments.value(last - 1), nngp);
        ntk.reshape(1, pairs);
        ntk.zero();
        sensitivity.reshape(1, pairs);
        Arrays.fill(sensitivity.data, 0, pairs, 1);
        for (int l = last; l >= 1; l--) {
            if (l < last) {
                step(l, moments.derivative(l));
            }
            addShare(l, moments.value(l - 1), ntk);
        }
    }

    /** {@code b_l} from {@code b_(l+1)}. */
    private void step(int l, DMatrixRMaj slope) {
        next.reshape(slope.numRows, slope.numCols);
        backend.gemm(Transpose.YES, Transpose.NO, 1, operators.propagation(l + 1), sensitivity, 0, next);
        for (int k = 0; k < slope.getNumElements(); k++) {
            next.data[k] *= slope.data[k];
        }
        DMatrixRMaj done = sensitivity;
        sensitivity = next;
        next = done;
    }

    /** Adds what the weights and biases of layer l give. */
    private void addShare(int l, DMatrixRMaj below, DMatrixRMaj ntk) {
        if (variant == Variant.VARIANCE_PROFILE) {
            addProfileShare(l, below, ntk);
            return;
        }
        int pairs = below.numCols;
        weighted.reshape(sensitivity.numRows, pairs);
        Arrays.fill(weighted.data, 0, weighted.getNumElements(), options.biasVariance());
        addProduct(operators.gradient(l), below, weighted);
        for (int u = 0; u < sensitivity.numRows; u++) {
            for (int p = 0; p < pairs; p++) {
                ntk.data[p] += sensitivity.data[u * pairs + p] * weighted.data[u * pairs + p];
            }
        }
    }

    private void addProfileShare(int l, DMatrixRMaj below, DMatrixRMaj ntk) {
        int pairs = below.numCols;
        // Every row of Q_l is the same: Vw times the measure of the columns.
        DMatrixRMaj measure = operators.gradient(l);
        for (int p = 0; p < pairs; p++) {
            double mean = 0;
            for (int v = 0; v < below.numRows; v++) {
                mean += measure.data[v] * below.data[v * pairs + p];
            }
            double total = 0;
            for (int u = 0; u < sensitivity.numRows; u++) {
                total += sensitivity.data[u * pairs + p];
            }
            ntk.data[p] += total * (mean + options.biasVariance());
        }
    }

    private void addProduct(DMatrixRMaj operator, DMatrixRMaj values, DMatrixRMaj result) {
        backend.gemm(Transpose.NO, Transpose.NO, 1, operator, values, 1, result);
    }
}
