package org.widelimit.ntk.multitask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;
import org.widelimit.networks.MeanSquaredError;
import org.widelimit.networks.Mlp;
import org.widelimit.networks.SoftmaxCrossEntropy;
import org.widelimit.networks.training.Sgd;

class MultiTaskNetworkTest {

    private static final int EXAMPLES = 7;

    /** A class of three, and a number. */
    private static MultiTaskNetwork twoTasks() {
        Mlp network = RandomTasks.network(1, 2, 4, 5, 6);
        DMatrixRMaj x = RandomTasks.stream(2).gaussianMatrix(EXAMPLES, 2);
        DMatrixRMaj labels = new DMatrixRMaj(EXAMPLES, 3);
        for (int e = 0; e < EXAMPLES; e++) {
            labels.set(e, e % 3, 1);
        }
        DMatrixRMaj y = RandomTasks.stream(3).gaussianMatrix(EXAMPLES, 1);
        return MultiTaskNetwork.of(
                network,
                List.of(new Task("class", 3, new SoftmaxCrossEntropy()), Task.regression("number")),
                x,
                List.of(labels, y));
    }

    private static double[] numericalGradient(MultiTaskNetwork problem, int task) {
        double[] theta = problem.initial();
        double[] gradient = new double[theta.length];
        double h = 1e-5;
        for (int p = 0; p < theta.length; p++) {
            double kept = theta[p];
            theta[p] = kept + h;
            double up = problem.at(theta).losses()[task];
            theta[p] = kept - h;
            gradient[p] = (up - problem.at(theta).losses()[task]) / (2 * h);
            theta[p] = kept;
        }
        return gradient;
    }

    private static double dot(double[] a, double[] b, int length) {
        double sum = 0;
        for (int p = 0; p < length; p++) {
            sum += a[p] * b[p];
        }
        return sum;
    }

    @Test
    void gradientsAreThoseOfTheLossesAndTheHeadsBelongToOneTask() {
        MultiTaskNetwork problem = twoTasks();
        int shared = problem.sharedParameters();
        assertThat(shared).isEqualTo(5 * 3 + 6 * 6);
        assertThat(problem.parameters()).isEqualTo(shared + 4 * 7);
        double[][] g = {numericalGradient(problem, 0), numericalGradient(problem, 1)};
        DMatrixRMaj gram = problem.at(problem.initial()).gram();
        double[] w = {0.3, 2};
        double[] weighted = problem.at(problem.initial()).gradient(w, HeadGradients.WEIGHTED);
        ExampleStep step = problem.at(problem.initial());
        double[] plain = step.gradient(w, HeadGradients.PLAIN);
        for (int i = 0; i < 2; i++) {
            for (int j = 0; j < 2; j++) {
                assertThat(gram.get(i, j)).isCloseTo(dot(g[i], g[j], shared), within(1e-8));
            }
        }
        for (int p = 0; p < weighted.length; p++) {
            double sum = w[0] * g[0][p] + w[1] * g[1][p];
            assertThat(weighted[p]).isCloseTo(sum, within(1e-8));
            assertThat(plain[p]).isCloseTo(p < shared ? sum : g[0][p] + g[1][p], within(1e-8));
            if (p >= shared) {
                assertThat(g[0][p] * g[1][p]).isZero();
            }
        }
        // From the gradients that are there, the same as in one pass.
        assertThat(step.gradient(w, HeadGradients.WEIGHTED)).containsExactly(weighted, within(1e-13));
    }

    @Test
    void onlyWhatIsAskedForCostsAPass() {
        MultiTaskNetwork problem = twoTasks();
        ExampleStep step = problem.at(problem.initial());
        assertThat(step.losses()).hasSize(2);
        step.representationGram(0, 2, Representation.FEATURES);
        assertThat(step.backwardPasses()).isZero();
        step.gradient(new double[] {1, 1}, HeadGradients.WEIGHTED);
        assertThat(step.backwardPasses()).isEqualTo(1);
        ExampleStep other = problem.at(problem.initial());
        other.gram();
        other.gradient(new double[] {1, 1}, HeadGradients.WEIGHTED);
        assertThat(other.backwardPasses()).isEqualTo(2);
    }

    @Test
    void chunksAreGradientsOfTheLossesOnTheirExamples() {
        MultiTaskNetwork problem = twoTasks();
        double[] theta = problem.initial();
        // 7 examples in 3 chunks: 3, 3 and 1.
        DMatrixRMaj gram = problem.at(theta).chunkGram(0, 3);
        int[] ends = {0, 3, 6, 7};
        for (int a = 0; a < 3; a++) {
            for (int b = 0; b < 3; b++) {
                double[] ga =
                        problem.at(theta, ends[a], ends[a + 1]).gradient(new double[] {1, 0}, HeadGradients.WEIGHTED);
                double[] gb =
                        problem.at(theta, ends[b], ends[b + 1]).gradient(new double[] {1, 0}, HeadGradients.WEIGHTED);
                assertThat(gram.get(a, b)).isCloseTo(dot(ga, gb, problem.sharedParameters()), within(1e-12));
            }
        }
        assertThat(problem.at(theta).chunkGram(1, 1).get(0, 0))
                .isCloseTo(problem.at(theta).gram().get(1, 1), within(1e-13));
        assertThatIllegalArgumentException().isThrownBy(() -> problem.at(theta).chunkGram(0, 8));
        // 5 chunks of 2 would leave the last one empty.
        assertThatIllegalArgumentException().isThrownBy(() -> problem.at(theta).chunkGram(0, 5));
    }

    @Test
    void representationGradientsAreThoseByTheLastHiddenLayer() {
        MultiTaskNetwork problem = twoTasks();
        Mlp network = problem.network(problem.initial());
        DMatrixRMaj heads = network.effectiveWeights().get(2);
        DMatrixRMaj z =
                network.forwardTrace(problem.inputs(0, EXAMPLES)).activations().get(2);
        double[] bias = network.biases().get(2);
        double biasScale = network.biasScale(3);
        double[][] byChunk = new double[2][EXAMPLES * 6];
        double h = 1e-5;
        int[] ends = {0, 4, 7};
        for (int c = 0; c < 2; c++) {
            for (int e = 0; e < EXAMPLES * 6; e++) {
                DMatrixRMaj up = z.copy();
                up.data[e] += h;
                DMatrixRMaj down = z.copy();
                down.data[e] -= h;
                byChunk[c][e] = (lossOf(problem, heads, bias, biasScale, up, ends[c], ends[c + 1])
                                - lossOf(problem, heads, bias, biasScale, down, ends[c], ends[c + 1]))
                        / (2 * h);
            }
        }
        DMatrixRMaj batch = problem.at(problem.initial()).representationGram(1, 2, Representation.BATCH);
        DMatrixRMaj features = problem.at(problem.initial()).representationGram(1, 2, Representation.FEATURES);
        assertThat(batch.get(0, 1)).isEqualTo(0);
        for (int a = 0; a < 2; a++) {
            assertThat(batch.get(a, a)).isCloseTo(dot(byChunk[a], byChunk[a], EXAMPLES * 6), within(1e-9));
            for (int b = 0; b < 2; b++) {
                double sum = 0;
                for (int unit = 0; unit < 6; unit++) {
                    double left = 0;
                    double right = 0;
                    for (int e = 0; e < EXAMPLES; e++) {
                        left += byChunk[a][e * 6 + unit];
                        right += byChunk[b][e * 6 + unit];
                    }
                    sum += left * right;
                }
                assertThat(features.get(a, b)).isCloseTo(sum, within(1e-9));
            }
        }
    }

    private static double lossOf(
            MultiTaskNetwork problem,
            DMatrixRMaj heads,
            double[] bias,
            double biasScale,
            DMatrixRMaj z,
            int from,
            int to) {
        DMatrixRMaj f = CommonOps_DDRM.multTransB(z, heads, null);
        DMatrixRMaj number = new DMatrixRMaj(to - from, 1);
        for (int e = from; e < to; e++) {
            number.set(e - from, 0, f.get(e, 3) + biasScale * bias[3]);
        }
        return new MeanSquaredError().value(number, problem.targets(1, from, to));
    }

    @Test
    void descentThatDivergesSaysSo() {
        MultiTaskNetwork problem = twoTasks();
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> MultiTaskDescent.run(
                        problem, new LinearScalarisation(), problem.initial(), DescentOptions.of(Sgd.of(1e6), 200)))
                .withMessageMatching("descent with LS diverged: losses \\[.*] and weights \\[1.0, 1.0] at step \\d+");
    }

    @Test
    void everyMethodTrainsANetwork() {
        MultiTaskNetwork problem = twoTasks();
        for (TaskWeighting method : TaskWeightings.all()) {
            DescentOptions options = DescentOptions.of(Sgd.of(0.02), 200).clippedTo(1);
            DescentResult result = MultiTaskDescent.run(problem, method, problem.initial(), options);
            double[] remaining = result.remaining();
            assertThat(remaining[0] * remaining[1]).as(method.name()).isLessThan(1);
            assertThat(result.weights().numRows).isEqualTo(200);
            boolean single =
                    List.of("LS", "SI", "UW", "DWA", "FAMO", "NTKMTL-SR").contains(method.name());
            assertThat(result.backwardPasses()).as(method.name()).isEqualTo(single ? 200 : 400);
        }
    }

    @Test
    void refusesTasksThatDoNotFitTheNetwork() {
        Mlp network = RandomTasks.network(1, 2, 4, 5);
        DMatrixRMaj x = new DMatrixRMaj(3, 2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MultiTaskNetwork.of(
                        network, List.of(Task.regression("one")), x, List.of(new DMatrixRMaj(3, 1))))
                .withMessageStartingWith("expected a network of 1 outputs");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MultiTaskNetwork.regression(network, x, new DMatrixRMaj(2, 4)))
                .withMessageContaining("targets of shape (3, 1) for task task 1");
    }
}
