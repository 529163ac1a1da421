package org.widelimit.networks;

import org.ejml.data.DMatrixRMaj;

/**
 * {@code L = -1/n sum_e sum_k y_ek log p_ek}, {@code p_e = softmax(f_e)}: cross-entropy in nats, {@code y} one-hot or any
 * non-negative weights.
 *
 * <p>{@code log p_k = f_k - m - log sum_j exp(f_j - m)} with {@code m = max_j f_j}, so no exponential overflows. With
 * {@code s_e = sum_k y_ek}: {@code dL/df_e = (s_e p_e - y_e)/n} and {@code (d^2L/df_e^2) v = s_e (p_e o v - p_e (p_e.v))/n}.
 */
public record SoftmaxCrossEntropy() implements Loss {
    @Override
    public double value(DMatrixRMaj f, DMatrixRMaj y) {
        LossShapes.check(f, y);
        double sum = 0;
        for (int e = 0; e < f.numRows; e++) {
            double logNormaliser = logSumExp(f, e);
            for (int k = 0; k < f.numCols; k++) {
                // A class of weight 0 counts for nothing, even where its log-probability is -infinity.
                double weight = y.get(e, k);
                sum += weight == 0 ? 0 : weight * (logNormaliser - f.get(e, k));
            }
        }
        return sum / f.numRows;
    }

    @Override
    public DMatrixRMaj gradient(DMatrixRMaj f, DMatrixRMaj y) {
        LossShapes.check(f, y);
        DMatrixRMaj g = probabilities(f);
        for (int e = 0; e < f.numRows; e++) {
            double s = rowSum(y, e);
            for (int k = 0; k < f.numCols; k++) {
                g.set(e, k, (s * g.get(e, k) - y.get(e, k)) / f.numRows);
            }
        }
        return g;
    }

    @Override
    public DMatrixRMaj hessianProduct(DMatrixRMaj f, DMatrixRMaj y, DMatrixRMaj v) {
        LossShapes.check(f, y);
        LossShapes.check(f, v);
        DMatrixRMaj p = probabilities(f);
        for (int e = 0; e < f.numRows; e++) {
            double mean = 0;
            for (int k = 0; k < f.numCols; k++) {
                mean += p.get(e, k) * v.get(e, k);
            }
            double s = rowSum(y, e);
            for (int k = 0; k < f.numCols; k++) {
                p.set(e, k, s * p.get(e, k) * (v.get(e, k) - mean) / f.numRows);
            }
        }
        return p;
    }

    /** {@code p_e = softmax(f_e)} for every row. */
    public static DMatrixRMaj probabilities(DMatrixRMaj f) {
        DMatrixRMaj p = new DMatrixRMaj(f.numRows, f.numCols);
        for (int e = 0; e < f.numRows; e++) {
            double logNormaliser = logSumExp(f, e);
            for (int k = 0; k < f.numCols; k++) {
                p.set(e, k, Math.exp(f.get(e, k) - logNormaliser));
            }
        }
        return p;
    }

    private static double logSumExp(DMatrixRMaj f, int e) {
        double max = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < f.numCols; k++) {
            max = Math.max(max, f.get(e, k));
        }
        double sum = 0;
        for (int k = 0; k < f.numCols; k++) {
            sum += Math.exp(f.get(e, k) - max);
        }
        return max + Math.log(sum);
    }

    private static double rowSum(DMatrixRMaj y, int e) {
        double sum = 0;
        for (int k = 0; k < y.numCols; k++) {
            sum += y.get(e, k);
        }
        return sum;
    }
}
