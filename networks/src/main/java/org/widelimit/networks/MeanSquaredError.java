package org.widelimit.networks;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * {@code L = 1/(2n) sum_e |f_e - y_e|^2}: half the squared distance, averaged over the examples and summed over the outputs.
 *
 * <p>With this constant gradient flow reads {@code df/dt = -K (f - y)/n}.
 */
public record MeanSquaredError() implements Loss {
    @Override
    public double value(DMatrixRMaj f, DMatrixRMaj y) {
        LossShapes.check(f, y);
        double sum = 0;
        for (int i = 0; i < f.getNumElements(); i++) {
            double r = f.data[i] - y.data[i];
            sum += r * r;
        }
        return sum / (2.0 * f.numRows);
    }

    @Override
    public DMatrixRMaj gradient(DMatrixRMaj f, DMatrixRMaj y) {
        LossShapes.check(f, y);
        DMatrixRMaj g = new DMatrixRMaj(f.numRows, f.numCols);
        for (int i = 0; i < f.getNumElements(); i++) {
            g.data[i] = (f.data[i] - y.data[i]) / f.numRows;
        }
        return g;
    }

    @Override
    public DMatrixRMaj hessianProduct(DMatrixRMaj f, DMatrixRMaj y, DMatrixRMaj v) {
        LossShapes.check(f, y);
        LossShapes.check(f, v);
        DMatrixRMaj result = new DMatrixRMaj(v.numRows, v.numCols);
        CommonOps_DDRM.divide(v, f.numRows, result);
        return result;
    }
}
