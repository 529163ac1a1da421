package org.widelimit.validation.catalogue;

import java.util.Collections;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.widelimit.graphon.GraphonChain;
import org.widelimit.networks.Activation;
import org.widelimit.networks.Activations;
import org.widelimit.networks.Mlp;
import org.widelimit.networks.MlpOptions;
import org.widelimit.networks.MlpShape;
import org.widelimit.ntk.empirical.EmpiricalNtk;
import org.widelimit.ntk.kernel.KernelOptions;
import org.widelimit.ntk.kernel.Variant;
import org.widelimit.validation.claim.CellContext;
import org.widelimit.validation.claim.Claim;
import org.widelimit.validation.claim.Measurement;
import org.widelimit.validation.claim.RateClaim;
import org.widelimit.validation.claim.Sweep;
import org.widelimit.validation.report.Scale;

/**
 * graphon/G7-mean: the mean of the kernels of finite masked networks tends to the Graphon NTK like 1/n.
 *
 * <p>The first layer is dense: a mask over d input coordinates fluctuates with d and not with n, so that the variance of a pre-activation is random at any width, to which all but
 * homogeneous activations are sensitive.
 */
final class InvariantRateClaims {

    private static final double BIAS_VARIANCE = 0.2;

    /** In the mean, bias over noise does not depend on the width: so many networks for each unit of it. */
    private static final int NETWORKS_PER_UNIT = 8;

    private static final int MEAN_INPUTS = 4;
    private static final int MEAN_OUTPUTS = 4;
    private static final double MEAN_DENSITY = 0.5;
    private static final String OFFSET = "relative offset of the mean trace";

    private InvariantRateClaims() {}

    static List<Claim> claims() {
        return List.of(mean());
    }

    private static Claim mean() {
        return RateClaim.named("graphon/G7-mean")
                .states("The mean over networks of the tangent kernel tends to the Graphon NTK faster than one network"
                        + " does, like 1/n: its trace, for z^2 with two hidden layers and biases.")
                .formula(
                        "|\\mathbb{E} \\operatorname{tr} \\hat\\Theta_n / \\operatorname{tr} \\Theta - 1| \\sim n^{-1}")
                .derived(
                        GraphonPapers.LIMIT_HYPOTHESIS,
                        "fluctuations of order n^(-1/2) enter the mean in second order; each replicate is the mean of"
                                + " 8 n networks, so that its noise is a fixed part of the offset")
                .knob("width")
                .at(Scale.QUICK, Sweep.over(16, 24, 32, 48, 64).replicates(32, 128))
                .at(Scale.STANDARD, Sweep.over(32, 48, 64, 96, 128).replicates(32, 128))
                .measures(OFFSET, cell -> Measurement.of(OFFSET, offset(cell)))
                .exponent(-1)
                .within(0.2, "less than half the way to -1/2")
                .falsehood("It falls as n^(-1/2), as the error of one network.", -0.5)
                .falsehood("It falls as n^(-3/2).", -1.5)
                .costs(8)
                .build();
    }

    private static double offset(CellContext cell) {
        Activation square = Activations.monomial(2);
        int hidden = 2;
        DMatrixRMaj x = new DMatrixRMaj(new double[][] {{1, 0.5, -0.5, 1}, {-0.3, 1, 0.8, 0.2}});
        GraphonChain chain = RandomChains.constant(MEAN_DENSITY, false, true, true);
        KernelOptions options = KernelOptions.of(square, hidden).withVariances(1, BIAS_VARIANCE);
        double limit = CommonOps_DDRM.trace(Kernels.graphon(chain, options, Variant.MASKED, x, cell.backend())
                .ntk());
        MlpOptions finite = MlpOptions.ntk(square, 1, BIAS_VARIANCE);
        MlpShape shape = new MlpShape(MEAN_INPUTS, Collections.nCopies(hidden, cell.size()), MEAN_OUTPUTS);
        int networks = NETWORKS_PER_UNIT * cell.size();
        double sum = 0;
        for (int r = 0; r < networks; r++) {
            Mlp network = FiniteNetworks.masked(
                    chain, finite, shape, cell.backend(), cell.random().child("network", r));
            sum += CommonOps_DDRM.trace(EmpiricalNtk.of(network, x));
        }
        return Math.abs(sum / networks / limit - 1);
    }
}
