package org.widelimit.validation.catalogue;

import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.graphon.model.FactorisedSaliency;
import org.widelimit.graphon.model.NeuronFactors;
import org.widelimit.graphon.model.SaliencyNoise;
import org.widelimit.networks.Activations;
import org.widelimit.networks.Mlp;
import org.widelimit.networks.pruning.MagnitudePruner;
import org.widelimit.networks.pruning.PruningData;
import org.widelimit.networks.pruning.PruningOptions;
import org.widelimit.networks.pruning.Scope;
import org.widelimit.ntk.empirical.EmpiricalNtk;
import org.widelimit.ntk.empirical.PrunedGradients;
import org.widelimit.ntk.kernel.KernelOptions;
import org.widelimit.numerics.random.RandomStreams;
import org.widelimit.validation.claim.CellContext;
import org.widelimit.validation.claim.Claim;
import org.widelimit.validation.claim.Measurement;
import org.widelimit.validation.claim.Sweep;
import org.widelimit.validation.claim.ValueClaim;
import org.widelimit.validation.report.Scale;

/**
 * graphon/C3 and C7: by what factor pruning all layers multiplies the tangent kernel, measured on finite networks.
 *
 * <p>The number is E tr Theta-hat / tr Theta_dense, an arithmetic mean over networks. It has no bias at any width: in
 * the expectation of Theta-hat(x, x), a sum over pairs of paths, only those are left in which every weight occurs
 * squared, because the law of the weights is symmetric and a unit is active with probability 1/2 (B. Hanin and M. Nica,
 * Finite depth and width corrections to the neural tangent kernel, ICLR 2020). So pruning multiplies it by E m w^2 for
 * each layer but one, and by E m for the layer whose weights are derived by. (A unit whose inputs are all pruned or 0 is
 * never active, but no path leads through it either.)
 */
final class TraceRatioClaims {

    private static final int HIDDEN = 3;
    private static final int INPUTS = 32;
    private static final int EXAMPLES = 12;
    private static final int OUTPUTS = 16;
    private static final double DENSITY = 0.3;
    private static final String RATIO = "trace ratio";
    private static final String ALL_GRADIENTS = "trace ratio with the gradients of pruned weights";
    private static final String REDRAWN = "trace ratio, weights drawn anew";
    private static final String UNBIASED = " It is an arithmetic mean over networks, which has no bias at any width.";

    private TraceRatioClaims() {}

    static List<Claim> claims() {
        return List.of(bernoulli(), printedExponent(), magnitude("graphon/C7", 0.2), magnitude("graphon/C7-half", 0.5));
    }

    private static Claim bernoulli() {
        double target = Math.pow(DENSITY, HIDDEN + 1);
        return ValueClaim.named("graphon/C3")
                .states("Random masks of density c = 0.3 on all four layers of a ReLU network with L = 3 multiply the"
                        + " trace of its tangent kernel by c^(L+1)." + UNBIASED)
                .formula("\\mathbb{E} \\operatorname{tr} \\hat\\Theta = c^{L+1} \\operatorname{tr}"
                        + " \\Theta_{\\mathrm{dense}}")
                .derived(GraphonPapers.LIMIT_HYPOTHESIS, "section 5.3 with masked gradients")
                .knob("width")
                .at(Scale.QUICK, Sweep.over(128, 256, 512).replicates(32, 128))
                .at(Scale.STANDARD, Sweep.over(256, 512, 1024).replicates(32, 128))
                .measures(RATIO, TraceRatioClaims::bernoulliRatios)
                .is(target)
                .within(0.05 * target, "5 %; an exponent off by one is a factor of three away")
                .falsehood("The factor is c^L, as for a variance profile.", Math.pow(DENSITY, HIDDEN))
                .falsehood("The factor is c^(L+2).", Math.pow(DENSITY, HIDDEN + 2))
                .falsehood("It is the same when the gradients of pruned weights count.", ALL_GRADIENTS)
                .costs(2)
                .build();
    }

    private static Claim printedExponent() {
        double printed = Math.pow(DENSITY, HIDDEN);
        return ValueClaim.named("graphon/C3-printed")
                .states("Random masks of density c = 0.3 on all four layers of a ReLU network with L = 3 multiply the"
                        + " trace of its tangent kernel by c^L." + UNBIASED)
                .formula("\\Theta = c^L \\, \\Theta_{\\mathrm{dense}}")
                .printed(
                        GraphonPapers.LIMIT_HYPOTHESIS,
                        "section 5.3 and appendix B, for weights of variance c that are all trained")
                .expectedRefuted()
                .knob("width")
                .at(Scale.QUICK, Sweep.over(128, 256, 512).replicates(32, 128))
                .at(Scale.STANDARD, Sweep.over(256, 512, 1024).replicates(32, 128))
                .measures(RATIO, TraceRatioClaims::bernoulliRatios)
                .is(printed)
                .within(
                        0.05 * printed * DENSITY,
                        "5 % of the corrected factor, so that its support says as much as that of graphon/C3")
                .falsehood("The factor is c^(L+2).", printed * DENSITY * DENSITY)
                .control("The factor is c^(L+1).", printed * DENSITY)
                .costs(2)
                .build();
    }

    private static Measurement bernoulliRatios(CellContext cell) {
        RandomStreams random = cell.random();
        Mlp network = FiniteNetworks.masked(
                RandomChains.constant(DENSITY, HIDDEN), cell.size(), INPUTS, OUTPUTS, cell.backend(), random);
        DMatrixRMaj x = inputs(random);
        return Measurement.of(RATIO, ratio(network, PrunedGradients.EXCLUDED, x, cell))
                .and(ALL_GRADIENTS, ratio(network, PrunedGradients.INCLUDED, x, cell));
    }

    private static Claim magnitude(String id, double c) {
        double kappa = normalSecondMoment(c);
        double target = c * Math.pow(kappa, HIDDEN);
        return ValueClaim.named(id)
                .states("Magnitude pruning to density c = " + c
                        + " in every layer of a ReLU network with L = 3 multiplies the trace of its tangent kernel by c"
                        + " kappa^L, kappa being the share of the weights' second moment that is kept."
                        + UNBIASED)
                .formula("\\frac{\\mathbb{E} \\operatorname{tr} \\hat\\Theta}{\\operatorname{tr}"
                        + " \\Theta_{\\mathrm{dense}}} = c \\kappa^L, \\quad \\kappa = \\mathbb{E}[w^2; |w| > a] = 2 (a"
                        + " \\varphi(a) + c/2), \\quad a = \\Phi^{-1}(1 - c/2)")
                .derived(
                        GraphonPapers.LIMIT_HYPOTHESIS,
                        "section 4, which calls Magnitude masks structurally identical to Random; here the weights"
                                + " are inherited")
                .knob("width")
                .at(Scale.QUICK, Sweep.over(128, 256, 512).replicates(16, 128))
                .at(Scale.STANDARD, Sweep.over(256, 512, 1024).replicates(32, 128))
                .measures(RATIO, cell -> magnitudeRatios(cell, c))
                .is(target)
                .within(0.05 * target, "5 %; the rivals are further away than 10 %")
                .falsehood("The factor is c^(L+1), as for Random.", Math.pow(c, HIDDEN + 1))
                .falsehood("The factor is kappa^(L+1): all layers alike.", Math.pow(kappa, HIDDEN + 1))
                .falsehood(
                        "The factor is that of uniform weights, kappa = 1 - (1 - c)^3.",
                        c * Math.pow(1 - Math.pow(1 - c, 3), HIDDEN))
                .falsehood("It is the same when the kept weights are drawn anew.", REDRAWN)
                .costs(4)
                .build();
    }

    private static Measurement magnitudeRatios(CellContext cell, double c) {
        RandomStreams random = cell.random();
        Mlp dense = FiniteNetworks.dense(HIDDEN, cell.size(), INPUTS, OUTPUTS, cell.backend(), random);
        PruningOptions options = PruningOptions.of(c).withScope(Scope.LAYER);
        Mlp pruned = new MagnitudePruner()
                .prune(dense, PruningData.none(), options, random.child("pruning"))
                .network();
        Mlp redrawn = FiniteNetworks.dense(HIDDEN, cell.size(), INPUTS, OUTPUTS, cell.backend(), random.child("anew"))
                .withMasks(pruned.masks());
        DMatrixRMaj x = inputs(random);
        return Measurement.of(RATIO, ratio(pruned, PrunedGradients.EXCLUDED, x, cell))
                .and(REDRAWN, ratio(redrawn, PrunedGradients.EXCLUDED, x, cell));
    }

    /** kappa = E[w^2; kept] of a standard normal weight: Magnitude is a saliency without factors of its units. */
    private static double normalSecondMoment(double c) {
        return FactorisedSaliency.of(v -> 1, NeuronFactors.constant(), SaliencyNoise.GAUSSIAN_MAGNITUDE, c)
                .secondMoment(0.5, 0.5);
    }

    private static DMatrixRMaj inputs(RandomStreams random) {
        return random.child("inputs").stream().gaussianMatrix(EXAMPLES, INPUTS);
    }

    private static double ratio(Mlp network, PrunedGradients gradients, DMatrixRMaj x, CellContext cell) {
        KernelOptions options = KernelOptions.of(Activations.RELU, HIDDEN);
        DMatrixRMaj dense = Kernels.dense(options, x, cell.backend()).ntk();
        return Kernels.traceRatio(EmpiricalNtk.of(network, x, gradients), dense);
    }
}
