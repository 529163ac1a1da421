package org.widelimit.validation.multitask;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.widelimit.networks.Loss;

/** {@code c l}. */
public record ScaledLoss(Loss loss, double factor) implements Loss {
    @Override
    public double value(DMatrixRMaj f, DMatrixRMaj y) {
        return factor * loss.value(f, y);
    }

    @Override
    public DMatrixRMaj gradient(DMatrixRMaj f, DMatrixRMaj y) {
        return times(loss.gradient(f, y));
    }

    @Override
    public DMatrixRMaj hessianProduct(DMatrixRMaj f, DMatrixRMaj y, DMatrixRMaj v) {
        return times(loss.hessianProduct(f, y, v));
    }

    private DMatrixRMaj times(DMatrixRMaj a) {
        DMatrixRMaj result = a.copy();
        CommonOps_DDRM.scale(factor, result);
        return result;
    }
}
