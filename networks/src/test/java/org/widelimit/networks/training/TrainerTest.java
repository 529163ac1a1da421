package org.widelimit.networks.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.widelimit.graphon.Mask;
import org.widelimit.networks.Activations;
import org.widelimit.networks.Loss;
import org.widelimit.networks.MeanSquaredError;
import org.widelimit.networks.Mlp;
import org.widelimit.networks.MlpOptions;
import org.widelimit.networks.MlpShape;
import org.widelimit.networks.SoftmaxCrossEntropy;
import org.widelimit.networks.data.Dataset;
import org.widelimit.networks.data.Standardisation;
import org.widelimit.numerics.random.RandomStreams;

class TrainerTest {
    private static final RandomStreams STREAMS = RandomStreams.of(17);

    /**
     * A linear layer f = X w without bias under full-batch descent: r(t) = (1 - rate K/n)^t r(0) with K = X X^T. For orthogonal rows of
     * squared lengths 4 and 1 the residuals decay by 1 - 0.3 * 4/2 = 0.4 and 1 - 0.3 * 1/2 = 0.85 per step.
     */
    @Test
    void aLinearModelFollowsItsClosedForm() {
        DMatrixRMaj x = new DMatrixRMaj(2, 2, true, 2, 0, 0, 1);
        DMatrixRMaj y = new DMatrixRMaj(2, 1, true, 1, -1);
        Mlp network = Mlp.of(
                MlpOptions.standard(Activations.RELU, 1, 0), List.of(new DMatrixRMaj(1, 2, true, 0.3, 0.7)), List.of());
        TrainingResult result =
                Trainer.train(network, x, y, new TrainingOptions(Sgd.of(0.3), new MeanSquaredError(), 7, 10), STREAMS);
        double first = (0.6 - 1) * Math.pow(0.4, 7);
        double second = (0.7 + 1) * Math.pow(0.85, 7);
        DMatrixRMaj f = result.network().forward(x);
        assertThat(f.get(0) - 1).isCloseTo(first, within(1e-14));
        assertThat(f.get(1) + 1).isCloseTo(second, within(1e-14));
        assertThat(result.losses()).hasSize(7);
        assertThat(result.losses().get(0)).isCloseTo((0.16 + 2.89) / 4, within(1e-15));
        assertThat(network.forward(x).get(1)).isEqualTo(0.7);
    }

    @Test
    void maskedWeightsAreLeftAlone() {
        Mlp network = digitsNetwork();
        Dataset digits = Dataset.digits().standardised(Standardisation.UNIT_INTERVAL);
        for (Optimizer optimizer : List.of(new Sgd(0.1, 0.9), Adam.defaults())) {
            Mlp trained = Trainer.train(
                            network,
                            digits.inputs(),
                            digits.oneHot(),
                            new TrainingOptions(optimizer, new SoftmaxCrossEntropy(), 20, 64),
                            STREAMS)
                    .network();
            assertThat(trained.masks()).isEqualTo(network.masks());
            int moved = 0;
            for (int l = 0; l < network.layers(); l++) {
                Mask mask = network.masks().get(l);
                DMatrixRMaj before = network.weights().get(l);
                DMatrixRMaj after = trained.weights().get(l);
                for (int i = 0; i < mask.rows(); i++) {
                    for (int j = 0; j < mask.columns(); j++) {
                        if (!mask.kept(i, j)) {
                            assertThat(after.get(i, j)).isEqualTo(before.get(i, j));
                        } else {
                            moved += after.get(i, j) == before.get(i, j) ? 0 : 1;
                        }
                    }
                }
            }
            assertThat(moved).isGreaterThan(300);
        }
    }

    @Test
    void theDigitsAreLearnt() {
        Dataset digits = Dataset.digits().standardised(Standardisation.UNIT_INTERVAL);
        TrainingResult result = Trainer.train(
                digitsNetwork(),
                digits.inputs(),
                digits.oneHot(),
                new TrainingOptions(Adam.of(0.01), new SoftmaxCrossEntropy(), 300, 64),
                STREAMS);
        DMatrixRMaj f = result.network().forward(digits.inputs());
        assertThat(new SoftmaxCrossEntropy().value(f, digits.oneHot())).isLessThan(0.2);
        assertThat(result.losses().get(0)).isGreaterThan(2);
    }

    @Test
    void aRunIsAFunctionOfItsSeed() {
        assertThat(losses(1)).isEqualTo(losses(1)).isNotEqualTo(losses(2));
    }

    private static List<Double> losses(long seed) {
        Dataset digits = Dataset.digits();
        return Trainer.train(
                        digitsNetwork(),
                        digits.inputs(),
                        digits.oneHot(),
                        new TrainingOptions(Sgd.of(1e-4), new SoftmaxCrossEntropy(), 5, 32),
                        RandomStreams.of(seed))
                .losses();
    }

    /** Targets carry the example's number; the loss writes down what it is shown. */
    @Test
    void anEpochShowsEveryExampleOnceInANewOrder() {
        int n = 10;
        DMatrixRMaj y = new DMatrixRMaj(n, 1);
        for (int e = 0; e < n; e++) {
            y.set(e, 0, e);
        }
        List<List<Double>> shown = new ArrayList<>();
        Loss writing = new Loss() {
            @Override
            public double value(DMatrixRMaj f, DMatrixRMaj targets) {
                List<Double> batch = new ArrayList<>();
                for (int e = 0; e < targets.numRows; e++) {
                    batch.add(targets.get(e));
                }
                shown.add(batch);
                return 0;
            }

            @Override
            public DMatrixRMaj gradient(DMatrixRMaj f, DMatrixRMaj targets) {
                return new DMatrixRMaj(f.numRows, f.numCols);
            }

            @Override
            public DMatrixRMaj hessianProduct(DMatrixRMaj f, DMatrixRMaj targets, DMatrixRMaj v) {
                return new DMatrixRMaj(f.numRows, f.numCols);
            }
        };
        Mlp network = Mlp.initialise(MlpShape.of(2, 1), MlpOptions.standard(Activations.TANH, 1, 0), STREAMS);
        Trainer.train(network, new DMatrixRMaj(n, 2), y, new TrainingOptions(Sgd.of(1), writing, 6, 4), STREAMS);
        assertThat(shown).extracting(List::size).containsExactly(4, 4, 2, 4, 4, 2);
        List<Double> first = shown.subList(0, 3).stream().flatMap(List::stream).toList();
        List<Double> second = shown.subList(3, 6).stream().flatMap(List::stream).toList();
        assertThat(first).containsExactlyInAnyOrder(0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0);
        assertThat(second).containsExactlyInAnyOrderElementsOf(first).isNotEqualTo(first);
    }

    @Test
    void saysWhenItDiverges() {
        DMatrixRMaj x = new DMatrixRMaj(1, 1, true, 1);
        Mlp network = Mlp.initialise(MlpShape.of(1, 1), MlpOptions.standard(Activations.LINEAR, 1, 0), STREAMS);
        TrainingOptions wild = new TrainingOptions(Sgd.of(1e200), new MeanSquaredError(), 10, 1);
        assertThatThrownBy(() -> Trainer.train(network, x, x, wild, STREAMS))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("at step 1");
    }

    @Test
    void refusesTargetsOfAnotherNumber() {
        Mlp network = Mlp.initialise(MlpShape.of(1, 1), MlpOptions.standard(Activations.LINEAR, 1, 0), STREAMS);
        TrainingOptions options = new TrainingOptions(Sgd.of(1), new MeanSquaredError(), 1, 1);
        assertThatThrownBy(() -> Trainer.train(network, new DMatrixRMaj(2, 1), new DMatrixRMaj(3, 1), options, STREAMS))
                .hasMessageContaining("found 3 and 2");
        assertThatThrownBy(() -> new TrainingOptions(Sgd.of(1), new MeanSquaredError(), 1, 0))
                .hasMessageContaining("batch size");
    }

    private static Mlp digitsNetwork() {
        Mlp dense = Mlp.initialise(MlpShape.of(64, 10, 32), MlpOptions.standard(Activations.RELU, 2, 0.01), STREAMS);
        List<Mask> masks = new ArrayList<>();
        for (Mask mask : dense.masks()) {
            var stream = STREAMS.child("mask").child(mask.name()).stream();
            masks.add(Mask.of(mask.name(), mask.rows(), mask.columns(), (i, j) -> stream.nextBoolean(0.5)));
        }
        return dense.withMasks(masks);
    }
}
