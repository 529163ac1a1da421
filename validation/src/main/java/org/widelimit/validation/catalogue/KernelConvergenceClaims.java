package org.widelimit.validation.catalogue;

import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.graphon.GraphonChain;
import org.widelimit.graphon.StepGraphon;
import org.widelimit.networks.Activations;
import org.widelimit.networks.Mlp;
import org.widelimit.ntk.empirical.EmpiricalNtk;
import org.widelimit.ntk.kernel.KernelOptions;
import org.widelimit.ntk.kernel.Variant;
import org.widelimit.numerics.random.RandomStreams;
import org.widelimit.validation.claim.CellContext;
import org.widelimit.validation.claim.Claim;
import org.widelimit.validation.claim.Measurement;
import org.widelimit.validation.claim.OrderClaim;
import org.widelimit.validation.claim.RateClaim;
import org.widelimit.validation.claim.Sweep;
import org.widelimit.validation.report.Scale;

/** graphon/C2: tangent kernels of finite masked networks tend to the Graphon NTK. */
final class KernelConvergenceClaims {

    private static final int BLOCKS = 32;
    private static final int INPUTS = 20;
    private static final int EXAMPLES = 12;
    private static final String ERROR = "relative error";
    private static final String PROFILE_ERROR = "relative error to the variance profile";
    private static final String BOUND = "0.12";

    private KernelConvergenceClaims() {}

    static List<Claim> claims() {
        return List.of(rate(), size());
    }

    private static Claim rate() {
        return RateClaim.named("graphon/C2")
                .states("The tangent kernel of networks with masks drawn from graphons tends to the Graphon NTK with"
                        + " masked gradients. The mean over networks of the relative Frobenius error falls as"
                        + " n^(-1/2).")
                .formula("\\mathbb{E} \\|\\hat\\Theta_n - \\Theta\\|_F / \\|\\Theta\\|_F \\sim n^{-1/2}")
                .derived(
                        GraphonPapers.LIMIT_HYPOTHESIS,
                        "Theorem 1 with masked gradients; the paper states the limit without a rate")
                .knob("width")
                .at(Scale.QUICK, Sweep.over(64, 128, 256, 512).replicates(64, 512))
                .at(Scale.STANDARD, Sweep.over(128, 256, 512, 1024, 2048).replicates(64, 256))
                .measures(ERROR, KernelConvergenceClaims::errors)
                .exponent(-0.5)
                .within(0.08, "nearly half the way to -1/3")
                .falsehood("The error falls as n^(-1/3).", -1.0 / 3)
                .falsehood("The error falls as n^(-2/3).", -2.0 / 3)
                .falsehood("The kernel tends to that of the variance profile, at this rate.", PROFILE_ERROR)
                .costs(6)
                .build();
    }

    private static Claim size() {
        return OrderClaim.named("graphon/C2-size")
                .states("At width 2048 the relative Frobenius error of the tangent kernel to the Graphon NTK with"
                        + " masked gradients is below 0.12: mean over networks.")
                .formula("\\mathbb{E} \\|\\hat\\Theta_{2048} - \\Theta\\|_F / \\|\\Theta\\|_F < 0.12")
                .derived(GraphonPapers.LIMIT_HYPOTHESIS, "Theorem 1 with masked gradients")
                .knob("width")
                .at(Scale.QUICK, Sweep.over(2048).replicates(10, 20))
                .measures(cell -> errors(cell).and(BOUND, 0.12))
                .smaller(ERROR, BOUND)
                .falsehood("The error to the kernel of the variance profile is below 0.12.", PROFILE_ERROR, BOUND)
                .costs(6)
                .build();
    }

    /**
     * Three hidden layers: a smooth first layer of more than rank one, blocks, a band, and a read-out that prefers some
     * units.
     */
    static GraphonChain structured() {
        StepGraphon smooth =
                StepGraphon.discretise((u, v) -> 0.2 + 0.6 * Math.pow(Math.sin(Math.PI * u * v), 2), BLOCKS, INPUTS);
        StepGraphon blocks = StepGraphon.discretise(
                (u, v) -> u < 0.5 ? (v < 0.5 ? 0.9 : 0.2) : (v < 0.5 ? 0.1 : 0.6), BLOCKS, BLOCKS);
        StepGraphon band =
                StepGraphon.discretise((u, v) -> 0.15 + 0.7 * Math.exp(-3 * (u - v) * (u - v)), BLOCKS, BLOCKS);
        StepGraphon readOut = StepGraphon.discretise((u, v) -> 0.25 + 0.7 * v, 1, BLOCKS);
        return GraphonChain.of(List.of(smooth, blocks, band, readOut));
    }

    private static Measurement errors(CellContext cell) {
        RandomStreams random = cell.random();
        GraphonChain chain = structured();
        DMatrixRMaj x = random.child("inputs").stream().gaussianMatrix(EXAMPLES, INPUTS);
        Mlp network = FiniteNetworks.masked(chain, cell.size(), INPUTS, FiniteNetworks.OUTPUTS, cell.backend(), random);
        DMatrixRMaj measured = EmpiricalNtk.of(network, x);
        return Measurement.of(ERROR, Kernels.relativeError(measured, limit(chain, Variant.MASKED, x, cell)))
                .and(PROFILE_ERROR, Kernels.relativeError(measured, limit(chain, Variant.VARIANCE_PROFILE, x, cell)));
    }

    private static DMatrixRMaj limit(GraphonChain chain, Variant variant, DMatrixRMaj x, CellContext cell) {
        KernelOptions options =
                KernelOptions.of(Activations.RELU, chain.layers().size() - 1);
        return Kernels.graphon(chain, options, variant, x, cell.backend()).ntk();
    }
}
