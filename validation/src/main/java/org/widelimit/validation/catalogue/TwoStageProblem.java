package org.widelimit.validation.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.widelimit.gradientflow.FlowEvent;
import org.widelimit.gradientflow.FlowEvent.Response;
import org.widelimit.gradientflow.FlowIntegrator;
import org.widelimit.gradientflow.FlowOptions;
import org.widelimit.gradientflow.Sampling;
import org.widelimit.gradientflow.StepObserver.Decision;
import org.widelimit.gradientflow.Trajectory;
import org.widelimit.gradientflow.transformer.Attention;
import org.widelimit.gradientflow.transformer.BalancedReduction;
import org.widelimit.gradientflow.transformer.HiddenActivation;
import org.widelimit.gradientflow.transformer.MarginLoss;
import org.widelimit.gradientflow.transformer.OneLayerTransformer;
import org.widelimit.gradientflow.transformer.StageTwo;
import org.widelimit.gradientflow.transformer.TransformerData;
import org.widelimit.gradientflow.transformer.TransformerOptions;
import org.widelimit.gradientflow.transformer.TransformerShape;
import org.widelimit.gradientflow.transformer.TransformerWeights;
import org.widelimit.gradientflow.transformer.UniformAttentionLoss;
import org.widelimit.numerics.linalg.DenseBackends;
import org.widelimit.numerics.random.RandomStreams;

/**
 * Random data whose uniform-attention loss has a minimum w* below 0.95, with what the theory says of the second stage there: F, its singular values,
 * and the rate of the slowest direction in which w comes to w*, the least eigenvalue of |w|^{4/3} (I + 2 w w^T / |w|^2) times the Hessian.
 *
 * @param data the data
 * @param minimiser w*
 * @param sigma singular values of F
 * @param drive F
 * @param approach the rate
 */
record TwoStageProblem(TransformerData data, double[] minimiser, double[] sigma, DMatrixRMaj drive, double approach) {

    static final int WIDTH = 4;
    static final int TOKENS = 4;
    static final int SAMPLES = 24;
    /** |W_Q W_K^T|_F up to which keys and queries are in their linear regime. */
    static final double ACTIVE = 0.1;

    static final double ESCAPED = 0.99;
    private static final double LOWER_PLATEAU = 0.95;
    static final TransformerOptions OPTIONS =
            new TransformerOptions(Attention.SOFTMAX, HiddenActivation.IDENTITY, MarginLoss.EXPONENTIAL);

    private static final int DRAWS = 1000;
    private static final FlowOptions FLOW =
            FlowOptions.standard().withTolerances(1e-9, 1e-11).withSampling(Sampling.ends());

    /**
     * The first draw that has a minimum and that the condition accepts, with the tokens scaled such that {@link #haste} is what is asked
     * for: tokens times c make it c^{4/3} times. The choice sees the theory alone, never a run.
     */
    static TwoStageProblem draw(RandomStreams random, double haste, Predicate<TwoStageProblem> wanted) {
        for (int draw = 0; draw < DRAWS; draw++) {
            TransformerData data =
                    TransformerData.gaussian(SAMPLES, TOKENS, WIDTH, random.child("data", draw).stream());
            Optional<TwoStageProblem> problem = of(data).filter(wanted);
            if (problem.isPresent()) {
                double factor = Math.pow(haste / problem.get().haste(), 0.75);
                return of(scaled(data, factor)).orElseThrow();
            }
        }
        throw new IllegalStateException("expected such data within " + DRAWS + " draws, found none");
    }

    private static Optional<TwoStageProblem> of(TransformerData data) {
        UniformAttentionLoss loss = UniformAttentionLoss.of(data, OPTIONS.loss());
        // Else the second plateau is hardly below the first one, and no escape can be told.
        return loss.minimiser().filter(w -> loss.value(w) < LOWER_PLATEAU).map(w -> of(data, w));
    }

    private static TransformerData scaled(TransformerData data, double factor) {
        double[] x = new double[SAMPLES * TOKENS * WIDTH];
        double[] labels = new double[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            labels[i] = data.label(i);
            double[] sequence = data.sequence(i).data;
            for (int k = 0; k < sequence.length; k++) {
                x[i * sequence.length + k] = factor * sequence[k];
            }
        }
        return TransformerData.of(SAMPLES, TOKENS, WIDTH, x, labels);
    }

    private static TwoStageProblem of(TransformerData data, double[] w) {
        double[] unit = {1, 0, 0, 0};
        DMatrixRMaj drive = StageTwo.drive(data, BalancedReduction.lift(w, unit, unit, WIDTH), OPTIONS);
        return new TwoStageProblem(
                data, w, DenseBackends.named("ejml").singularValues(drive), drive, approachRate(data, w));
    }

    /** By P^{1/2} H P^{1/2}, P^{1/2} = |w|^{2/3} (I + (sqrt 3 - 1) w w^T / |w|^2). */
    private static double approachRate(TransformerData data, double[] w) {
        double square = 0;
        for (double x : w) {
            square += x * x;
        }
        DMatrixRMaj root = CommonOps_DDRM.identity(w.length);
        for (int i = 0; i < w.length; i++) {
            for (int j = 0; j < w.length; j++) {
                root.add(i, j, (Math.sqrt(3) - 1) * w[i] * w[j] / square);
            }
        }
        CommonOps_DDRM.scale(Math.cbrt(square), root);
        DMatrixRMaj hessian = UniformAttentionLoss.of(data, OPTIONS.loss()).hessian(w);
        double[] values = DenseBackends.named("ejml")
                .singularValues(CommonOps_DDRM.mult(CommonOps_DDRM.mult(root, hessian, null), root, null));
        return values[values.length - 1];
    }

    /** How much faster keys and queries grow than w comes to rest: Assumption 2 wants it small. */
    double haste() {
        return sigma[0] / approach;
    }

    /** s2 / s1. */
    double tie() {
        return sigma[1] / sigma[0];
    }

    /** A run that stops when |W_Q W_K^T|_F is at a level. */
    Run run(RandomStreams random, double scale, double level) {
        return run(OneLayerTransformer.of(data, OPTIONS), random, scale, level, Double.POSITIVE_INFINITY);
    }

    /** A run of some model from random weights until keys and queries are at a level, or some time after the escape. */
    static Run run(OneLayerTransformer model, RandomStreams random, double scale, double level, double after) {
        TransformerShape shape = TransformerShape.square(WIDTH);
        TransformerWeights start = TransformerWeights.gaussian(shape, scale, random.child("weights").stream());
        FlowEvent escape = model.lossFallsTo(shape, ESCAPED, Response.RECORD);
        List<double[]> losses = new ArrayList<>();
        Trajectory trajectory = FlowIntegrator.of(FLOW)
                .integrate(
                        model.flow(shape)
                                .withEvents(List.of(escape, model.keyQueryRisesTo(shape, level, Response.STOP))),
                        0,
                        start.state(),
                        1e9,
                        (t, y) -> {
                            double loss = model.loss(TransformerWeights.fromState(shape, y));
                            if (loss < ESCAPED) {
                                losses.add(new double[] {t, loss});
                            }
                            return losses.isEmpty() || t < losses.get(0)[0] + after ? Decision.CONTINUE : Decision.STOP;
                        });
        double escaped = trajectory.occurrences().get(0).time();
        return new Run(
                trajectory.finalTime() - escaped, losses, TransformerWeights.fromState(shape, trajectory.finalState()));
    }

    /**
     * What a run showed.
     *
     * @param duration time from the escape to the end
     * @param losses (t, L) at the accepted steps after the escape
     * @param last the weights at the end
     */
    record Run(double duration, List<double[]> losses, TransformerWeights last) {

        /** The longest stretch in which the loss falls by less than a tenth, as a share of the duration. */
        double plateau() {
            double longest = 0;
            int from = 0;
            for (int to = 0; to < losses.size(); to++) {
                while (losses.get(to)[1] < 0.9 * losses.get(from)[1]) {
                    from++;
                }
                longest = Math.max(longest, losses.get(to)[0] - losses.get(from)[0]);
            }
            return longest / duration;
        }
    }
}
