package org.widelimit.gradientflow.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.widelimit.gradientflow.Flow;
import org.widelimit.gradientflow.FlowIntegrator;
import org.widelimit.gradientflow.FlowOptions;
import org.widelimit.gradientflow.Trajectory;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.random.RandomStream;

/** The exact flow of the one-layer transformer: gradient, invariants, loss. */
class OneLayerTransformerTest {

    static Stream<TransformerOptions> models() {
        List<TransformerOptions> models = new ArrayList<>();
        for (Attention attention : Attention.values()) {
            for (HiddenActivation activation : HiddenActivation.values()) {
                for (MarginLoss loss : MarginLoss.values()) {
                    models.add(new TransformerOptions(attention, activation, loss));
                }
            }
        }
        return models.stream();
    }

    private static OneLayerTransformer model(TransformerOptions options, int n, int s, int d, int seed) {
        return OneLayerTransformer.of(TransformerData.gaussian(n, s, d, Laws.stream(seed, "data")), options);
    }

    @ParameterizedTest
    @MethodSource("models")
    void theGradientIsThatOfTheLoss(TransformerOptions options) {
        for (int seed = 0; seed < 6; seed++) {
            RandomStream random = Laws.stream(seed, "gradient");
            TransformerShape shape = new TransformerShape(2 + seed % 5, 1 + seed % 3, 1 + (seed + 1) % 4, 2 + seed % 3);
            OneLayerTransformer model = model(options, 3 + seed, 1 + seed, shape.width(), seed);
            double[] theta = TransformerWeights.gaussian(shape, 0.7, random).state();
            double[] velocity =
                    model.velocity(TransformerWeights.fromState(shape, theta)).state();
            for (int trial = 0; trial < 5; trial++) {
                double[] direction = Laws.unit(theta.length, random);
                double expected = -directionalDerivative(model, shape, theta, direction);
                assertThat(Matrices.dot(velocity, direction))
                        .isCloseTo(expected, offset(1e-9 * Matrices.norm(velocity)));
            }
        }
    }

    /** Central differences of steps h and 2h, extrapolated: error O(h^4). */
    private static double directionalDerivative(
            OneLayerTransformer model, TransformerShape shape, double[] theta, double[] direction) {
        double h = 1e-3;
        double fine = difference(model, shape, theta, direction, h);
        double coarse = difference(model, shape, theta, direction, 2 * h);
        return (4 * fine - coarse) / 3;
    }

    private static double difference(
            OneLayerTransformer model, TransformerShape shape, double[] theta, double[] direction, double h) {
        double[] plus = theta.clone();
        double[] minus = theta.clone();
        for (int i = 0; i < theta.length; i++) {
            plus[i] += h * direction[i];
            minus[i] -= h * direction[i];
        }
        double up = model.loss(TransformerWeights.fromState(shape, plus));
        double down = model.loss(TransformerWeights.fromState(shape, minus));
        return (up - down) / (2 * h);
    }

    @ParameterizedTest
    @MethodSource("models")
    void theBalancesHaveNoTimeDerivative(TransformerOptions options) {
        for (int seed = 0; seed < 8; seed++) {
            TransformerShape shape = new TransformerShape(3, 2, 4, 3);
            OneLayerTransformer model = model(options, 6, 4, 3, seed);
            double[] theta = TransformerWeights.gaussian(shape, 0.6, Laws.stream(seed, "balance"))
                    .state();
            Flow flow = model.flow(shape);
            for (var law : flow.invariants()) {
                if (law.degree() == 2) {
                    assertThat(Laws.quadraticRate(flow, law.map(), theta))
                            .as(law.name())
                            .isLessThan(5e-15);
                }
            }
            double hidden = Laws.quadraticRate(flow, Balances.hidden(shape).map(), theta);
            if (options.activation() == HiddenActivation.IDENTITY) {
                assertThat(hidden).isLessThan(5e-15);
            } else {
                // The negative control: tanh breaks the balance of W1 and W2.
                assertThat(hidden).isGreaterThan(1e-5);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void theBalancesHoldAlongTheFlow(TransformerOptions options) {
        TransformerShape shape = TransformerShape.square(3);
        OneLayerTransformer model = model(options, 10, 4, 3, 5);
        double[] theta =
                TransformerWeights.gaussian(shape, 0.5, Laws.stream(5, "drift")).state();
        Trajectory trajectory = FlowIntegrator.of(FlowOptions.standard().withTolerances(1e-12, 1e-14))
                .integrate(model.flow(shape), 0, theta, 5)
                .complete();
        int balances = options.activation() == HiddenActivation.IDENTITY ? 3 : 2;
        assertThat(trajectory.drift()).hasSize(balances + 1);
        trajectory.drift().forEach((name, drift) -> assertThat(drift).as(name).isLessThan(1e-11));
        assertThat(trajectory.drift().get("loss")).isZero();
        double before = model.loss(TransformerWeights.fromState(shape, theta));
        assertThat(model.loss(TransformerWeights.fromState(shape, trajectory.finalState())))
                .isLessThan(before);
    }

    @ParameterizedTest
    @MethodSource("models")
    void theLossAtZeroIsThatOfNoAnswer(TransformerOptions options) {
        TransformerShape shape = TransformerShape.square(3);
        OneLayerTransformer model = model(options, 4, 3, 3, 1);
        TransformerWeights zero = TransformerWeights.fromState(shape, new double[shape.size()]);
        double expected = options.loss() == MarginLoss.EXPONENTIAL ? 1 : Math.log(2);
        assertThat(model.loss(zero)).isCloseTo(expected, offset(1e-15));
        assertThat(model.velocity(zero).state()).containsOnly(0);
        assertThat(model.outputs(zero)).containsOnly(0);
    }

    @Test
    void oneSampleByHand() {
        // d = 1, tokens 1 and 3 (the last asks), W_Q W_K = ln 2 / 6: scores z = ln 2 / 2, 3 ln 2 / 2, so p = 1/3, 2/3
        // and c = 7/3.
        TransformerData data = TransformerData.of(1, 2, 1, new double[] {1, 3}, new double[] {-1});
        double q = Math.log(2) / 6;
        TransformerWeights weights =
                TransformerWeights.fromState(TransformerShape.square(1), new double[] {q, 1, 0.5, 2, 0.75});
        OneLayerTransformer identity = OneLayerTransformer.of(
                data, new TransformerOptions(Attention.SOFTMAX, HiddenActivation.IDENTITY, MarginLoss.EXPONENTIAL));
        double f = 7.0 / 3 * 0.5 * 2 * 0.75;
        assertThat(identity.outputs(weights)[0]).isCloseTo(f, offset(1e-15));
        assertThat(identity.loss(weights)).isCloseTo(Math.exp(f), offset(1e-14));
        // Cov = 8/9, w = 3/4, r = -e^f: G = 3 r (8/9) (3/4) = 2 r.
        assertThat(identity.drive(weights).get(0)).isCloseTo(-2 * Math.exp(f), offset(1e-13));
        OneLayerTransformer tanh = OneLayerTransformer.of(
                data, new TransformerOptions(Attention.SOFTMAX, HiddenActivation.TANH, MarginLoss.LOGISTIC));
        double g = 0.75 * Math.tanh(7.0 / 3);
        assertThat(tanh.loss(weights)).isCloseTo(Math.log1p(Math.exp(g)), offset(1e-15));
        // Linearised around equal weights: p = (1 + z - mean z) / 2.
        double z = Math.log(2) / 2;
        OneLayerTransformer linear = OneLayerTransformer.of(
                data, new TransformerOptions(Attention.LINEARISED, HiddenActivation.IDENTITY, MarginLoss.EXPONENTIAL));
        double c = (1 - z) / 2 + 3 * (1 + z) / 2;
        assertThat(linear.outputs(weights)[0]).isCloseTo(c * 0.75, offset(1e-15));
    }

    @Test
    void hugeScoresDoNotOverflow() {
        TransformerData data = TransformerData.of(1, 2, 1, new double[] {1, 3}, new double[] {1});
        OneLayerTransformer model = OneLayerTransformer.of(data, TransformerOptions.standard());
        TransformerWeights weights =
                TransformerWeights.fromState(TransformerShape.square(1), new double[] {1e8, 1e8, 1, 1, 1});
        assertThat(model.outputs(weights)[0]).isEqualTo(Math.tanh(3));
        assertThat(model.velocity(weights).state()).doesNotContain(Double.NaN);
    }

    @Test
    void anOverflowingLossIsSaidClearly() {
        TransformerData data = TransformerData.of(1, 1, 1, new double[] {1}, new double[] {-1});
        TransformerWeights weights =
                TransformerWeights.fromState(TransformerShape.square(1), new double[] {0, 0, 10, 10, 10});
        OneLayerTransformer exponential = OneLayerTransformer.of(
                data, new TransformerOptions(Attention.SOFTMAX, HiddenActivation.IDENTITY, MarginLoss.EXPONENTIAL));
        assertThat(exponential.loss(weights)).isInfinite();
        assertThatThrownBy(() -> exponential.requireFiniteLoss(weights))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("found the margin -1000.0");
        OneLayerTransformer logistic = OneLayerTransformer.of(
                data, new TransformerOptions(Attention.SOFTMAX, HiddenActivation.IDENTITY, MarginLoss.LOGISTIC));
        assertThat(logistic.loss(logistic.requireFiniteLoss(weights))).isEqualTo(1000);
        assertThat(logistic.velocity(weights).state()).doesNotContain(Double.NaN, Double.POSITIVE_INFINITY);
    }
}
