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
        affine(operators.gradient(1), moments.value(0), tangent);
        for (int l = 2; l <= last; l++) {
            DMatrixRMaj slope = moments.derivative(l - 1);
            damped.reshape(slope.numRows, slope.numCols);
            for (int k = 0; k < slope.getNumElements(); k++) {
                damped.data[k] = slope.data[k] * tangent.data[k];
            }
            affine(operators.gradient(l), moments.value(l - 1), tangent);
            backend.gemm(Transpose.NO, Transpose.NO, 1, operators.propagation(l), damped, 1, tangent);
        }
        ntk.setTo(tangent);
    }

    /** {@code result <- operator values + Vb}. */
    private void affine(DMatrixRMaj operator, DMatrixRMaj values, DMatrixRMaj result) {
        result.reshape(operator.numRows, values.numCols);
        Arrays.fill(result.data, 0, result.getNumElements(), biasVariance);
        backend.gemm(Transpose.NO, Transpose.NO, 1, operator, values, 1, result);
    }
}
