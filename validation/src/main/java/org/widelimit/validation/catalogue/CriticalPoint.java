package org.widelimit.validation.catalogue;

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
    private static final int NEWTON_STEPS = 60;
    private static final double LARGEST_NORM = 10;
    private static final double GRADIENT_TOLERANCE = 1e-13;

    static CriticalPoint draw(int samples, int tokens, int width, RandomStreams random) {
        for (int draw = 0; draw < DRAWS; draw++) {
            TransformerData data = TransformerData.gaussian(
                    samples, tokens, width, random.child("data", draw).stream());
            DMatrixRMaj w = minimiser(data);
            if (w != null && NormOps_DDRM.normF(w) > 1e-2) {
                TransformerOptions options =
                        new TransformerOptions(Attention.SOFTMAX, HiddenActivation.IDENTITY, MarginLoss.EXPONENTIAL);
                return new CriticalPoint(OneLayerTransformer.of(data, options), factors(w, width, random));
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

    /** The minimiser of L1 as a column by damped Newton steps, or null where there is none. */
    private static @org.jspecify.annotations.Nullable DMatrixRMaj minimiser(TransformerData data) {
        DMatrixRMaj means = data.meanTokens();
        int d = data.width();
        DMatrixRMaj w = new DMatrixRMaj(d, 1);
        for (int step = 0; step < NEWTON_STEPS; step++) {
            DMatrixRMaj gradient = new DMatrixRMaj(d, 1);
            DMatrixRMaj hessian = new DMatrixRMaj(d, d);
            for (int i = 0; i < data.samples(); i++) {
                DMatrixRMaj row = CommonOps_DDRM.extract(means, i, i + 1, 0, d);
                double y = data.label(i);
                double loss = Math.exp(-y * CommonOps_DDRM.dot(CommonOps_DDRM.transpose(row, null), w)) / data.samples();
                CommonOps_DDRM.multAddTransA(loss, row, row, hessian);
                CommonOps_DDRM.addEquals(gradient, -y * loss, CommonOps_DDRM.transpose(row, null));
            }
            if (NormOps_DDRM.normF(gradient) < GRADIENT_TOLERANCE) {
                return w;
            }
            DMatrixRMaj direction = new DMatrixRMaj(d, 1);
            if (!CommonOps_DDRM.solve(hessian, gradient, direction)) {
                return null;
            }
            double decrement = Math.sqrt(CommonOps_DDRM.dot(gradient, direction));
            CommonOps_DDRM.addEquals(w, -1 / (1 + decrement), direction);
            if (!(NormOps_DDRM.normF(w) < LARGEST_NORM)) {
                return null;
            }
        }
        return null;
    }
}
