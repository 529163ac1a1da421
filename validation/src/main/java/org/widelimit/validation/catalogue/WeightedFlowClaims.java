package org.widelimit.validation.catalogue;

import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
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
    private static final String SQUARES = "du/dt against equation 13";
    private static final String SPECTRUM = "difference of the spectra";
    private static final String ROUNDING = "central differences leave 1e-8; rivals are off by a tenth and more";

    private WeightedFlowClaims() {}

    static List<Claim> claims() {
        return List.of(unweighted(), weighted(), printed(), readings(), spectrum());
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
                .states(
                        "Under gradient flow of a weighted sum of square losses the weight of task j multiplies what its"
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
                .states(
                        "Under gradient flow of a weighted sum of square losses the outputs move by a kernel with blocks"
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

    private static Claim readings() {
        return IdentityClaim.named("ntkmtl/N2-squares")
                .states(
                        "Equation 13 is right of other things: under the loss weights w_i^2 the scaled residuals w_i (O_i - y_i)"
                                + " move by the kernel with blocks w_i w_j K_ij.")
                .formula(
                        "u_i = w_i (O_i - y_i): \\quad \\frac{du}{dt} = -\\left((w w^{\\top}) \\odot \\tilde K\\right) u")
                .derived(MultiTaskClaims.PAPER, "the reading under which eq. 13 holds")
                .measures(SQUARES, instance -> {
                    TaskInstance tasks = TaskInstance.draw(instance);
                    double[] weights = weights(instance, tasks.tasks());
                    double[] squares = new double[weights.length];
                    Arrays.setAll(squares, i -> weights[i] * weights[i]);
                    DMatrixRMaj matrix =
                            tasks.kernel().printedGenerator(weights).matrix();
                    double[] u = scaled(tasks.residual(), weights);
                    return Measurement.of(
                                    SQUARES, TaskInstance.misfit(scaled(tasks.velocity(squares), weights), matrix, u))
                            .and(
                                    "under the weights w_i",
                                    TaskInstance.misfit(scaled(tasks.velocity(weights), weights), matrix, u));
                })
                .within(1e-6, ROUNDING)
                .falsehood("It holds under the loss weights w_i.", "under the weights w_i")
                .costs(1)
                .build();
    }

    private static double[] scaled(double[] stacked, double[] weights) {
        int n = stacked.length / weights.length;
        double[] result = new double[stacked.length];
        Arrays.setAll(result, row -> weights[row / n] * stacked[row]);
        return result;
    }

    private static Claim spectrum() {
        return IdentityClaim.named("ntkmtl/N3")
                .states(
                        "K~ D has the real, non-negative spectrum of the symmetric D^(1/2) K~ D^(1/2): under loss weights"
                                + " the residuals decay and do not oscillate.")
                .formula(
                        "\\operatorname{spec}(\\tilde K D) = \\operatorname{spec}(D^{1/2} \\tilde K D^{1/2}) \\subset [0, \\infty)")
                .derived(MultiTaskClaims.PAPER, "eq. 12: similarity by D^(1/2)")
                .measures(SPECTRUM, WeightedFlowClaims::spectra)
                .within(1e-10, "rounding of the unsymmetric eigenvalues times the condition of D^(1/2), at most 4")
                .falsehood("It has the spectrum of the kernel with blocks w_i w_j K_ij.", "spectrum of equation 13")
                .falsehood("It has that of K~ times the mean weight.", "spectrum with the mean weight")
                .costs(1)
                .build();
    }

    private static Measurement spectra(Instance instance) {
        int k = instance.dimension(2, 5);
        int n = instance.dimension(1, 12);
        DMatrixRMaj jacobian = instance.gaussianMatrix(k * n, instance.dimension(1, 40));
        instance.describe(() -> k + " tasks, " + n + " examples");
        double[] weights = weights(instance, k);
        DMatrixRMaj product = new DMatrixRMaj(k * n, k * n);
        instance.backend().syrk(1, jacobian, 0, product);
        ExtendedNtk kernel = new ExtendedNtk(product, k);
        double[][] measured = eigenvalues(kernel.generator(weights));
        double mean = Arrays.stream(weights).average().orElseThrow();
        double[] byMean = instance.backend().symmetricEigenvalues(product);
        Arrays.setAll(byMean, i -> mean * byMean[i]);
        return Measurement.of(
                        SPECTRUM,
                        distance(
                                measured,
                                instance.backend()
                                        .symmetricEigenvalues(
                                                kernel.symmetrised(weights).matrix())))
                .and(
                        "spectrum of equation 13",
                        distance(
                                measured,
                                instance.backend()
                                        .symmetricEigenvalues(
                                                kernel.printedGenerator(weights).matrix())))
                .and("spectrum with the mean weight", distance(measured, byMean));
    }

    /** Real parts, ascending, and the largest imaginary part, by EJML's unsymmetric solver. */
    private static double[][] eigenvalues(DMatrixRMaj a) {
        EigenDecomposition_F64<DMatrixRMaj> solver = DecompositionFactory_DDRM.eig(a.numRows, false, false);
        if (!solver.decompose(a.copy())) {
            throw new ArithmeticException("the unsymmetric eigenvalues did not converge");
        }
        double[] real = new double[a.numRows];
        double imaginary = 0;
        for (int i = 0; i < real.length; i++) {
            real[i] = solver.getEigenvalue(i).getReal();
            imaginary = Math.max(imaginary, Math.abs(solver.getEigenvalue(i).getImaginary()));
        }
        Arrays.sort(real);
        return new double[][] {real, {imaginary}};
    }

    /** Of the largest eigenvalue: the largest difference, imaginary part, or distance below zero. */
    private static double distance(double[][] measured, double[] expected) {
        double worst = Math.max(measured[1][0], -expected[0]);
        for (int i = 0; i < expected.length; i++) {
            worst = Math.max(worst, Math.abs(measured[0][i] - expected[i]));
        }
        return worst / expected[expected.length - 1];
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
