package org.widelimit.validation.catalogue;

import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.NormOps_DDRM;
import org.widelimit.gradientflow.transformer.Attention;
import org.widelimit.gradientflow.transformer.HiddenActivation;
import org.widelimit.gradientflow.transformer.MarginLoss;
import org.widelimit.gradientflow.transformer.OneLayerTransformer;
import org.widelimit.gradientflow.transformer.TransformerData;
import org.widelimit.gradientflow.transformer.TransformerOptions;
import org.widelimit.gradientflow.transformer.TransformerWeights;
import org.widelimit.gradientflow.transformer.UniformAttentionLoss;
import org.widelimit.numerics.random.RandomStreams;

/**
 * A one-layer transformer without activation at a critical point of its outer weights: w = W_V W1 W2 minimises
 *
 * <pre>  L1(w) = (1/n) sum_i exp(-y_i xbar_i . w),</pre>
 *
 * the loss with uniform attention. L1 is convex, and has a minimum unless a hyperplane separates the labelled mean tokens; data for which it has none are drawn
 * again.
 */
record CriticalPoint(OneLayerTransformer model, TransformerWeights weights) {

    private static final int DRAWS = 200;
    private static final TransformerOptions OPTIONS =
            new TransformerOptions(Attention.SOFTMAX, HiddenActivation.IDENTITY, MarginLoss.EXPONENTIAL);

    static CriticalPoint draw(int samples, int tokens, int width, RandomStreams random) {
        for (int draw = 0; draw < DRAWS; draw++) {
            TransformerData data =
                    TransformerData.gaussian(samples, tokens, width, random.child("data", draw).stream());
            Optional<double[]> minimiser =
                    UniformAttentionLoss.of(data, OPTIONS.loss()).minimiser();
            if (minimiser.isPresent()) {
                DMatrixRMaj w = new DMatrixRMaj(width, 1, true, minimiser.get());
                return new CriticalPoint(OneLayerTransformer.of(data, OPTIONS), factors(w, width, random));
            }
        }
        throw new IllegalStateException("expected data with a critical point within " + DRAWS + " draws, found none");
    }

    /** Normal W1 and W2, and the W_V closest to a normal one with W_V W1 W2 = w. */
    private static TransformerWeights factors(DMatrixRMaj w, int width, RandomStreams random) {
        DMatrixRMaj value = random.child("value").stream().gaussianMatrix(width, width);
        DMatrixRMaj first = random.child("first").stream().gaussianMatrix(width, width);
        double[] second = random.child("second").stream().gaussians(width);
        DMatrixRMaj product = CommonOps_DDRM.mult(first, new DMatrixRMaj(width, 1, true, second), null);
        DMatrixRMaj missing = CommonOps_DDRM.subtract(w, CommonOps_DDRM.mult(value, product, null), null);
        double squared = Math.pow(NormOps_DDRM.normF(product), 2);
        CommonOps_DDRM.multAddTransB(1 / squared, missing, product, value);
        DMatrixRMaj none = new DMatrixRMaj(width, width);
        return new TransformerWeights(none, none.copy(), value, first, second);
    }
}
