package org.widelimit.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.widelimit.graphon.Mask;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.linalg.DenseBackends;
import org.widelimit.numerics.random.RandomStreams;

class MlpTest {
    private static final MlpShape SHAPE = MlpShape.of(3, 2, 5, 4);

    /** 46340^2 is the largest square that an array holds. */
    @Test
    void aLayerHasNoMoreWeightsThanAnArrayHolds() {
        assertThat(MlpShape.of(46340, 46340).layers()).isEqualTo(1);
        assertThat(MlpShape.of(46340, 10, 46340, 3).units(1)).isEqualTo(46340);
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> MlpShape.of(64, 10, 5, 46341, 46341))
                .withMessage("expected at most 2147483639 weights in a layer, found 46341 x 46341 in layer3");
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> MlpShape.of(Integer.MAX_VALUE, Integer.MAX_VALUE));
    }

    @Property(tries = 200)
    void theForwardPassIsItsDefinition(@ForAll("networks") RandomNetwork drawn) {
        Mlp network = drawn.network();
        DMatrixRMaj f = network.forward(drawn.x());
        for (int e = 0; e < drawn.x().numRows; e++) {
            double[] expected = byDefinition(
                    network, Arrays.copyOfRange(drawn.x().data, e * drawn.x().numCols, (e + 1) * drawn.x().numCols));
            for (int k = 0; k < expected.length; k++) {
                assertThat(f.get(e, k)).isCloseTo(expected[k], within(1e-13 * (1 + Math.abs(expected[k]))));
            }
        }
        assertThat(network.forwardTrace(drawn.x()).outputs().data).containsExactly(f.data);
    }

    /** Scalar loops over stored parameters, with the factors of the three parametrisations written out. */
    private static double[] byDefinition(Mlp network, double[] x) {
        MlpOptions options = network.options();
        double[] h = x;
        for (int l = 1; l <= network.layers(); l++) {
            DMatrixRMaj w = network.weights().get(l - 1);
            double s = 1;
            double t = 1;
            if (options.parametrisation() == Parametrisation.NTK) {
                s = Math.sqrt(options.weightVariance() / w.numCols);
                t = Math.sqrt(options.biasVariance());
            } else if (options.parametrisation() == Parametrisation.MU_P && network.layers() > 1) {
                s = l == 1 ? Math.sqrt(w.numRows) : l == network.layers() ? 1 / Math.sqrt(w.numCols) : 1;
                t = l < network.layers() ? Math.sqrt(w.numRows) : 1;
            }
            double[] z = new double[w.numRows];
            for (int i = 0; i < w.numRows; i++) {
                z[i] = network.biases().isEmpty() ? 0 : t * network.biases().get(l - 1)[i];
                for (int j = 0; j < w.numCols; j++) {
                    z[i] += network.masks().get(l - 1).kept(i, j) ? s * w.get(i, j) * h[j] : 0;
                }
                z[i] = l < network.layers() ? options.activation().value(z[i]) : z[i];
            }
            h = z;
        }
        return h;
    }

    @Property(tries = 100)
    void masksActOnTheForwardPassAndNeverOnTheStoredWeights(@ForAll("networks") RandomNetwork drawn) {
        Mlp network = drawn.network();
        List<Mask> dense = network.masks().stream()
                .map(mask -> Mask.dense(mask.name(), mask.rows(), mask.columns()))
                .toList();
        assertThat(network.withMasks(dense).parameters()).containsExactly(network.parameters());
        for (int l = 1; l <= network.layers(); l++) {
            DMatrixRMaj gradient =
                    network.gradients(drawn.x(), drawn.y()).weights().get(l - 1);
            for (int i = 0; i < gradient.numRows; i++) {
                for (int j = 0; j < gradient.numCols; j++) {
                    if (!network.masks().get(l - 1).kept(i, j)) {
                        assertThat(gradient.get(i, j)).isZero();
                        assertThat(network.effectiveWeights().get(l - 1).get(i, j))
                                .isZero();
                    }
                }
            }
        }
    }

    @Property(tries = 100)
    void everyBackendGivesTheSameFunction(@ForAll("networks") RandomNetwork drawn) {
        DMatrixRMaj expected = drawn.network().forward(drawn.x());
        for (String name : DenseBackends.available()) {
            DMatrixRMaj f =
                    drawn.network().withBackend(DenseBackends.named(name)).forward(drawn.x());
            assertThat(RandomNetwork.distance(f.data, expected.data))
                    .isLessThanOrEqualTo(1e-13 * (1 + RandomNetwork.norm(expected.data)));
        }
    }

    @Property(tries = 50)
    void flatParametersGoThereAndBack(@ForAll("networks") RandomNetwork drawn) {
        Mlp network = drawn.network();
        double[] moved = network.parameters();
        Arrays.setAll(moved, p -> p + 0.5);
        assertThat(network.withParameters(moved).parameters()).containsExactly(moved);
        Mlp again =
                Mlp.of(network.options(), network.weights(), network.biases()).withMasks(network.masks());
        assertThat(again.forward(drawn.x()).data).containsExactly(network.forward(drawn.x()).data);
    }

    /** The same seed gives the same standard entries, so the two parametrisations are one function of the input. */
    @ParameterizedTest
    @EnumSource(
            value = Initialisation.class,
            names = {"NORMAL", "UNIFORM"})
    void bothParametrisationsDrawTheSameFunction(Initialisation initialisation) {
        RandomStreams streams = RandomStreams.of(3);
        DMatrixRMaj x = streams.child("x").stream().gaussianMatrix(4, 3);
        DMatrixRMaj[] f = Arrays.stream(Parametrisation.values())
                .map(parametrisation -> MlpOptions.of(Activations.TANH, parametrisation, 1.7, 0.4)
                        .withInitialisation(initialisation))
                .map(options -> Mlp.initialise(SHAPE, options, streams).forward(x))
                .toArray(DMatrixRMaj[]::new);
        assertThat(RandomNetwork.distance(f[0].data, f[1].data)).isLessThan(1e-14);
        assertThat(RandomNetwork.norm(f[0].data)).isGreaterThan(0.1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Initialisation.class,
            names = {"NORMAL", "UNIFORM"})
    void initialEntriesHaveTheirVariances(Initialisation initialisation) {
        MlpShape shape = MlpShape.of(200, 400, 300);
        MlpOptions options = MlpOptions.standard(Activations.RELU, 1.5, 0.2).withInitialisation(initialisation);
        Mlp network = Mlp.initialise(shape, options, RandomStreams.of(11));
        // 4 standard errors of a mean square: sqrt(2/N) for the normal, less for the uniform distribution.
        assertThat(meanSquare(network.weights().get(0).data)).isCloseTo(1.5 / 200, within(1.5 / 200 * 0.024));
        assertThat(meanSquare(network.weights().get(1).data)).isCloseTo(1.5 / 300, within(1.5 / 300 * 0.017));
        double[] biases = Mlp.initialise(MlpShape.of(1, 1, 100_000), options, RandomStreams.of(11))
                .biases()
                .get(0);
        assertThat(meanSquare(biases)).isCloseTo(0.2, within(0.2 * 0.018));
        Mlp ntk = Mlp.initialise(
                shape,
                MlpOptions.ntk(Activations.RELU, 1.5, 0.2).withInitialisation(initialisation),
                RandomStreams.of(11));
        assertThat(meanSquare(ntk.weights().get(0).data)).isCloseTo(1, within(0.024));
        assertThat(ntk.weightScale(2)).isEqualTo(Math.sqrt(1.5 / 300));
        assertThat(ntk.biasScale(2)).isEqualTo(Math.sqrt(0.2));
    }

    @Test
    void thePytorchDefaultIsUniformWithinOneOverTheRootOfTheFanIn() {
        MlpShape shape = MlpShape.of(64, 100, 400);
        Mlp network = Mlp.initialise(shape, MlpOptions.pytorchDefault(Activations.RELU), RandomStreams.of(5));
        double[] bounds = {1.0 / 8, 1.0 / 20};
        for (int l = 0; l < 2; l++) {
            for (double[] entries :
                    List.of(network.weights().get(l).data, network.biases().get(l))) {
                double largest = Arrays.stream(entries).map(Math::abs).max().orElseThrow();
                assertThat(largest).isBetween(0.95 * bounds[l], bounds[l]);
                assertThat(Arrays.stream(entries).average().orElseThrow())
                        .isCloseTo(0, within(4 * bounds[l] / Math.sqrt(3.0 * entries.length)));
            }
        }
    }

    @Test
    void anEmptyHiddenListIsALinearMap() {
        Mlp network =
                Mlp.initialise(MlpShape.of(2, 1), MlpOptions.standard(Activations.RELU, 1, 1), RandomStreams.of(2));
        DMatrixRMaj w = network.weights().get(0);
        double b = network.biases().get(0)[0];
        DMatrixRMaj f = network.forward(new DMatrixRMaj(1, 2, true, 3, -2));
        assertThat(f.get(0)).isCloseTo(3 * w.get(0) - 2 * w.get(1) + b, within(1e-15));
        assertThat(network.jacobian(new DMatrixRMaj(1, 2, true, 3, -2), 0).data).containsExactly(3, -2, 1);
    }

    @Test
    void whatItHandsOutIsACopy() {
        Mlp network = Mlp.initialise(SHAPE, MlpOptions.standard(Activations.RELU, 1, 1), RandomStreams.of(2));
        double[] before = network.parameters();
        network.weights().get(0).set(0, 0, 1e9);
        network.effectiveWeights().get(0).set(0, 0, 1e9);
        network.biases().get(0)[0] = 1e9;
        network.parameters()[0] = 1e9;
        assertThat(network.parameters()).containsExactly(before);
        assertThat(network.parameterCount()).isEqualTo(before.length).isEqualTo(3 * 5 + 5 + 5 * 4 + 4 + 4 * 2 + 2);
    }

    @Test
    void refusesWhatDoesNotFit() {
        Mlp network = Mlp.initialise(SHAPE, MlpOptions.standard(Activations.RELU, 1, 0), RandomStreams.of(2));
        assertThatThrownBy(() -> network.forward(new DMatrixRMaj(1, 4)))
                .hasMessageContaining("(n, 3)")
                .hasMessageContaining("(1, 4)");
        assertThatThrownBy(() -> network.withMasks(List.of())).hasMessageContaining("expected 3 masks, found 0");
        List<Mask> wrong = List.of(Mask.dense("a", 5, 3), Mask.dense("b", 4, 4), Mask.dense("c", 2, 4));
        assertThatThrownBy(() -> network.withMasks(wrong)).hasMessageContaining("\"b\"");
        assertThatThrownBy(() -> network.gradients(new DMatrixRMaj(1, 3), new DMatrixRMaj(1, 3)))
                .hasMessageContaining("(1, 2)");
        assertThatThrownBy(() -> network.withParameters(new double[3])).hasMessageContaining("found 3");
        assertThatThrownBy(() -> network.jacobian(new DMatrixRMaj(1, 3), 2)).hasMessageContaining("0..1");
        assertThatThrownBy(() -> MlpShape.of(3, 1, 0)).hasMessageContaining("at least one unit");
        assertThatThrownBy(() -> MlpOptions.ntk(Activations.RELU, 0, 0)).hasMessageContaining("weight variance");
        assertThatThrownBy(
                        () -> MlpOptions.ntk(Activations.RELU, 1, 0).withInitialisation(Initialisation.FAN_IN_UNIFORM))
                .hasMessageContaining("standard parametrisation");
        List<DMatrixRMaj> broken = List.of(new DMatrixRMaj(4, 3), new DMatrixRMaj(2, 5));
        assertThatThrownBy(() -> Mlp.of(MlpOptions.standard(Activations.RELU, 1, 0), broken, List.of()))
                .hasMessageContaining("expected 4 columns, found 5 in layer 2");
    }

    private static double meanSquare(double[] v) {
        return Arrays.stream(v).map(x -> x * x).average().orElseThrow();
    }

    @Provide
    Arbitrary<RandomNetwork> networks() {
        return RandomNetwork.any();
    }
}
