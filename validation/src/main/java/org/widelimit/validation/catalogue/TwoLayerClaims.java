package org.widelimit.validation.catalogue;

import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.gradientflow.transformer.Condensation;
import org.widelimit.gradientflow.transformer.SmallActivation;
import org.widelimit.gradientflow.transformer.TwoLayerNetwork;
import org.widelimit.numerics.random.RandomStream;
import org.widelimit.validation.claim.BoundClaim;
import org.widelimit.validation.claim.Claim;
import org.widelimit.validation.claim.Instance;
import org.widelimit.validation.claim.Measurement;
import org.widelimit.validation.report.Scale;

/** flow/20: onto how many lines the neurons of a two-layer network condense at the start of training. */
final class TwoLayerClaims {

    private static final String PAPER = "arXiv 2105.11686";
    private static final int NEURONS = 20;
    private static final int SAMPLES = 80;
    /** Neurons within this angle of each other lie on one line; they rest at 1e-8 of the fastest motion. */
    private static final double ANGLE = 1e-3;

    private static final String ALL = "p minus the number of lines";
    private static final String UP_TO_TWO = "p minus the number of lines, p up to 2";
    private static final String SETTING = " (5 inputs, 80 samples, target sum_k 3.5 sin(5 x_k + 1), 20 neurons)";

    private TwoLayerClaims() {}

    static List<Claim> claims() {
        return List.of(
                lines("flow/20", 5, 2)
                        .states(
                                "At leading order the neurons of a two-layer network that do not die out condense onto at most p lines for the"
                                        + " multiplicities p = 1 and 2 of the activation: tanh x, x tanh x" + SETTING
                                        + ".")
                        .derived(PAPER, "one vector for p = 1; for p = 2 the extreme eigenvectors of a quadratic form")
                        .falsehood("It is at most p - 1.", 1)
                        .build(),
                lines("flow/20-line", 1, 3)
                        .from(Scale.STANDARD)
                        .states(
                                "With one input the neurons of a two-layer network that do not die out condense onto at most p lines, p = 1, 2, 3"
                                        + " being the multiplicity of the activation (80 samples, 20 neurons).")
                        .derived(PAPER, "the case of one input: fixed directions are roots of a polynomial of degree p")
                        .falsehood("It is at most p - 1.", 1)
                        .build(),
                lines("flow/20-printed", 5, 3)
                        .from(Scale.STANDARD)
                        .states(
                                "At leading order the neurons of a two-layer network condense onto at most p lines, p = 1, 2, 3 being"
                                        + " the multiplicity of the activation: tanh x, x tanh x, x^2 tanh x" + SETTING
                                        + ".")
                        .printed(
                                PAPER,
                                "section 4: the maximal number of condensed orientations is twice the multiplicity")
                        .falsehood("It is at most p - 1.", 1)
                        .control("For p = 1 and 2 it is.", UP_TO_TWO)
                        .expectedRefuted()
                        .build());
    }

    private static BoundClaim.Builder lines(String id, int inputs, int multiplicities) {
        return BoundClaim.named(id)
                .formula("\\#\\{\\pm \\lim w_j / \\|w_j\\|\\} \\le p")
                .measures(ALL, instance -> {
                    SmallActivation activation = SmallActivation.values()[instance.index() % multiplicities];
                    double slack = slack(instance, activation, inputs);
                    return Measurement.of(ALL, slack).and(UP_TO_TWO, activation.multiplicity() <= 2 ? slack : 0);
                })
                .costs(12);
    }

    private static double slack(Instance instance, SmallActivation activation, int dimension) {
        RandomStream random = instance.stream();
        DMatrixRMaj inputs = new DMatrixRMaj(SAMPLES, dimension + 1);
        double[] targets = new double[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            for (int k = 0; k < dimension; k++) {
                double x = -4 + 6 * random.nextDouble();
                inputs.set(i, k, x);
                targets[i] += 3.5 * Math.sin(5 * x + 1);
            }
            inputs.set(i, dimension, 1);
        }
        instance.describe(() -> activation + ", " + dimension + " inputs");
        TwoLayerNetwork network = TwoLayerNetwork.of(inputs, targets, activation);
        // A neuron that dies out leaves a row of zeros, which is no line.
        DMatrixRMaj directions = new DMatrixRMaj(NEURONS, dimension + 1);
        for (int j = 0; j < NEURONS; j++) {
            int at = j * (dimension + 1);
            network.finalDirection(random.gaussians(dimension + 2))
                    .ifPresent(direction -> System.arraycopy(direction, 0, directions.data, at, dimension + 1));
        }
        return activation.multiplicity() - Condensation.lines(directions, ANGLE, 0);
    }
}
