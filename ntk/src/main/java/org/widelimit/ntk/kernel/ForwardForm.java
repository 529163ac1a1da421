package org.widelimit.ntk.kernel;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.numerics.linalg.DenseBackend;
import org.widelimit.numerics.linalg.Transpose;

/** {@code T_l = Q_l Sigma_(l-1) + Vb + P_l (D_(l-1) o T_(l-1))}, {@code Theta = T_(L+1)}. */
final class ForwardForm implements TangentForm {
    private final double biasVariance;
    private final GraphonLayers operators;
    private final DenseBackend backend;
    private final DMatrixRMaj tangent = new DMatrixRMaj(1, 1);
    private final DMatrixRMaj damped = new DMatrixRMaj(1, 1);

    ForwardForm(KernelOptions options, GraphonLayers operators, DenseBackend backend) {
        this.biasVariance = options.biasVariance();
        this.operators = operators;
        this.backend = backend;
    }

    @Override
    public void compute(GraphonMoments moments, DMatrixRMaj nngp, DMatrixRMaj ntk) {
        int last = operators.count();
        affine(operators.propagation(last), moments.value(last - 1), nngp);
        share(1, moments, nngp);
        for (int l = 2; l <= last; l++) {
            DMatrixRMaj slope = moments.derivative(l - 1);
            damped.reshape(slope.numRows, slope.numCols);
            for (int k = 0; k < slope.getNumElements(); k++) {
                damped.data[k] = slope.data[k] * tangent.data[k];
            }
            share(l, moments, nngp);
            backend.gemm(Transpose.NO, Transpose.NO, 1, operators.propagation(l), damped, 1, tangent);
        }
        ntk.setTo(tangent);
    }

    /** What the weights and biases of layer l give, {@code tangent <- Q_l Sigma_(l-1) + Vb}: where Q_l = P_l that is the covariance, which is there. */
    private void share(int l, GraphonMoments moments, DMatrixRMaj nngp) {
        if (operators.gradient(l) == operators.propagation(l)) {
            tangent.setTo(l == operators.count() ? nngp : moments.covariance(l));
        } else {
            affine(operators.gradient(l), moments.value(l - 1), tangent);
        }
    }

    /** {@code result <- operator values + Vb}. */
    private void affine(DMatrixRMaj operator, DMatrixRMaj values, DMatrixRMaj result) {
        result.reshape(operator.numRows, values.numCols);
        Arrays.fill(result.data, 0, result.getNumElements(), biasVariance);
        backend.gemm(Transpose.NO, Transpose.NO, 1, operator, values, 1, result);
    }
}
