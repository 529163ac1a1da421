package org.widelimit.validation.transformer;

import java.util.Arrays;
import java.util.function.Function;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.NormOps_DDRM;
import org.widelimit.gradientflow.transformer.Condensation;
import org.widelimit.gradientflow.transformer.OneLayerTransformer;
import org.widelimit.gradientflow.transformer.RankCollapse;
import org.widelimit.gradientflow.transformer.TransformerWeights;
import org.widelimit.numerics.linalg.DenseBackends;

/**
 * One accepted step of a run.
 *
 * @param time t
 * @param loss L
 * @param fall -dL/dt = |theta'|^2
 * @param weights theta
 */
record Moment(double time, double loss, double fall, TransformerWeights weights) {

    static Moment of(OneLayerTransformer model, double time, TransformerWeights weights) {
        double fall = 0;
        for (double v : model.velocity(weights).state()) {
            fall += v * v;
        }
        return new Moment(time, model.loss(weights), fall, weights);
    }

    /** W_Q W_K^T. */
    DMatrixRMaj product() {
        return CommonOps_DDRM.multTransB(weights.wq(), weights.wk(), null);
    }

    double productNorm() {
        return NormOps_DDRM.normF(product());
    }

    double norm(Function<TransformerWeights, DMatrixRMaj> matrix) {
        return NormOps_DDRM.normF(matrix.apply(weights));
    }

    double norm2() {
        return NormOps_DDRM.normF(DMatrixRMaj.wrap(weights.w2().length, 1, weights.w2()));
    }

    /** The root mean square over the columns of W_V, each weighted by its square, of the cosine to a direction: |v^T W_V| / (|v| |W_V|_F). */
    double condensation(double[] direction) {
        double[] cosines = Condensation.columnCosines(weights.wv(), direction);
        double along = 0;
        double all = 0;
        for (int k = 0; k < cosines.length; k++) {
            double square = 0;
            for (int i = 0; i < weights.wv().numRows; i++) {
                square += weights.wv().get(i, k) * weights.wv().get(i, k);
            }
            along += square * cosines[k] * cosines[k];
            all += square;
        }
        return Math.sqrt(along / all);
    }

    /** The same for the direction that W_V itself has: sigma_1 / |W_V|_F, 1 for rank one. */
    double commonDirection() {
        double[] values = DenseBackends.named("ejml").singularValues(weights.wv());
        return values[0] / Math.sqrt(Arrays.stream(values).map(s -> s * s).sum());
    }

    /** Alignment of W_Q W_K^T with F. */
    double alignment(DMatrixRMaj drive) {
        return RankCollapse.alignment(product(), drive);
    }
}
