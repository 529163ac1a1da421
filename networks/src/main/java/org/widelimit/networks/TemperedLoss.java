package org.widelimit.networks;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/** {@code L(f/T, Y)}: by the chain rule the gradient gains a factor {@code 1/T}, the Hessian {@code 1/T^2}. */
record TemperedLoss(Loss loss, double temperature) implements Loss {
    TemperedLoss {
        if (!(temperature > 0) || Double.isInfinite(temperature)) {
            throw new IllegalArgumentException("expected a temperature > 0, found " + temperature);
        }
    }

    @Override
    public double value(DMatrixRMaj f, DMatrixRMaj y) {
        return loss.value(cooled(f), y);
    }

    @Override
    public DMatrixRMaj gradient(DMatrixRMaj f, DMatrixRMaj y) {
        return cooled(loss.gradient(cooled(f), y));
    }

    @Override
    public DMatrixRMaj hessianProduct(DMatrixRMaj f, DMatrixRMaj y, DMatrixRMaj v) {
        return cooled(loss.hessianProduct(cooled(f), y, cooled(v)));
    }

    private DMatrixRMaj cooled(DMatrixRMaj a) {
        DMatrixRMaj result = new DMatrixRMaj(a.numRows, a.numCols);
        CommonOps_DDRM.divide(a, temperature, result);
        return result;
    }
}
