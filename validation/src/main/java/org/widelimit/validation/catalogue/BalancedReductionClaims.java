package org.widelimit.validation.catalogue;

import java.util.List;
import org.widelimit.gradientflow.Flow;
import org.widelimit.gradientflow.FlowIntegrator;
import org.widelimit.gradientflow.FlowOptions;
import org.widelimit.gradientflow.Sampling;
import org.widelimit.gradientflow.transformer.Attention;
import org.widelimit.gradientflow.transformer.BalancedReduction;
import org.widelimit.gradientflow.transformer.HiddenActivation;
import org.widelimit.gradientflow.transformer.MarginLoss;
import org.widelimit.gradientflow.transformer.OneLayerTransformer;
import org.widelimit.gradientflow.transformer.TransformerData;
import org.widelimit.gradientflow.transformer.TransformerOptions;
import org.widelimit.gradientflow.transformer.TransformerWeights;
import org.widelimit.gradientflow.transformer.UniformAttentionLoss;
import org.widelimit.numerics.random.RandomStream;
import org.widelimit.validation.claim.Claim;
import org.widelimit.validation.claim.IdentityClaim;
import org.widelimit.validation.claim.Instance;
import org.widelimit.validation.claim.Measurement;

/** flow/19: between the stages the exact flow of balanced weights of rank one is a flow of w = W_V W1 W2 alone. */
final class BalancedReductionClaims {

    private static final FlowOptions TIGHT =
            FlowOptions.standard().withTolerances(1e-12, 1e-14).withSampling(Sampling.ends());

    private BalancedReductionClaims() {}

    static List<Claim> claims() {
        return List.of(IdentityClaim.named("flow/19")
                .states(
                        "Balanced weights of rank one without activation and with uniform attention follow a flow of w = W_V W1 W2.")
                .formula("w' = \\|w\\|^{4/3} (I + 2 \\hat w \\hat w^T) (-\\nabla L_1(w))")
                .derived("arXiv 2510.06954", "eqs. 1 to 4 for W_V = a u p^T, W1 = a p q^T, W2 = a q")
                .measures("relative error", BalancedReductionClaims::errors)
                .within(1e-8, "two integrations at a relative tolerance of 1e-12")
                .falsehood(
                        "The factor is I + w w^T / |w|^2, as if two of the three factors moved.", "error with factor 1")
                .costs(3)
                .build());
    }

    private static Measurement errors(Instance instance) {
        int d = instance.dimension(1, 5);
        RandomStream random = instance.stream();
        MarginLoss loss = random.nextBoolean(0.5) ? MarginLoss.EXPONENTIAL : MarginLoss.LOGISTIC;
        Attention attention = random.nextBoolean(0.5) ? Attention.SOFTMAX : Attention.LINEARISED;
        TransformerData data = TransformerData.gaussian(instance.dimension(2, 16), 4, d, random);
        double[] w = random.gaussians(d);
        double time = instance.uniform(0.1, 2);
        instance.describe(() -> loss + ", " + attention + ", d = " + d + ", t = " + time);
        double[] p = {0.6, 0.8};
        double[] q = {0, 1, 0};
        TransformerWeights start = BalancedReduction.lift(w, p, q, 2);
        OneLayerTransformer model =
                OneLayerTransformer.of(data, new TransformerOptions(attention, HiddenActivation.IDENTITY, loss));
        double[] exact = TransformerWeights.fromState(
                        start.shape(), end(model.flow(start.shape()), start.state(), time))
                .functional();
        UniformAttentionLoss uniform = UniformAttentionLoss.of(data, loss);
        double[] reduced = end(BalancedReduction.of(uniform), w, time);
        double[] rival = end(new OneFactor(uniform), w, time);
        return Measurement.of("relative error", distance(reduced, exact) / distance(exact, new double[d]))
                .and("error with factor 1", distance(rival, exact) / distance(exact, new double[d]));
    }

    private static double[] end(Flow flow, double[] start, double time) {
        return FlowIntegrator.of(TIGHT)
                .integrate(flow, 0, start, time)
                .complete()
                .finalState();
    }

    private static double distance(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += (x[i] - y[i]) * (x[i] - y[i]);
        }
        return Math.sqrt(sum);
    }

    /** w' = |w|^{4/3} (I + w w^T / |w|^2) (-grad L1(w)). */
    private record OneFactor(UniformAttentionLoss loss) implements Flow {
        @Override
        public int dimension() {
            return loss.dimension();
        }

        @Override
        public void derivative(double t, double[] w, double[] dw) {
            double[] g = loss.descent(w);
            double square = 0;
            double along = 0;
            for (int i = 0; i < w.length; i++) {
                square += w[i] * w[i];
                along += w[i] * g[i];
            }
            for (int i = 0; i < w.length; i++) {
                dw[i] = Math.pow(square, 2.0 / 3) * (g[i] + along * w[i] / square);
            }
        }
    }
}
