package org.widelimit.validation.catalogue;

import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.widelimit.ntk.multitask.ExtendedNtk;
import org.widelimit.validation.claim.Claim;
import org.widelimit.validation.claim.IdentityClaim;
import org.widelimit.validation.claim.Instance;
import org.widelimit.validation.claim.Measurement;

/** ntkmtl/N1 to N3: how the outputs of several tasks move under loss weights. */
final class WeightedFlowClaims {

    private static final String FLOW = "dO/dt against the flow of K~";
    private static final String WEIGHTED = "dO/dt against -K~ D e";
    private static final String PRINTED = "dO/dt against equation 13";
    private static final String ROUNDING = "central differences leave 1e-8; rivals are off by a tenth and more";

    private WeightedFlowClaims() {}

    static List<Claim> claims() {
        return List.of(unweighted(), weighted(), printed());
    }

    private static Claim unweighted() {
        return IdentityClaim.named("ntkmtl/N1")
                .states("Under gradient flow of the sum of k square losses the stacked outputs of a network move by the"
                        + " extended tangent kernel.")
                .formula("\\frac{dO}{dt} = -\\tilde K (O - y)")
                .printed(MultiTaskClaims.PAPER, "Theorem 3.2, eq. 7 to 9")
                .measures(FLOW, instance -> {
                    TaskInstance tasks = TaskInstance.draw(instance);
                    double[] ones = new double[tasks.tasks()];
                    Arrays.fill(ones, 1);
                    double[] velocity = tasks.velocity(ones);
                    ExtendedNtk kernel = tasks.kernel();
                    return Measurement.of(FLOW, TaskInstance.misfit(velocity, kernel.matrix(), tasks.residual()))
                            .and(
                                    "without the off-diagonal blocks",
                                    TaskInstance.misfit(
                                            velocity, kernel.decoupled().matrix(), tasks.residual()));
                })
                .within(1e-6, ROUNDING)
                .falsehood("Each task moves by its own kernel K_ii alone.", "without the off-diagonal blocks")
                .costs(1)
                .build();
    }

    private static Claim weighted() {
        return IdentityClaim.named("ntkmtl/N2")
                .states("Under gradient flow of a weighted sum of square losses the weight of task j multiplies what its"
                        + " residual does to all tasks, and what moves task i does not know w_i.")
                .formula("\\frac{dO_i}{dt} = -\\sum_j w_j K_{ij} (O_j - y_j)")
                .derived(MultiTaskClaims.PAPER, "eq. 12, by the chain rule; corrects Proposition 3.3")
                .measures(WEIGHTED, WeightedFlowClaims::flows)
                .within(1e-6, ROUNDING)
                .falsehood("Both weights enter, as equation 13 has it: w_i w_j K_ij.", PRINTED)
                .falsehood("The weight of the moved task enters: w_i K_ij.", "dO/dt against -D K~ e")
                .costs(1)
                .build();
    }

    private static Claim printed() {
        return IdentityClaim.named("ntkmtl/N2-printed")
                .states("Under gradient flow of a weighted sum of square losses the outputs move by a kernel with blocks"
                        + " w_i w_j K_ij.")
                .formula("\\frac{dO}{dt} = -\\left((w w^{\\top}) \\odot \\tilde K\\right) (O - y)")
                .printed(MultiTaskClaims.PAPER, "Proposition 3.3, eq. 13")
                .measures(PRINTED, WeightedFlowClaims::flows)
                .within(1e-6, ROUNDING)
                .falsehood("The weight of the moved task enters: w_i K_ij.", "dO/dt against -D K~ e")
                .control("The weight of the moving task alone enters: w_j K_ij.", WEIGHTED)
                .expectedRefuted()
                .costs(1)
                .build();
    }

    private static Measurement flows(Instance instance) {
        TaskInstance tasks = TaskInstance.draw(instance);
        double[] weights = weights(instance, tasks.tasks());
        double[] velocity = tasks.velocity(weights);
        double[] residual = tasks.residual();
        ExtendedNtk kernel = tasks.kernel();
        DMatrixRMaj generator = kernel.generator(weights);
        DMatrixRMaj moved = CommonOps_DDRM.transpose(generator, null);
        return Measurement.of(WEIGHTED, TaskInstance.misfit(velocity, generator, residual))
                .and(
                        PRINTED,
                        TaskInstance.misfit(
                                velocity, kernel.printedGenerator(weights).matrix(), residual))
                .and("dO/dt against -D K~ e", TaskInstance.misfit(velocity, moved, residual));
    }

    /** Weights between a tenth and ten, uniform in their logarithm. */
    static double[] weights(Instance instance, int tasks) {
        double[] weights = new double[tasks];
        for (int i = 0; i < tasks; i++) {
            weights[i] = Math.pow(10, instance.uniform(-1, 1));
        }
        return weights;
    }
}
