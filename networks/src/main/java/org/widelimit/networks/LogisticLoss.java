package org.widelimit.networks;

import java.util.function.IntToDoubleFunction;
import org.ejml.data.DMatrixRMaj;

/**
 * {@code L = 1/n sum_e sum_k log(1 + exp(-y_ek f_ek))}: the logistic loss in nats, {@code y} = 1 or -1; summed over the outputs.
 *
 * <p>{@code log(1 + e^z) = max(z, 0) + log(1 + e^-|z|)}, so no exponential overflows. With the logistic function s, {@code dL/df = -y s(-y f)/n} and
 * {@code d^2L/df^2 = y^2 s(y f) s(-y f)/n}.
 */
public record LogisticLoss() implements Loss {
    @Override
    public double value(DMatrixRMaj f, DMatrixRMaj y) {
        LossShapes.check(f, y);
        double sum = 0;
        for (int i = 0; i < f.getNumElements(); i++) {
            double z = -y.data[i] * f.data[i];
            sum += Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
        }
        return sum / f.numRows;
    }

    @Override
    public DMatrixRMaj gradient(DMatrixRMaj f, DMatrixRMaj y) {
        LossShapes.check(f, y);
        return filled(f, i -> -y.data[i] * logistic(-y.data[i] * f.data[i]) / f.numRows);
    }

    @Override
    public DMatrixRMaj hessianProduct(DMatrixRMaj f, DMatrixRMaj y, DMatrixRMaj v) {
        LossShapes.check(f, y);
        LossShapes.check(f, v);
        return filled(f, i -> {
            double z = y.data[i] * f.data[i];
            return y.data[i] * y.data[i] * logistic(z) * logistic(-z) * v.data[i] / f.numRows;
        });
    }

    private static DMatrixRMaj filled(DMatrixRMaj like, IntToDoubleFunction entry) {
        DMatrixRMaj result = new DMatrixRMaj(like.numRows, like.numCols);
        for (int i = 0; i < result.getNumElements(); i++) {
            result.data[i] = entry.applyAsDouble(i);
        }
        return result;
    }

    private static double logistic(double z) {
        return 1 / (1 + Math.exp(-z));
    }
}
