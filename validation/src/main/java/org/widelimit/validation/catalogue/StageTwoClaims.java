package org.widelimit.validation.catalogue;

import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.NormOps_DDRM;
import org.widelimit.gradientflow.transformer.Attention;
import org.widelimit.gradientflow.transformer.HiddenActivation;
import org.widelimit.gradientflow.transformer.MarginLoss;
import org.widelimit.gradientflow.transformer.OneLayerTransformer;
import org.widelimit.gradientflow.transformer.StageTwo;
import org.widelimit.gradientflow.transformer.TransformerData;
import org.widelimit.gradientflow.transformer.TransformerOptions;
import org.widelimit.gradientflow.transformer.TransformerShape;
import org.widelimit.gradientflow.transformer.TransformerWeights;
import org.widelimit.validation.claim.CellContext;
import org.widelimit.validation.claim.Claim;
import org.widelimit.validation.claim.IdentityClaim;
import org.widelimit.validation.claim.Instance;
import org.widelimit.validation.claim.Measurement;
import org.widelimit.validation.claim.RateClaim;
import org.widelimit.validation.claim.Sweep;
import org.widelimit.validation.report.Scale;

/** flow/14: how the second stage separates from the first at a critical point of the outer weights (Proposition 3). */
final class StageTwoClaims {

    private static final String PAPER = "arXiv 2510.06954";
    private static final int WIDTH = 3;
    private static final int SAMPLES = 24;
    private static final int TOKENS = 4;
    private static final double[] DELTAS = {0.1, 0.0562, 0.0316, 0.0178, 0.01};

    private StageTwoClaims() {}

    static List<Claim> claims() {
        return List.of(drive(), residual(), outer(), keyQuery());
    }

    private static Claim drive() {
        return IdentityClaim.named("flow/14")
                .states(
                        "F of eq. 15 is the exact drive G of keys and queries at W_Q = W_K = 0, for both losses and with tanh too.")
                .formula(
                        "F = \\frac{1}{n s \\sqrt{d}} \\sum_i y_i L_{1,i} X_{is}^T W_2^T W_1^T W_V^T \\sum_j X_{ij}^T (X_{ij} - \\bar X_i) = G(\\theta)|_{W_Q = W_K = 0}")
                .printed(PAPER, "eq. 15")
                .measures("relative error", StageTwoClaims::driveErrors)
                .within(1e-12, "two orders of summation of some hundred terms")
                .falsehood(
                        "F has the second moment of the tokens in place of their covariance.",
                        "error with the second moment")
                .costs(1)
                .build();
    }

    private static Measurement driveErrors(Instance instance) {
        int d = instance.dimension(1, 6);
        TransformerOptions options = new TransformerOptions(
                instance.stream().nextBoolean(0.5) ? Attention.SOFTMAX : Attention.LINEARISED,
                instance.stream().nextBoolean(0.5) ? HiddenActivation.IDENTITY : HiddenActivation.TANH,
                instance.stream().nextBoolean(0.5) ? MarginLoss.EXPONENTIAL : MarginLoss.LOGISTIC);
        TransformerData data = TransformerData.gaussian(
                instance.dimension(2, 10), instance.dimension(2, 6), d, instance.random().child("data").stream());
        TransformerWeights weights = TransformerWeights.gaussian(
                        TransformerShape.square(d), 0.7, instance.random().child("weights").stream())
                .withKeyQuery(new DMatrixRMaj(d, d), new DMatrixRMaj(d, d));
        instance.describe(() -> options + ", d = " + d + ", n = " + data.samples() + ", s = " + data.tokens());
        DMatrixRMaj exact = OneLayerTransformer.of(data, options).drive(weights);
        double size = NormOps_DDRM.normF(exact);
        DMatrixRMaj closed = StageTwo.drive(data, weights, options);
        DMatrixRMaj uncentred = uncentredDrive(data, weights, options);
        return Measurement.of("relative error", distance(closed, exact) / size)
                .and("error with the second moment", distance(uncentred, exact) / size);
    }

    /** Eq. 15 for tokens moved so that the mean of each sample is not subtracted: F + (1/(n sqrt d)) sum_i r_i x_is^T w_i^T xbar_i^T xbar_i. */
    private static DMatrixRMaj uncentredDrive(
            TransformerData data, TransformerWeights weights, TransformerOptions options) {
        DMatrixRMaj f = StageTwo.drive(data, weights, options);
        DMatrixRMaj means = data.meanTokens();
        DMatrixRMaj last = data.lastTokens();
        DMatrixRMaj hidden = CommonOps_DDRM.mult(CommonOps_DDRM.mult(means, weights.wv(), null), weights.w1(), null);
        int d = data.width();
        for (int i = 0; i < data.samples(); i++) {
            double[] slopes = new double[d];
            double output = 0;
            for (int k = 0; k < d; k++) {
                boolean tanh = options.activation() == HiddenActivation.TANH;
                double value = tanh ? Math.tanh(hidden.get(i, k)) : hidden.get(i, k);
                output += value * weights.w2()[k];
                slopes[k] = weights.w2()[k] * (tanh ? 1 - value * value : 1);
            }
            DMatrixRMaj w = CommonOps_DDRM.mult(
                    weights.wv(), CommonOps_DDRM.mult(weights.w1(), new DMatrixRMaj(d, 1, true, slopes), null), null);
            double alongMean = 0;
            for (int k = 0; k < d; k++) {
                alongMean += means.get(i, k) * w.get(k, 0);
            }
            double factor = data.label(i)
                    * options.loss().pull(data.label(i) * output)
                    * alongMean
                    / (data.samples() * Math.sqrt(d));
            for (int a = 0; a < d; a++) {
                for (int b = 0; b < d; b++) {
                    f.add(a, b, factor * last.get(i, a) * means.get(i, b));
                }
            }
        }
        return f;
    }

    private static Claim residual() {
        return order("flow/14-residual", 3, 2, "|W_Q' - F W_K|")
                .states(
                        "At a critical point of the outer weights, keys and queries of size delta follow W_Q' = F W_K up to delta^3.")
                .formula("\\|W_Q' - F W_K\\| = O(\\delta^3)")
                .derived(PAPER, "Proposition 3, which has the leading order")
                .falsehood("The error is of second order.", 2)
                .build();
    }

    private static Claim outer() {
        return order("flow/14-outer", 2, 1, "outer velocity")
                .states(
                        "At a critical point of the outer weights, their velocity is of second order in the size of keys and queries.")
                .formula("\\partial L / \\partial (W_V, W_1, W_2) = O(\\delta^2)")
                .printed(PAPER, "Proposition 3")
                .falsehood("It is of first order, like that of keys and queries: the stages do not separate.", 1)
                .build();
    }

    private static Claim keyQuery() {
        return order("flow/14-key-query", 1, 2, "key-query velocity")
                .states("Keys and queries move at a velocity of first order in their own size.")
                .formula("\\partial L / \\partial (W_Q, W_K) = O(\\delta)")
                .printed(PAPER, "Proposition 3")
                .falsehood("It is of second order, like that of the outer weights: the stages do not separate.", 2)
                .build();
    }

    private static RateClaim.Builder order(String id, double exponent, double rival, String quantity) {
        return RateClaim.named(id)
                .knob("delta")
                .at(Scale.QUICK, Sweep.over(DELTAS).replicates(16, 64))
                .at(Scale.STANDARD, Sweep.over(DELTAS).replicates(64, 256))
                .sharedReplicates()
                .measures(quantity, StageTwoClaims::velocities)
                .exponent(exponent)
                .within(0.1, "a tenth of the distance to the nearest other order, " + (int) rival)
                .costs(2);
    }

    private static Measurement velocities(CellContext cell) {
        CriticalPoint point = CriticalPoint.draw(SAMPLES, TOKENS, WIDTH, cell.sharedRandom());
        DMatrixRMaj query = cell.sharedRandom().child("query").stream().gaussianMatrix(WIDTH, WIDTH);
        DMatrixRMaj key = cell.sharedRandom().child("key").stream().gaussianMatrix(WIDTH, WIDTH);
        CommonOps_DDRM.scale(cell.knob(), query);
        CommonOps_DDRM.scale(cell.knob(), key);
        TransformerWeights weights = point.weights().withKeyQuery(query, key);
        TransformerWeights velocity = point.model().velocity(weights);
        DMatrixRMaj drive =
                StageTwo.drive(point.model().data(), weights, point.model().options());
        double outer = Math.hypot(
                Math.hypot(NormOps_DDRM.normF(velocity.wv()), NormOps_DDRM.normF(velocity.w1())),
                NormOps_DDRM.normF(new DMatrixRMaj(WIDTH, 1, true, velocity.w2())));
        return Measurement.of("|W_Q' - F W_K|", distance(velocity.wq(), CommonOps_DDRM.mult(drive, key, null)))
                .and("outer velocity", outer)
                .and(
                        "key-query velocity",
                        Math.hypot(NormOps_DDRM.normF(velocity.wq()), NormOps_DDRM.normF(velocity.wk())));
    }

    private static double distance(DMatrixRMaj x, DMatrixRMaj y) {
        return NormOps_DDRM.normF(CommonOps_DDRM.subtract(x, y, null));
    }
}
