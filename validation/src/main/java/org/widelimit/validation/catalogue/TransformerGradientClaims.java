package org.widelimit.validation.catalogue;

import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.NormOps_DDRM;
import org.widelimit.gradientflow.FlowIntegrator;
import org.widelimit.gradientflow.FlowOptions;
import org.widelimit.gradientflow.Sampling;
import org.widelimit.gradientflow.Trajectory;
import org.widelimit.gradientflow.transformer.Attention;
import org.widelimit.gradientflow.transformer.HiddenActivation;
import org.widelimit.gradientflow.transformer.MarginLoss;
import org.widelimit.gradientflow.transformer.OneLayerTransformer;
import org.widelimit.gradientflow.transformer.TransformerData;
import org.widelimit.gradientflow.transformer.TransformerOptions;
import org.widelimit.gradientflow.transformer.TransformerShape;
import org.widelimit.gradientflow.transformer.TransformerWeights;
import org.widelimit.validation.claim.Claim;
import org.widelimit.validation.claim.IdentityClaim;
import org.widelimit.validation.claim.Instance;
import org.widelimit.validation.claim.Measurement;

/** flow/1 and flow/2: the exact gradient flow of the one-layer transformer, and what it conserves. */
final class TransformerGradientClaims {

    private static final String PAPER = "arXiv 2510.06954";
    private static final double STEP = 0.01;
    private static final double LEAST_GRADIENT = 1e-5;
    private static final double RELATIVE_TOLERANCE = 1e-10;

    private TransformerGradientClaims() {}

    static List<Claim> claims() {
        return List.of(gradient(), invariants());
    }

    private static Claim gradient() {
        return IdentityClaim.named("flow/1")
                .states(
                        "The closed-form gradient of the one-layer transformer is the gradient of its loss, for softmax and linearised"
                                + " attention, with and without tanh, for exponential and logistic loss.")
                .formula(
                        "W_Q' = G W_K, \\quad W_K' = G^T W_Q, \\quad G = \\frac{1}{\\sqrt{d}} \\sum_i r_i x_{is}^T w_i^T \\mathrm{Cov}_{p_i}(X_i)")
                .derived(PAPER, "eqs. 1 to 4, differentiated")
                .measures("directional error", TransformerGradientClaims::gradientErrors)
                .within(
                        1e-7,
                        "central differences of sixth order are good to about 1e-9 of the gradient plus 1e-5 of the loss; a wrong factor shows at 1e-2")
                .falsehood("The key-query gradient has no factor 1/sqrt(d).", "error without 1/sqrt(d)")
                .costs(2)
                .build();
    }

    private static Measurement gradientErrors(Instance instance) {
        Model model = Model.draw(instance);
        double[] theta = model.weights.state();
        double[] direction = unit(instance.stream().gaussians(theta.length));
        double numeric = model.slope(theta, direction);
        double[] velocity = model.transformer.velocity(model.weights).state();
        int keyQuery = model.weights.wq().getNumElements() + model.weights.wk().getNumElements();
        double attention = dot(velocity, direction, 0, keyQuery);
        double rest = dot(velocity, direction, keyQuery, theta.length);
        double scale = Math.sqrt(dot(velocity, velocity, 0, theta.length))
                + LEAST_GRADIENT * model.transformer.loss(model.weights);
        double rootWidth = Math.sqrt(model.weights.wq().numRows);
        return Measurement.of("directional error", relative(numeric + attention + rest, scale))
                .and("error without 1/sqrt(d)", relative(numeric + rootWidth * attention + rest, scale));
    }

    private static Claim invariants() {
        return IdentityClaim.named("flow/2")
                .states(
                        "The full model conserves W_Q^T W_Q - W_K^T W_K and W_V^T W_V - W1 W1^T always, and W1^T W1 - W2 W2^T without"
                                + " activation: their derivatives vanish, and DOP853 keeps them within ten times its tolerance.")
                .formula("\\frac{d}{dt} (W_Q^T W_Q - W_K^T W_K) = 0, \\quad \\frac{d}{dt} (W_V^T W_V - W_1 W_1^T) = 0")
                .derived(PAPER, "eqs. 1 to 4; Proposition 2 has the effective dynamics alone")
                .measures("defect", TransformerGradientClaims::invariantDefects)
                .within(
                        1,
                        "in units of what is allowed: 1e-13 of the terms that cancel, and a drift of ten times the relative tolerance 1e-10")
                .falsehood("W1^T W1 - W2 W2^T is conserved with tanh as well.", "defect with tanh")
                .costs(6)
                .build();
    }

    private static Measurement invariantDefects(Instance instance) {
        Model model = Model.draw(instance);
        TransformerWeights at = model.weights;
        TransformerWeights rate = model.transformer.velocity(at);
        double keyQuery =
                defect(gram(at.wq()), rateOfGram(at.wq(), rate.wq()), gram(at.wk()), rateOfGram(at.wk(), rate.wk()));
        double value = defect(
                gram(at.wv()),
                rateOfGram(at.wv(), rate.wv()),
                gram(CommonOps_DDRM.transpose(at.w1(), null)),
                rateOfGram(CommonOps_DDRM.transpose(at.w1(), null), CommonOps_DDRM.transpose(rate.w1(), null)));
        DMatrixRMaj w2 = row(at.w2());
        DMatrixRMaj w2Rate = row(rate.w2());
        double readOut = defect(gram(at.w1()), rateOfGram(at.w1(), rate.w1()), gram(w2), rateOfGram(w2, w2Rate));
        boolean linear = model.options.activation() == HiddenActivation.IDENTITY;
        double algebraic = Math.max(Math.max(keyQuery, value), linear ? readOut : 0) / 1e-13;
        return Measurement.of("defect", Math.max(algebraic, model.drift() / (10 * RELATIVE_TOLERANCE)))
                .and("defect with tanh", linear ? 0 : readOut / 1e-13);
    }

    /** |d/dt (first - second)| over |first'| + |second'|, or over the Grams themselves where nothing moves. */
    private static double defect(DMatrixRMaj first, DMatrixRMaj firstRate, DMatrixRMaj second, DMatrixRMaj secondRate) {
        DMatrixRMaj difference = new DMatrixRMaj(first.numRows, first.numCols);
        CommonOps_DDRM.subtract(firstRate, secondRate, difference);
        double moving = NormOps_DDRM.normF(firstRate) + NormOps_DDRM.normF(secondRate);
        double standing = NormOps_DDRM.normF(first) + NormOps_DDRM.normF(second);
        return relative(NormOps_DDRM.normF(difference), Math.max(moving, standing * Math.ulp(1.0)));
    }

    private static DMatrixRMaj gram(DMatrixRMaj w) {
        DMatrixRMaj gram = new DMatrixRMaj(w.numCols, w.numCols);
        CommonOps_DDRM.multTransA(w, w, gram);
        return gram;
    }

    private static DMatrixRMaj rateOfGram(DMatrixRMaj w, DMatrixRMaj rate) {
        DMatrixRMaj half = new DMatrixRMaj(w.numCols, w.numCols);
        CommonOps_DDRM.multTransA(w, rate, half);
        DMatrixRMaj sum = new DMatrixRMaj(w.numCols, w.numCols);
        CommonOps_DDRM.add(half, CommonOps_DDRM.transpose(half, null), sum);
        return sum;
    }

    /** W2 is a column; its Gram in the sense of W1^T W1 is that of the row W2^T. */
    private static DMatrixRMaj row(double[] w2) {
        return new DMatrixRMaj(1, w2.length, true, w2.clone());
    }

    private static double[] unit(double[] direction) {
        double norm = Math.sqrt(dot(direction, direction, 0, direction.length));
        return Arrays.stream(direction).map(x -> x / norm).toArray();
    }

    private static double dot(double[] x, double[] y, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += x[i] * y[i];
        }
        return sum;
    }

    private static double relative(double error, double scale) {
        return scale == 0 ? Math.abs(error) : Math.abs(error) / scale;
    }

    /** A random model with random data: one of the eight combinations, of sizes that a person could print. */
    private record Model(
            OneLayerTransformer transformer,
            TransformerOptions options,
            TransformerShape shape,
            TransformerWeights weights) {

        static Model draw(Instance instance) {
            int d = instance.dimension(1, 6);
            int samples = instance.dimension(1, 10);
            int tokens = instance.dimension(1, 6);
            double scale = Math.pow(10, instance.uniform(-1.5, -0.3));
            int combination = instance.stream().nextInt(8);
            TransformerOptions options = new TransformerOptions(
                    (combination & 1) == 0 ? Attention.SOFTMAX : Attention.LINEARISED,
                    (combination & 2) == 0 ? HiddenActivation.IDENTITY : HiddenActivation.TANH,
                    (combination & 4) == 0 ? MarginLoss.EXPONENTIAL : MarginLoss.LOGISTIC);
            TransformerShape shape = TransformerShape.square(d);
            TransformerData data =
                    TransformerData.gaussian(samples, tokens, d, instance.random().child("data").stream());
            TransformerWeights weights =
                    TransformerWeights.gaussian(shape, scale, instance.random().child("weights").stream());
            instance.describe(() ->
                    options + ", d = " + d + ", n = " + samples + ", s = " + tokens + ", weights of size " + scale);
            return new Model(OneLayerTransformer.of(data, options), options, shape, weights);
        }

        /** The derivative of the loss along a direction, by central differences of sixth order. */
        double slope(double[] theta, double[] direction) {
            double[] weights = {45, -9, 1};
            double sum = 0;
            for (int k = 1; k <= weights.length; k++) {
                sum += weights[k - 1] * (lossAt(theta, direction, k * STEP) - lossAt(theta, direction, -k * STEP));
            }
            return sum / (60 * STEP);
        }

        private double lossAt(double[] theta, double[] direction, double step) {
            double[] moved = theta.clone();
            for (int i = 0; i < moved.length; i++) {
                moved[i] += step * direction[i];
            }
            return transformer.loss(TransformerWeights.fromState(shape, moved));
        }

        /** Worst drift of an invariant over a unit of time. */
        double drift() {
            FlowOptions flow = FlowOptions.standard()
                    .withTolerances(RELATIVE_TOLERANCE, RELATIVE_TOLERANCE / 100)
                    .withSampling(Sampling.ends());
            Trajectory trajectory = FlowIntegrator.of(flow).integrate(transformer.flow(shape), 0, weights.state(), 1);
            return trajectory.drift().values().stream()
                    .mapToDouble(Double::doubleValue)
                    .max()
                    .orElse(0);
        }
    }
}
