package org.widelimit.gradientflow.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.widelimit.gradientflow.FlowEvent.Response;
import org.widelimit.gradientflow.FlowIntegrator;
import org.widelimit.gradientflow.FlowOptions;
import org.widelimit.gradientflow.Sampling;
import org.widelimit.gradientflow.Trajectory;
import org.widelimit.numerics.random.RandomStream;

/** The second stage: F, Proposition 3, and the two stages in one run (arXiv 2510.06954, section 4). */
class StageTwoTest {
    private static final TransformerOptions IDENTITY =
            new TransformerOptions(Attention.SOFTMAX, HiddenActivation.IDENTITY, MarginLoss.EXPONENTIAL);
    private static final FlowOptions TIGHT =
            FlowOptions.standard().withTolerances(1e-13, 1e-15).withSampling(Sampling.ends());

    @ParameterizedTest
    @MethodSource("org.widelimit.gradientflow.transformer.OneLayerTransformerTest#models")
    void theDriveOfEquation15IsTheGradientAtZeroKeysAndQueries(TransformerOptions options) {
        for (int seed = 0; seed < 10; seed++) {
            RandomStream random = Laws.stream(seed, "drive");
            TransformerShape shape = new TransformerShape(3 + seed % 3, 2, 4, 3);
            TransformerData data = TransformerData.gaussian(24, 1 + seed, shape.width(), random);
            TransformerWeights weights = TransformerWeights.gaussian(shape, 0.7, random);
            DMatrixRMaj none = new DMatrixRMaj(shape.width(), shape.keys());
            DMatrixRMaj g = OneLayerTransformer.of(data, options).drive(weights.withKeyQuery(none, none));
            DMatrixRMaj f = StageTwo.drive(data, weights, options);
            assertThat(Laws.distance(f, g)).isLessThanOrEqualTo(1e-14 * Math.max(1, Matrices.norm(g)));
            if (seed > 0) {
                assertThat(Matrices.norm(g)).isGreaterThan(1e-3);
            }
        }
    }

    @Test
    void equalTokensDriveNothing() {
        // One token repeated: its covariance vanishes, and with it F and G.
        double[] x = {1, -2, 1, -2, 1, -2, 3, 1, 3, 1, 3, 1};
        TransformerData data = TransformerData.of(2, 3, 2, x, new double[] {1, -1});
        TransformerWeights weights =
                TransformerWeights.gaussian(TransformerShape.square(2), 1, Laws.stream(1, "equal"));
        assertThat(Matrices.norm(StageTwo.drive(data, weights, IDENTITY))).isLessThan(1e-15);
        assertThat(Matrices.norm(OneLayerTransformer.of(data, IDENTITY).drive(weights)))
                .isLessThan(1e-14);
    }

    private static double[] criticalPoint(TransformerData data) {
        return UniformAttentionLoss.of(data, MarginLoss.EXPONENTIAL).minimiser().orElseThrow();
    }

    @Property(tries = 30)
    void newtonAndTheFlowFindTheSameMinimiser(@ForAll @IntRange(max = 9999) int seed, @ForAll MarginLoss kind) {
        TransformerData data = TransformerData.gaussian(24, 4, 3, Laws.stream(seed, "minimiser"));
        UniformAttentionLoss loss = UniformAttentionLoss.of(data, kind);
        double[] w = loss.minimiser().orElseThrow();
        assertThat(Matrices.norm(loss.descent(w))).isLessThan(1e-14);
        assertThat(Matrices.singularValues(loss.hessian(w))[2]).isPositive();
        double[] nearby = w.clone();
        nearby[1] += 1e-2;
        Trajectory back = FlowIntegrator.of(TIGHT).integrate(BalancedReduction.of(loss), 0, nearby, 0.1);
        assertThat(loss.value(back.finalState())).isBetween(loss.value(w), loss.value(nearby));
    }

    @Test
    void theHessianIsTheDerivativeOfTheDescent() {
        TransformerData data = TransformerData.gaussian(6, 3, 4, Laws.stream(2, "hessian"));
        for (MarginLoss kind : MarginLoss.values()) {
            UniformAttentionLoss loss = UniformAttentionLoss.of(data, kind);
            double[] w = Laws.unit(4, Laws.stream(3, "hessian"));
            DMatrixRMaj hessian = loss.hessian(w);
            for (int k = 0; k < 4; k++) {
                double[] plus = w.clone();
                double[] minus = w.clone();
                plus[k] += 1e-5;
                minus[k] -= 1e-5;
                assertThat((loss.value(minus) - loss.value(plus)) / 2e-5).isCloseTo(loss.descent(w)[k], offset(1e-9));
                double[] up = loss.descent(plus);
                double[] down = loss.descent(minus);
                for (int i = 0; i < 4; i++) {
                    assertThat((down[i] - up[i]) / 2e-5).isCloseTo(hessian.get(i, k), offset(1e-9));
                }
            }
        }
    }

    @Test
    void separatedDataHaveNoSecondPlateau() {
        // All y_i Xbar_i on one side of a hyperplane: no finite critical point, and the flow of w never rests.
        RandomStream random = Laws.stream(5, "separated");
        double[] x = random.gaussians(10 * 3);
        double[] y = new double[10];
        for (int i = 0; i < 10; i++) {
            y[i] = x[3 * i] > 0 ? 1 : -1;
        }
        TransformerData data = TransformerData.of(10, 1, 3, x, y);
        for (MarginLoss kind : MarginLoss.values()) {
            UniformAttentionLoss loss = UniformAttentionLoss.of(data, kind);
            assertThat(loss.minimiser()).isEmpty();
            Trajectory trajectory = FlowIntegrator.of(FlowOptions.standard())
                    .integrate(BalancedReduction.of(loss), 0, data.direction(), 1e4)
                    .complete();
            assertThat(loss.value(trajectory.finalState())).isLessThan(1e-4);
        }
    }

    @Test
    void fewerSamplesThanDimensionsLeaveTheRestOfTheSpaceAlone() {
        // Two equal means with opposite labels: the minimiser is 0, in the row space of the means.
        TransformerData data = TransformerData.of(2, 1, 3, new double[] {1, 2, 3, 1, 2, 3}, new double[] {1, -1});
        assertThat(UniformAttentionLoss.of(data, MarginLoss.LOGISTIC)
                        .minimiser()
                        .orElseThrow())
                .containsExactly(new double[3], within(1e-15));
    }

    @Test
    void ordersOfProposition3() {
        // At a critical point with keys and queries of size delta: outer gradients delta^2, theirs delta, and F W_K
        // misses W_Q' by delta^3.
        double[] deltas = {1e-2, 5e-3, 2e-3, 1e-3};
        for (int seed = 0; seed < 5; seed++) {
            RandomStream random = Laws.stream(seed, "orders");
            TransformerData data = TransformerData.gaussian(24, 4, 3, random);
            OneLayerTransformer model = OneLayerTransformer.of(data, IDENTITY);
            TransformerWeights outer =
                    BalancedReduction.lift(criticalPoint(data), Laws.unit(3, random), Laws.unit(3, random), 3);
            DMatrixRMaj q = random.gaussianMatrix(3, 3);
            DMatrixRMaj k = random.gaussianMatrix(3, 3);
            DMatrixRMaj f = StageTwo.drive(data, outer, IDENTITY);
            double[][] sizes = new double[3][deltas.length];
            for (int i = 0; i < deltas.length; i++) {
                TransformerWeights theta =
                        outer.withKeyQuery(Matrices.scaled(deltas[i], q), Matrices.scaled(deltas[i], k));
                TransformerWeights velocity = model.velocity(theta);
                sizes[0][i] = Math.hypot(
                        Math.hypot(Matrices.norm(velocity.wv()), Matrices.norm(velocity.w1())),
                        Matrices.norm(velocity.w2()));
                sizes[1][i] = Math.hypot(Matrices.norm(velocity.wq()), Matrices.norm(velocity.wk()));
                sizes[2][i] = Laws.distance(velocity.wq(), Matrices.multiply(f, theta.wk()));
                StageTwo.Separation separation = StageTwo.separation(model, theta);
                assertThat(separation.outerGradient()).isLessThan(1e-14);
                assertThat(separation.delta()).isLessThan(4 * deltas[i]);
                assertThat(separation.constant()).isLessThan(1e-7);
            }
            assertThat(Laws.logLogSlope(deltas, sizes[0])).isCloseTo(2, offset(0.01));
            assertThat(Laws.logLogSlope(deltas, sizes[1])).isCloseTo(1, offset(0.01));
            assertThat(Laws.logLogSlope(deltas, sizes[2])).isCloseTo(3, offset(0.01));
        }
    }

    @Test
    void separationFailsAwayFromACriticalPoint() {
        RandomStream random = Laws.stream(7, "control");
        TransformerData data = TransformerData.gaussian(24, 4, 3, random);
        TransformerWeights weights = TransformerWeights.gaussian(TransformerShape.square(3), 1e-2, random);
        double[] w = Laws.unit(3, random);
        TransformerWeights theta = BalancedReduction.lift(w, Laws.unit(3, random), Laws.unit(3, random), 3)
                .withKeyQuery(weights.wq(), weights.wk());
        assertThat(StageTwo.separation(OneLayerTransformer.of(data, IDENTITY), theta)
                        .constant())
                .isGreaterThan(10);
    }

    @Test
    void theBalancedReductionIsTheMatrixFlow() {
        for (MarginLoss loss : MarginLoss.values()) {
            for (int seed = 0; seed < 3; seed++) {
                RandomStream random = Laws.stream(seed, "reduction");
                TransformerData data = TransformerData.gaussian(12, 3, 5, random);
                double[] w = random.gaussians(5);
                TransformerWeights start = BalancedReduction.lift(w, Laws.unit(5, random), Laws.unit(5, random), 2);
                assertThat(start.functional()).containsExactly(w, within(1e-14));
                OneLayerTransformer model = OneLayerTransformer.of(
                        data, new TransformerOptions(Attention.SOFTMAX, HiddenActivation.IDENTITY, loss));
                double[] matrices = TransformerWeights.fromState(
                                start.shape(),
                                FlowIntegrator.of(TIGHT)
                                        .integrate(model.flow(start.shape()), 0, start.state(), 2)
                                        .complete()
                                        .finalState())
                        .functional();
                UniformAttentionLoss uniform = UniformAttentionLoss.of(data, loss);
                BalancedReduction reduction = BalancedReduction.of(uniform);
                Trajectory reduced =
                        FlowIntegrator.of(TIGHT).integrate(reduction, 0, w, 2).complete();
                assertThat(matrices).containsExactly(reduced.finalState(), within(1e-11));
                assertThat(uniform.value(matrices)).isLessThan(uniform.value(w));
                assertThat(reduced.drift().get("loss")).isZero();
            }
        }
        double[] none = new double[2];
        BalancedReduction.of(UniformAttentionLoss.of(
                        TransformerData.gaussian(3, 2, 2, Laws.stream(1, "rest")), MarginLoss.LOGISTIC))
                .derivative(0, new double[2], none);
        assertThat(none).containsOnly(0);
    }

    @Property(tries = 20)
    void theFirstStageIsTheEffectiveDynamicsUpToSecondOrder(
            @ForAll @IntRange(max = 9999) int seed, @ForAll @IntRange(max = 7) int which) {
        TransformerOptions options = OneLayerTransformerTest.models().toList().get(which);
        RandomStream random = Laws.stream(seed, "first");
        TransformerData data = TransformerData.gaussian(7, 5, 4, random);
        OneLayerTransformer model = OneLayerTransformer.of(data, options);
        double[] unit = TransformerWeights.gaussian(TransformerShape.square(4), 1, random)
                .state();
        double[] scales = {1e-3, 3e-4, 1e-4};
        double[] outer = new double[3];
        double[] keys = new double[3];
        for (int i = 0; i < 3; i++) {
            TransformerWeights weights =
                    TransformerWeights.fromState(TransformerShape.square(4), Matrices.scaled(scales[i], unit));
            double rate = data.rescaledTime(1, scales[i], options.loss()) * scales[i];
            TransformerWeights velocity = model.velocity(weights);
            outer[i] = outerError(data, weights, velocity, scales[i], rate);
            keys[i] = Math.hypot(Matrices.norm(velocity.wq()), Matrices.norm(velocity.wk())) / rate;
        }
        assertThat(Laws.logLogSlope(scales, keys)).isCloseTo(2, offset(0.02));
        // The error is a sum of epsilon^2 and higher terms: a ratio of two scales shows the order once the rest is
        // small.
        assertThat(outer[0]).isLessThan(1e-3);
        assertThat(Laws.logLogSlope(scales, outer)).isCloseTo(2, offset(0.1));
    }

    /** Distance between the velocity of (W_V, W1, W2) and eq. 7, with W_V' = v^T (W1 W2)^T, relative to the latter. */
    private static double outerError(
            TransformerData data, TransformerWeights weights, TransformerWeights velocity, double scale, double rate) {
        EffectiveDynamics effective = weights.effective(data.direction(), scale);
        int d = effective.width();
        double[] expected = new double[d * (d + 2)];
        effective.flow().derivative(0, effective.state(), expected);
        DMatrixRMaj wv =
                Matrices.multiplyTransB(Matrices.column(data.direction()), Matrices.column(Arrays.copyOf(expected, d)));
        DMatrixRMaj w1 = new EffectiveField(d).w1(expected);
        double error = Math.pow(Laws.distance(Matrices.scaled(1 / rate, velocity.wv()), wv), 2)
                + Math.pow(Laws.distance(Matrices.scaled(1 / rate, velocity.w1()), w1), 2);
        for (int i = 0; i < d; i++) {
            error += Math.pow(velocity.w2()[i] / rate - expected[d + d * d + i], 2);
        }
        return Math.sqrt(error) / Matrices.norm(expected);
    }

    @Test
    void theFirstPlateauOfTwoScalesEndsAtTheBlowUpTime() {
        List<Double> kappas = kappas(HiddenActivation.TANH, 1e-2, 3e-3);
        assertThat(kappas.get(1)).isCloseTo(kappas.get(0), offset(0.01 * Math.abs(kappas.get(1))));
        assertThat(Math.abs(kappas.get(1))).isBetween(0.05, 20.0);
    }

    @Test
    @Tag("slow")
    void theFirstPlateauEndsAtTheBlowUpTime() {
        for (HiddenActivation activation : HiddenActivation.values()) {
            List<Double> kappas = kappas(activation, 1e-3, 3e-4, 1e-4);
            assertThat(kappas.get(2)).isCloseTo(kappas.get(1), offset(0.01 * Math.abs(kappas.get(1))));
            assertThat(kappas.get(1)).isCloseTo(kappas.get(0), offset(0.05 * Math.abs(kappas.get(1))));
            assertThat(Math.abs(kappas.get(1))).isBetween(0.05, 20.0);
        }
    }

    /** kappa of t_esc epsilon |S| / (n s) = T* - kappa epsilon + o(epsilon), for each epsilon. */
    private static List<Double> kappas(HiddenActivation activation, double... scales) {
        TransformerOptions options = new TransformerOptions(Attention.SOFTMAX, activation, MarginLoss.EXPONENTIAL);
        TransformerData data = TransformerData.gaussian(24, 4, 4, Laws.stream(1, "escape"));
        TransformerWeights unit = TransformerWeights.gaussian(TransformerShape.square(4), 1, Laws.stream(1, "weights"));
        double end = unit.effective(data.direction(), 1).blowUp().time().orElseThrow();
        List<Double> kappas = new ArrayList<>();
        for (double scale : scales) {
            TransformerWeights start = TransformerWeights.fromState(unit.shape(), Matrices.scaled(scale, unit.state()));
            double span = 1.01 * end / data.rescaledTime(1, scale, options.loss());
            TransformerRun run =
                    TransformerRun.of(OneLayerTransformer.of(data, options), start, span, FlowOptions.standard());
            double escape = data.rescaledTime(run.stages().escape().orElseThrow(), scale, options.loss());
            kappas.add((end - escape) / scale);
        }
        return kappas;
    }

    @Test
    void theSecondPlateauLastsLikeTheLogarithm() {
        // Keys and queries start at epsilon and grow at the rate sigma_1(F): sigma_1 d(duration) / d ln(1/epsilon) ->
        // 1, and what is collapsed
        // at the end of their linear regime is epsilon^{1 - sigma_2 / sigma_1} for W_Q, its square for W_Q W_K^T.
        TransformerShape shape = TransformerShape.square(4);
        RandomStream random = Laws.stream(3, "w17");
        TransformerData data = TransformerData.gaussian(24, 4, 4, Laws.stream(3, "d17"));
        OneLayerTransformer model = OneLayerTransformer.of(data, IDENTITY);
        DMatrixRMaj f = StageTwo.drive(
                data,
                BalancedReduction.lift(criticalPoint(data), Laws.unit(4, random), Laws.unit(4, random), 4),
                IDENTITY);
        double[] sigma = Matrices.singularValues(f);
        double[] unit = TransformerWeights.gaussian(shape, 1, random).state();
        double[] durations = new double[3];
        double[] ratios = new double[3];
        for (int i = 0; i < 3; i++) {
            double[] start = Matrices.scaled(Math.pow(10, -3 - i), unit);
            var flow = model.flow(shape)
                    .withEvents(List.of(
                            model.lossFallsTo(shape, 0.99, Response.RECORD),
                            model.keyQueryRisesTo(shape, 0.1, Response.STOP)));
            Trajectory trajectory = FlowIntegrator.of(
                            FlowOptions.standard().withTolerances(1e-9, 1e-11).withSampling(Sampling.ends()))
                    .integrate(flow, 0, start, 1e8);
            assertThat(trajectory.occurrences()).hasSize(2);
            durations[i] = trajectory.occurrences().get(1).time()
                    - trajectory.occurrences().get(0).time();
            TransformerWeights last = TransformerWeights.fromState(shape, trajectory.finalState());
            ratios[i] = RankCollapse.ratio(last.wq(), 2);
            assertThat(RankCollapse.alignment(Matrices.multiplyTransB(last.wq(), last.wk()), f))
                    .isGreaterThan(0.99);
        }
        double last = (durations[2] - durations[1]) / Math.log(10) * sigma[0];
        double before = (durations[1] - durations[0]) / Math.log(10) * sigma[0];
        assertThat(last).isCloseTo(1, offset(0.01));
        assertThat(before).isCloseTo(1, offset(0.05));
        double exponent = Math.log10(ratios[1] / ratios[2]);
        assertThat(exponent).isCloseTo(1 - sigma[1] / sigma[0], offset(0.03));
    }
}
