package org.widelimit.validation.catalogue;

import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.networks.MeanSquaredError;
import org.widelimit.networks.Mlp;
import org.widelimit.networks.training.Sgd;
import org.widelimit.networks.training.Trainer;
import org.widelimit.networks.training.TrainingOptions;
import org.widelimit.ntk.empirical.EmpiricalNtk;
import org.widelimit.ntk.empirical.PrunedGradients;
import org.widelimit.numerics.linalg.SymmetricEigen;
import org.widelimit.numerics.random.RandomStreams;
import org.widelimit.numerics.stats.Bias;
import org.widelimit.validation.claim.CellContext;
import org.widelimit.validation.claim.Claim;
import org.widelimit.validation.claim.Measurement;
import org.widelimit.validation.claim.Sweep;
import org.widelimit.validation.claim.ValueClaim;
import org.widelimit.validation.report.Scale;

/** graphon/C24: the tangent kernel at initialisation says how fast a masked network learns each of its modes. */
final class TrainingDecayClaims {

    private static final int HIDDEN = 2;
    private static final int INPUTS = 20;
    private static final int EXAMPLES = 16;
    private static final double DENSITY = 0.3;
    private static final int MODES = 4;

    /** Of the largest eigenvalue: far below 2, where gradient descent becomes unstable. */
    private static final double STEP = 0.2;

    private static final String RATE = "rate of decay over the predicted one";
    private static final String ALL_GRADIENTS = "rate over that of the kernel with the gradients of pruned weights";

    private TrainingDecayClaims() {}

    static List<Claim> claims() {
        return List.of(decay());
    }

    private static Claim decay() {
        return ValueClaim.named("graphon/C24")
                .states(
                        "Gradient descent on the squared error makes the residual of a masked network (density 0.3 in all"
                                + " layers) along the k-th eigenvector of its initial tangent kernel decay as the kernel says, by"
                                + " 1 - eta lambda_k / N a step, in the limit of width. The number is the logarithm of the residual"
                                + " over the predicted one when that is 1/e, mean over the modes k = 1 to 4; all 16 modes start with"
                                + " equal residuals. Arithmetic mean over networks.")
                .formula(
                        "\\frac{\\log |v_k^{\\top} r(t)| - \\log |v_k^{\\top} r(0)|}{t \\log (1 - \\eta \\lambda_k / N)}"
                                + " \\to 1")
                .printed(GraphonPapers.LIMIT_HYPOTHESIS, "section 5: convergence of gradient flow by the eigenvalues")
                .knob("width")
                .at(Scale.STANDARD, Sweep.over(512, 1024, 2048).replicates(24, 96))
                .measures(RATE, TrainingDecayClaims::rates)
                .is(1)
                .within(0.1, "10 %; the rivals are off by 25 % and more")
                .bias(Bias.between(0.5, 1))
                .falsehood("Modes decay a quarter faster.", 1.25)
                .falsehood("Modes decay a quarter slower.", 0.75)
                .falsehood("The kernel with the gradients of pruned weights predicts it.", ALL_GRADIENTS)
                .costs(200)
                .build();
    }

    private static Measurement rates(CellContext cell) {
        RandomStreams random = cell.random();
        Mlp network = FiniteNetworks.masked(
                RandomChains.constant(DENSITY, HIDDEN), cell.size(), INPUTS, 1, cell.backend(), random);
        DMatrixRMaj x = random.child("inputs").stream().gaussianMatrix(EXAMPLES, INPUTS);
        return Measurement.of(RATE, meanRate(network, x, PrunedGradients.EXCLUDED))
                .and(ALL_GRADIENTS, meanRate(network, x, PrunedGradients.INCLUDED));
    }

    private static double meanRate(Mlp network, DMatrixRMaj x, PrunedGradients gradients) {
        SymmetricEigen eigen = network.backend().symmetricEigen(EmpiricalNtk.of(network, x, gradients));
        double largest = eigen.values()[EXAMPLES - 1];
        double rate = STEP * EXAMPLES / largest;
        DMatrixRMaj y = targets(network.forward(x), eigen.vectors());
        double sum = 0;
        Mlp current = network;
        int done = 0;
        for (int k = 0; k < MODES; k++) {
            double perStep = Math.log1p(-STEP * eigen.values()[EXAMPLES - 1 - k] / largest);
            int steps = (int) Math.max(1, Math.round(-1 / perStep));
            current = trained(current, x, y, rate, steps - done);
            done = steps;
            double residual = projection(current.forward(x), y, eigen.vectors(), EXAMPLES - 1 - k);
            sum += Math.log(residual) / (steps * perStep);
        }
        return sum / MODES;
    }

    /** f_0 + sum_k v_k: a residual of length 1 along every eigenvector. */
    private static DMatrixRMaj targets(DMatrixRMaj outputs, DMatrixRMaj vectors) {
        DMatrixRMaj y = outputs.copy();
        for (int e = 0; e < EXAMPLES; e++) {
            double[] row = Arrays.copyOfRange(vectors.data, e * EXAMPLES, (e + 1) * EXAMPLES);
            y.data[e] += Arrays.stream(row).sum();
        }
        return y;
    }

    private static Mlp trained(Mlp network, DMatrixRMaj x, DMatrixRMaj y, double rate, int steps) {
        TrainingOptions options = new TrainingOptions(Sgd.of(rate), new MeanSquaredError(), steps, EXAMPLES);
        // One batch holds all examples, so nothing is drawn.
        return Trainer.train(network, x, y, options, RandomStreams.of(0)).network();
    }

    private static double projection(DMatrixRMaj f, DMatrixRMaj y, DMatrixRMaj vectors, int mode) {
        double sum = 0;
        for (int e = 0; e < EXAMPLES; e++) {
            sum += vectors.get(e, mode) * (y.data[e] - f.data[e]);
        }
        return Math.abs(sum);
    }
}
