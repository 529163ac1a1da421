package org.widelimit.gradientflow.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.widelimit.gradientflow.FlowIntegrator;
import org.widelimit.gradientflow.FlowOptions;
import org.widelimit.gradientflow.Sampling;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.random.RandomStream;

class TwoLayerNetworkTest {
    private static final int SAMPLES = 12;
    private static final int WIDTH = 3;

    private static TwoLayerNetwork network(SmallActivation activation, RandomStream random) {
        return TwoLayerNetwork.of(random.gaussianMatrix(SAMPLES, WIDTH), random.gaussians(SAMPLES), activation);
    }

    @ParameterizedTest
    @EnumSource
    void theFirstDerivativeThatIsNotZeroIsThePth(SmallActivation activation) {
        double h = 1e-3;
        double leading = activation.value(h) / Math.pow(h, activation.multiplicity());
        assertThat(leading).isCloseTo(1, within(1e-6));
        for (double x : new double[] {-2, -0.3, 0.7}) {
            double numeric = (activation.value(x + 1e-5) - activation.value(x - 1e-5)) / 2e-5;
            assertThat(activation.slope(x)).isCloseTo(numeric, within(1e-8));
        }
    }

    @ParameterizedTest
    @EnumSource
    void theFlowIsTheGradientOfTheLoss(SmallActivation activation) {
        RandomStream random = Laws.stream(1, "two-layer");
        TwoLayerNetwork network = network(activation, random);
        var flow = network.flow(2);
        double[] y = random.gaussians(flow.dimension());
        double[] dy = new double[y.length];
        flow.derivative(0, y, dy);
        var loss = flow.invariants().get(0).map();
        for (int i = 0; i < y.length; i++) {
            double[] up = y.clone();
            double[] down = y.clone();
            up[i] += 1e-5;
            down[i] -= 1e-5;
            assertThat(dy[i]).isCloseTo((loss.value(0, down)[0] - loss.value(0, up)[0]) / 2e-5, within(1e-7));
        }
    }

    @ParameterizedTest
    @EnumSource
    void smallNeuronsMoveAloneByTheLeadingOrder(SmallActivation activation) {
        RandomStream random = Laws.stream(2, "leading");
        TwoLayerNetwork network = network(activation, random);
        double[] unit = random.gaussians(2 * (WIDTH + 1));
        double scale = 1e-3;
        double[] exact = new double[unit.length];
        network.flow(2).derivative(0, Matrices.scaled(scale, unit), exact);
        for (int j = 0; j < 2; j++) {
            double[] neuron = Arrays.copyOfRange(unit, j * (WIDTH + 1), (j + 1) * (WIDTH + 1));
            double[] leading = new double[WIDTH + 1];
            network.neuron().derivative(0, neuron, leading);
            for (int k = 0; k <= WIDTH; k++) {
                double rescaled = exact[j * (WIDTH + 1) + k] / Math.pow(scale, activation.multiplicity());
                assertThat(rescaled).isCloseTo(leading[k], within(1e-3 * Matrices.norm(leading)));
            }
        }
    }

    @Test
    void refusesTargetsThatMoveNothing() {
        DMatrixRMaj inputs = new DMatrixRMaj(2, 1, true, 1, 1);
        assertThatThrownBy(() -> TwoLayerNetwork.of(inputs, new double[] {0, -0.0}, SmallActivation.TANH))
                .isInstanceOf(InputException.class)
                .hasMessage("expected targets of which one is other than zero, found only zeros");
    }

    @Test
    void withTanhAllNeuronsCondenseOntoOneLine() {
        // p = 1: a' = S . w, w' = a S, so that w tends to +-S / |S| from every start.
        RandomStream random = Laws.stream(3, "line");
        DMatrixRMaj inputs = random.gaussianMatrix(SAMPLES, WIDTH);
        double[] targets = random.gaussians(SAMPLES);
        double[] sum = Matrices.applyTranspose(inputs, targets);
        TwoLayerNetwork network = TwoLayerNetwork.of(inputs, targets, SmallActivation.TANH);
        double[] start = Matrices.scaled(1e-6, random.gaussians(5 * (WIDTH + 1)));
        // The exact flow until the weights have grown ten thousandfold, still far from the targets.
        double rate = Matrices.norm(sum) / SAMPLES;
        double[] end = FlowIntegrator.of(FlowOptions.standard().withSampling(Sampling.ends()))
                .integrate(network.flow(5), 0, start, Math.log(1e4) / rate)
                .complete()
                .finalState();
        for (int j = 0; j < 5; j++) {
            double[] w = Arrays.copyOfRange(end, j * (WIDTH + 1) + 1, (j + 1) * (WIDTH + 1));
            double angle = Condensation.angle(w, sum);
            assertThat(Math.min(angle, Math.PI - angle)).isLessThan(0.01);
            double[] limit = network.finalDirection(Arrays.copyOfRange(start, j * (WIDTH + 1), (j + 1) * (WIDTH + 1)))
                    .orElseThrow();
            double rest = Condensation.angle(limit, sum);
            assertThat(Math.min(rest, Math.PI - rest)).isLessThan(1e-6);
        }
    }

    @Test
    void withTheSecondPowerTheLinesAreEigenvectors() {
        RandomStream random = Laws.stream(4, "eigen");
        DMatrixRMaj inputs = random.gaussianMatrix(SAMPLES, WIDTH);
        double[] targets = random.gaussians(SAMPLES);
        DMatrixRMaj form = new DMatrixRMaj(WIDTH, WIDTH);
        for (int i = 0; i < SAMPLES; i++) {
            for (int a = 0; a < WIDTH; a++) {
                for (int b = 0; b < WIDTH; b++) {
                    form.add(a, b, targets[i] * inputs.get(i, a) * inputs.get(i, b));
                }
            }
        }
        TwoLayerNetwork network = TwoLayerNetwork.of(inputs, targets, SmallActivation.X_TANH);
        DMatrixRMaj directions = new DMatrixRMaj(12, WIDTH);
        for (int j = 0; j < 12; j++) {
            double[] w = network.finalDirection(random.gaussians(WIDTH + 1)).orElseThrow();
            double[] image = Matrices.apply(form, w);
            double angle = Condensation.angle(w, image);
            assertThat(Math.min(angle, Math.PI - angle)).isLessThan(1e-5);
            System.arraycopy(w, 0, directions.data, j * WIDTH, WIDTH);
        }
        assertThat(Condensation.lines(directions, 1e-3, 0)).isLessThanOrEqualTo(2);
    }

    @Test
    void aNeuronAgainstADefiniteFormDiesOut() {
        // V = -a |w|^2 / 2: a^2 - |w|^2 / 2 is conserved, so that a > |w| / sqrt(2) keeps its sign while w falls to 0.
        DMatrixRMaj inputs = new DMatrixRMaj(new double[][] {{1, 0}, {0, 1}});
        TwoLayerNetwork network = TwoLayerNetwork.of(inputs, new double[] {-1, -1}, SmallActivation.X_TANH);
        assertThat(network.finalDirection(new double[] {1, 0.8, 0.8})).isEmpty();
        assertThat(network.finalDirection(new double[] {1, 1.2, 1.2})).isPresent();
        assertThat(network.finalDirection(new double[] {-1, 0.8, 0.8})).isPresent();
    }

    @Test
    void withTheThirdPowerThereMayBeMoreThanThreeLines() {
        // V = a sum_k (w . x_k)^3 with nearly orthogonal x_k = (10 e_k, 1): a line near each of the five x_k attracts.
        DMatrixRMaj inputs = new DMatrixRMaj(5, 6);
        for (int k = 0; k < 5; k++) {
            inputs.set(k, k, 10);
            inputs.set(k, 5, 1);
        }
        TwoLayerNetwork network = TwoLayerNetwork.of(inputs, new double[] {1, 1, 1, 1, 1}, SmallActivation.X2_TANH);
        DMatrixRMaj directions = new DMatrixRMaj(5, 6);
        for (int k = 0; k < 5; k++) {
            double[] start = new double[7];
            start[0] = 1;
            for (int i = 0; i < 6; i++) {
                // A tenth off the line: it attracts, it is not only fixed.
                start[1 + i] = inputs.get(k, i) + (i == (k + 1) % 5 ? 1 : 0);
            }
            double[] limit = network.finalDirection(start).orElseThrow();
            assertThat(limit[k]).isGreaterThan(0.99);
            System.arraycopy(limit, 0, directions.data, 6 * k, 6);
        }
        assertThat(Condensation.lines(directions, 0.1, 0)).isEqualTo(5);
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertThatThrownBy(() -> TwoLayerNetwork.of(new DMatrixRMaj(3, 2), new double[2], SmallActivation.TANH))
                .isInstanceOf(InputException.class);
    }
}
