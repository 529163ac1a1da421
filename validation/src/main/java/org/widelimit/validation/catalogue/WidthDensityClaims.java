package org.widelimit.validation.catalogue;

import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.networks.Activations;
import org.widelimit.networks.Mlp;
import org.widelimit.networks.MlpOptions;
import org.widelimit.ntk.empirical.EmpiricalNtk;
import org.widelimit.ntk.kernel.KernelOptions;
import org.widelimit.numerics.random.RandomStreams;
import org.widelimit.validation.claim.CellContext;
import org.widelimit.validation.claim.Claim;
import org.widelimit.validation.claim.Measurement;
import org.widelimit.validation.claim.RateClaim;
import org.widelimit.validation.claim.Sweep;
import org.widelimit.validation.report.Scale;

/**
 * graphon/C4 and C8-printed: Random masks of density c and weights of variance 1/c give the dense kernel back, and how well.
 *
 * <p>The inputs have as many coordinates as the layers have units. With a fixed number of coordinates a pruned input layer
 * has another limit (graphon/C19-inputs).
 */
final class WidthDensityClaims {

    private static final int HIDDEN = 3;
    private static final int EXAMPLES = 12;
    private static final double DENSITY = 0.3;

    /** n c of graphon/C8-printed: 1024 units at the smallest density. */
    private static final double KEPT = 51.2;

    private static final String ERROR = "relative error";
    private static final String CORRECTED = "relative error over (1/n + 1/(O n c))^(1/2)";
    private static final String UNSCALED = "relative error without rescaling";

    private WidthDensityClaims() {}

    static List<Claim> claims() {
        return List.of(rescaling(), widthAndDensity());
    }

    private static Claim rescaling() {
        return RateClaim.named("graphon/C4")
                .states(
                        "Random masks of density c = 0.3 on all four layers and weights divided by c^(1/2) give the dense"
                                + " kernel back: the relative Frobenius error of the tangent kernel of finite networks to the dense"
                                + " limit falls as n^(-1/2) in the width n, which is also the number of inputs; mean over networks.")
                .formula("\\mathbb{E} \\|\\hat\\Theta_n[W / c] - \\Theta_{\\mathrm{dense}}\\|_F /"
                        + " \\|\\Theta_{\\mathrm{dense}}\\|_F \\sim n^{-1/2}")
                .derived(
                        GraphonPapers.RANDOM_PRUNING,
                        "abstract: the limit is that of the dense network with rescaled weights; the rate is ours")
                .knob("width")
                .at(Scale.STANDARD, Sweep.over(192, 384, 768, 1536).replicates(32, 512))
                .measures(ERROR, cell -> errors(cell.size(), DENSITY, cell))
                .exponent(-0.5)
                .within(0.08, "nearly half the way to -1/3")
                .falsehood("The error falls as n^(-1/3).", -1.0 / 3)
                .falsehood("The error falls as n^(-2/3).", -2.0 / 3)
                .falsehood("It falls so without rescaling.", UNSCALED)
                .costs(60)
                .build();
    }

    private static Claim widthAndDensity() {
        return RateClaim.named("graphon/C8-printed")
                .states(
                        "That error depends on the number n c of kept inputs of a unit and not on the density besides: with"
                                + " n c = 51.2 it is the same at densities 0.05 to 0.8 (widths 1024 to 64); mean over networks. The"
                                + " number is its exponent in c.")
                .formula("\\mathbb{E} \\|\\hat\\Theta_n[W / c] - \\Theta_{\\mathrm{dense}}\\|_F /"
                        + " \\|\\Theta_{\\mathrm{dense}}\\|_F \\sim (n c)^{-1/2}")
                .printed(
                        GraphonPapers.RANDOM_PRUNING,
                        "abstract: the width needed is asymptotically linear in 1/density, read as a rate; it is enough,"
                                + " but not needed: the noise of a hidden unit's mask averages out over the units, and"
                                + " what remains at first order is the noise of the O read-outs' masks")
                .expectedRefuted()
                .knob("density")
                .at(Scale.STANDARD, Sweep.over(0.8, 0.4, 0.2, 0.1, 0.05).replicates(32, 128))
                .measures(ERROR, cell -> errors((int) Math.round(KEPT / cell.knob()), cell.knob(), cell))
                .exponent(0)
                .within(0.17, "a factor of 1.6 over the factor of 16 between the densities")
                .falsehood("It depends on n c^2, as (n c^2)^(-1/2).", -0.5)
                .control(
                        "What is the same at all densities is the error over (1/n + 1/(O n c))^(1/2), O = 8 outputs.",
                        CORRECTED)
                .costs(25)
                .build();
    }

    private static Measurement errors(int width, double density, CellContext cell) {
        RandomStreams random = cell.random();
        Mlp network = FiniteNetworks.masked(
                RandomChains.constant(density, HIDDEN), width, width, FiniteNetworks.OUTPUTS, cell.backend(), random);
        Mlp rescaled = Mlp.of(
                        MlpOptions.ntk(Activations.RELU, network.options().weightVariance() / density, 0),
                        network.weights(),
                        List.of())
                .withMasks(network.masks())
                .withBackend(cell.backend());
        DMatrixRMaj x = random.child("inputs").stream().gaussianMatrix(EXAMPLES, width);
        DMatrixRMaj dense = Kernels.dense(KernelOptions.of(Activations.RELU, HIDDEN), x, cell.backend())
                .ntk();
        double error = Kernels.relativeError(EmpiricalNtk.of(rescaled, x), dense);
        double variance = 1.0 / width + 1 / (FiniteNetworks.OUTPUTS * width * density);
        return Measurement.of(ERROR, error)
                .and(CORRECTED, error / Math.sqrt(variance))
                .and(UNSCALED, Kernels.relativeError(EmpiricalNtk.of(network, x), dense));
    }
}
