package org.widelimit.validation.catalogue;

import java.util.List;
import org.ejml.dense.row.NormOps_DDRM;
import org.widelimit.gradientflow.transformer.OneLayerTransformer;
import org.widelimit.gradientflow.transformer.TransformerData;
import org.widelimit.gradientflow.transformer.TransformerOptions;
import org.widelimit.gradientflow.transformer.TransformerShape;
import org.widelimit.gradientflow.transformer.TransformerWeights;
import org.widelimit.numerics.random.RandomStreams;
import org.widelimit.validation.claim.CellContext;
import org.widelimit.validation.claim.Claim;
import org.widelimit.validation.claim.IdentityClaim;
import org.widelimit.validation.claim.Instance;
import org.widelimit.validation.claim.Measurement;
import org.widelimit.validation.claim.OrderClaim;
import org.widelimit.validation.claim.Sweep;
import org.widelimit.validation.report.Scale;

/** flow/18: where the second stage has to be missing, because what it needs is taken away. */
final class SeparationClaims {

    private static final String PAPER = "arXiv 2510.06954";
    private static final int PAIRS = 10;

    private SeparationClaims() {}

    static List<Claim> claims() {
        return List.of(equalTokens(), separable(), haste());
    }

    private static Claim equalTokens() {
        return IdentityClaim.named("flow/18")
                .states(
                        "Where all tokens of each sample are equal, F = 0 and keys and queries stand still: there is no second stage.")
                .formula("X_{i,1} = \\dots = X_{i,s}: \\quad \\Sigma_i = 0, \\; F = 0, \\; W_Q' = W_K' = 0")
                .derived(PAPER, "eq. 15, the covariance of the tokens of a sample")
                .measures("relative velocity", SeparationClaims::keyVelocities)
                .within(1e-14, "the rounding of a mean of equal numbers")
                .falsehood(
                        "It is enough that all tokens but one are equal.", "relative velocity with another first token")
                .costs(1)
                .build();
    }

    private static Measurement keyVelocities(Instance instance) {
        int d = instance.dimension(1, 6);
        int n = instance.dimension(1, 10);
        int s = instance.dimension(2, 6);
        double[] x = new double[n * s * d];
        double[] labels = new double[n];
        for (int i = 0; i < n; i++) {
            double[] token = instance.stream().gaussians(d);
            labels[i] = instance.stream().nextBoolean(0.5) ? 1 : -1;
            for (int j = 0; j < s; j++) {
                System.arraycopy(token, 0, x, (i * s + j) * d, d);
            }
        }
        double[] other = x.clone();
        for (int i = 0; i < n; i++) {
            System.arraycopy(instance.stream().gaussians(d), 0, other, i * s * d, d);
        }
        TransformerWeights weights = TransformerWeights.gaussian(TransformerShape.square(d), 0.5, instance.stream());
        instance.describe(() -> "n = " + n + ", s = " + s + ", d = " + d);
        return Measurement.of("relative velocity", keyShare(TransformerData.of(n, s, d, x, labels), weights))
                .and(
                        "relative velocity with another first token",
                        keyShare(TransformerData.of(n, s, d, other, labels), weights));
    }

    private static double keyShare(TransformerData data, TransformerWeights weights) {
        TransformerWeights velocity =
                OneLayerTransformer.of(data, TransformerOptions.standard()).velocity(weights);
        double outer = Math.hypot(NormOps_DDRM.normF(velocity.wv()), NormOps_DDRM.normF(velocity.w1()));
        return Math.hypot(NormOps_DDRM.normF(velocity.wq()), NormOps_DDRM.normF(velocity.wk())) / outer;
    }

    private static Claim separable() {
        return OrderClaim.named("flow/18-separable")
                .states(
                        "Labels that a hyperplane through 0 separates by the mean tokens have no second plateau: the share of"
                                + " the time after the escape in which the loss stays within a tenth is smaller, by 0.4 at least, than with random labels on"
                                + " the same tokens, over the same time.")
                .formula("y_i \\bar X_i a > 0 \\;\\Rightarrow\\; \\inf L_1 = 0 \\text{ is not attained}")
                .derived(PAPER, "A4.2: Assumption 2 needs a critical point of the outer weights")
                .knob("epsilon")
                .at(Scale.STANDARD, Sweep.over(1e-4, 1e-5).replicates(4 * PAIRS))
                .measures(SeparationClaims::plateaus)
                .smaller("share, separable labels", "share, random labels")
                .byMoreThan(0.4, "a plateau that fills half of the time cannot be overlooked")
                .falsehoodReversed("Separable labels have the longer plateau.")
                .costs(10)
                .build();
    }

    private static Measurement plateaus(CellContext cell) {
        RandomStreams random = cell.random();
        TwoStageProblem problem = TwoStageProblem.draw(random, 0.2, p -> true);
        TwoStageProblem.Run withPlateau = problem.run(random, cell.knob(), TwoStageProblem.ACTIVE);
        TwoStageProblem.Run without = TwoStageProblem.run(
                OneLayerTransformer.of(separated(problem.data(), random), TwoStageProblem.OPTIONS),
                random,
                cell.knob(),
                Double.MAX_VALUE,
                withPlateau.duration());
        return Measurement.of("share, random labels", withPlateau.plateau())
                .and("share, separable labels", without.plateau());
    }

    /** The same tokens, labelled by the side of a random hyperplane on which their mean lies. */
    private static TransformerData separated(TransformerData data, RandomStreams random) {
        double[] normal = random.child("hyperplane").stream().gaussians(data.width());
        double[] x = new double[data.samples() * data.tokens() * data.width()];
        double[] labels = new double[data.samples()];
        for (int i = 0; i < labels.length; i++) {
            double side = 0;
            for (int k = 0; k < normal.length; k++) {
                side += data.meanTokens().get(i, k) * normal[k];
            }
            labels[i] = side > 0 ? 1 : -1;
            double[] sequence = data.sequence(i).data;
            System.arraycopy(sequence, 0, x, i * sequence.length, sequence.length);
        }
        return TransformerData.of(data.samples(), data.tokens(), data.width(), x, labels);
    }

    private static Claim haste() {
        return OrderClaim.named("flow/18-haste")
                .states("Where keys and queries grow faster than w comes to its critical point (s1 five times its"
                        + " rate), they become active while w is still far from w*: its relative error then is larger than where s1 is a"
                        + " fifth of that rate.")
                .formula("s_1 \\gg \\lambda_{min} \\big( \\|w\\|^{4/3} (I + 2 \\hat w \\hat w^T) \\nabla^2 L_1 \\big)")
                .derived(PAPER, "A4.2: when Assumption 2 fails")
                .knob("epsilon")
                .at(Scale.STANDARD, Sweep.over(1e-4).replicates(4 * PAIRS, 16 * PAIRS))
                .measures(cell -> Measurement.of("error of w, separated rates", error(cell, 0.2))
                        .and("error of w, s1 too large", error(cell, 5)))
                .smaller("error of w, separated rates", "error of w, s1 too large")
                .falsehoodReversed("Separated rates leave w further away.")
                .costs(10)
                .build();
    }

    /** |w - w*| / |w*| when |W_Q W_K^T| = 0.1. */
    private static double error(CellContext cell, double haste) {
        TwoStageProblem problem = TwoStageProblem.draw(cell.random(), haste, p -> true);
        double[] w = problem.run(cell.random(), cell.knob(), TwoStageProblem.ACTIVE)
                .last()
                .functional();
        double difference = 0;
        double norm = 0;
        for (int k = 0; k < w.length; k++) {
            difference += Math.pow(w[k] - problem.minimiser()[k], 2);
            norm += Math.pow(problem.minimiser()[k], 2);
        }
        return Math.sqrt(difference / norm);
    }
}
