package org.widelimit.ntk.empirical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.NormOps_DDRM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.widelimit.graphon.Mask;
import org.widelimit.graphon.model.NullModels;
import org.widelimit.networks.Activation;
import org.widelimit.networks.Mlp;
import org.widelimit.networks.MlpOptions;
import org.widelimit.networks.MlpShape;
import org.widelimit.numerics.linalg.DenseBackends;
import org.widelimit.numerics.linalg.Lanczos;
import org.widelimit.numerics.linalg.LanczosOptions;
import org.widelimit.numerics.random.RandomStreams;

/** The kernel of a finite network, three ways: layer by layer, from Jacobians, and as an operator. */
class EmpiricalNtkTest {

    private static final RandomStreams STREAMS = RandomStreams.of(17);
    private static final int INPUTS = 5;
    private static final int OUTPUTS = 3;
    private static final int EXAMPLES = 7;
    private static final DMatrixRMaj X = STREAMS.child("inputs").stream().gaussianMatrix(EXAMPLES, INPUTS);

    private static Mlp network(String activation, double biasVariance, double density) {
        MlpShape shape = new MlpShape(INPUTS, List.of(11, 8), OUTPUTS);
        Mlp network = Mlp.initialise(
                shape, MlpOptions.ntk(Activation.named(activation), 1.7, biasVariance), STREAMS.child(activation));
        List<Mask> masks = new ArrayList<>();
        for (Mask mask : network.masks()) {
            masks.add(NullModels.erdosRenyi(
                    mask.name(), mask.rows(), mask.columns(), density, STREAMS.child("mask", masks.size()).stream()));
        }
        return network.withMasks(masks);
    }

    /** The kernel (n O, n O) from the operator's columns. */
    private static DMatrixRMaj matrix(TangentOperator operator) {
        int size = operator.rows();
        DMatrixRMaj matrix = new DMatrixRMaj(size, size);
        double[] column = new double[size];
        for (int j = 0; j < size; j++) {
            double[] unit = new double[size];
            unit[j] = 1;
            operator.apply(unit, column);
            for (int i = 0; i < size; i++) {
                matrix.set(i, j, column[i]);
            }
        }
        return matrix;
    }

    private static DMatrixRMaj meanOfDiagonalBlocks(DMatrixRMaj whole) {
        DMatrixRMaj mean = new DMatrixRMaj(EXAMPLES, EXAMPLES);
        for (int a = 0; a < EXAMPLES; a++) {
            for (int b = 0; b < EXAMPLES; b++) {
                for (int k = 0; k < OUTPUTS; k++) {
                    mean.data[a * EXAMPLES + b] += whole.get(a * OUTPUTS + k, b * OUTPUTS + k) / OUTPUTS;
                }
            }
        }
        return mean;
    }

    private static void assertClose(DMatrixRMaj actual, DMatrixRMaj expected) {
        DMatrixRMaj difference = new DMatrixRMaj(expected.numRows, expected.numCols);
        CommonOps_DDRM.subtract(actual, expected, difference);
        assertThat(NormOps_DDRM.normF(difference)).isLessThan(1e-12 * NormOps_DDRM.normF(expected));
    }

    @ParameterizedTest
    @ValueSource(strings = {"relu", "tanh", "gelu"})
    void layersJacobiansAndTheOperatorAgreeOnAMaskedNetworkWithBiases(String activation) {
        Mlp network = network(activation, 0.4, 0.5);
        DMatrixRMaj byLayers = EmpiricalNtk.of(network, X);
        assertClose(byLayers, EmpiricalNtk.byJacobian(network, X));
        assertClose(meanOfDiagonalBlocks(matrix(TangentOperator.of(network, X))), byLayers);
    }

    @ParameterizedTest
    @EnumSource(PrunedGradients.class)
    void bothOptionsOfPrunedGradientsAgreeBetweenAllForms(PrunedGradients pruned) {
        Mlp network = network("relu", 0, 0.4);
        DMatrixRMaj byLayers = EmpiricalNtk.of(network, X, pruned);
        assertClose(meanOfDiagonalBlocks(matrix(TangentOperator.of(network, X, pruned))), byLayers);
        assertClose(EmpiricalNtk.byJacobian(network, X, pruned), byLayers);
    }

    @Test
    void prunedGradientsMatterExactlyWhenSomethingIsPruned() {
        Mlp masked = network("relu", 0, 0.4);
        DMatrixRMaj without = EmpiricalNtk.of(masked, X, PrunedGradients.EXCLUDED);
        DMatrixRMaj with = EmpiricalNtk.of(masked, X, PrunedGradients.INCLUDED);
        for (int a = 0; a < EXAMPLES; a++) {
            assertThat(with.get(a, a)).isGreaterThan(without.get(a, a));
        }
        Mlp dense = network("relu", 0, 1);
        assertClose(
                EmpiricalNtk.of(dense, X, PrunedGradients.INCLUDED),
                EmpiricalNtk.of(dense, X, PrunedGradients.EXCLUDED));
    }

    @Test
    void theWholeKernelIsTheGramMatrixOfAllJacobians() {
        Mlp network = network("tanh", 0.2, 0.6);
        DMatrixRMaj whole = matrix(TangentOperator.of(network, X));
        for (int k = 0; k < OUTPUTS; k++) {
            DMatrixRMaj left = network.jacobian(X, k);
            for (int m = 0; m < OUTPUTS; m++) {
                DMatrixRMaj block = network.backend().multiplyTransB(left, network.jacobian(X, m));
                for (int a = 0; a < EXAMPLES; a++) {
                    for (int b = 0; b < EXAMPLES; b++) {
                        assertThat(whole.get(a * OUTPUTS + k, b * OUTPUTS + m))
                                .isCloseTo(block.get(a, b), within(1e-12 * NormOps_DDRM.normF(whole)));
                    }
                }
            }
        }
    }

    @Test
    void aProductIsTheDerivativeAlongTheGradient() {
        // f(theta + r g) - f(theta - r g) = 2 r J g + O(r^3) for g = J^T v.
        Mlp network = network("tanh", 0.2, 0.6);
        double[] v = STREAMS.child("v").stream().gaussianMatrix(1, EXAMPLES * OUTPUTS).data;
        double[] product = new double[v.length];
        TangentOperator.of(network, X).apply(v, product);
        double[] gradient = network.gradients(X, DMatrixRMaj.wrap(EXAMPLES, OUTPUTS, v.clone()))
                .flatten();
        double step = 1e-5;
        DMatrixRMaj ahead =
                network.withParameters(moved(network, gradient, step)).forward(X);
        DMatrixRMaj behind =
                network.withParameters(moved(network, gradient, -step)).forward(X);
        double size = Arrays.stream(product).map(Math::abs).max().orElseThrow();
        for (int i = 0; i < v.length; i++) {
            assertThat((ahead.data[i] - behind.data[i]) / (2 * step)).isCloseTo(product[i], within(1e-6 * size));
        }
    }

    private static double[] moved(Mlp network, double[] direction, double step) {
        double[] parameters = network.parameters();
        for (int k = 0; k < parameters.length; k++) {
            parameters[k] += step * direction[k];
        }
        return parameters;
    }

    @Test
    void lanczosFindsTheTopOfTheSpectrumWithoutTheKernel() {
        TangentOperator operator = TangentOperator.of(network("relu", 0.1, 0.5), X);
        double[] all = DenseBackends.preferred().symmetricEigenvalues(matrix(operator));
        Arrays.sort(all);
        double[] top = Lanczos.largest(operator, 3, LanczosOptions.defaults(), STREAMS.child("start").stream())
                .values();
        for (int k = 0; k < 3; k++) {
            assertThat(top[k]).isCloseTo(all[all.length - 1 - k], within(1e-9 * all[all.length - 1]));
        }
    }

    @Test
    void crossKernelsAreBlocksOfTheSquareOne() {
        Mlp network = network("relu", 0.4, 0.5);
        DMatrixRMaj whole = EmpiricalNtk.of(network, X);
        DMatrixRMaj first = CommonOps_DDRM.extract(X, 0, 3, 0, INPUTS);
        DMatrixRMaj rest = CommonOps_DDRM.extract(X, 3, EXAMPLES, 0, INPUTS);
        assertClose(EmpiricalNtk.of(network, first, rest), CommonOps_DDRM.extract(whole, 0, 3, 3, EXAMPLES));
    }

    /** More examples than a tile has, so that tiles meet. */
    @ParameterizedTest
    @EnumSource(PrunedGradients.class)
    void tilesAreBlocksOfTheWholeAndThreadsChangeNoBit(PrunedGradients pruned) {
        Mlp network = network("relu", 0.4, 0.5);
        DMatrixRMaj many = STREAMS.child("many").stream().gaussianMatrix(300, INPUTS);
        DMatrixRMaj kernel = EmpiricalNtk.of(network, many, pruned, 3);
        assertThat(kernel.data).isEqualTo(EmpiricalNtk.of(network, many, pruned, 1).data);
        assertThat(kernel.data).isEqualTo(CommonOps_DDRM.transpose(kernel, null).data);
        assertClose(kernel, EmpiricalNtk.byJacobian(network, many, pruned));
        assertClose(EmpiricalNtk.of(network, many, many.copy(), pruned, 2), kernel);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void anInterruptEndsTheWork(int threads) {
        Mlp network = network("relu", 0.4, 0.5);
        DMatrixRMaj many = STREAMS.child("many").stream().gaussianMatrix(300, INPUTS);
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> EmpiricalNtk.of(network, many, PrunedGradients.EXCLUDED, threads))
                    .isInstanceOf(CancellationException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void noThreadAtAllIsRefused() {
        assertThatThrownBy(() -> EmpiricalNtk.of(network("relu", 0.4, 0.5), X, PrunedGradients.EXCLUDED, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected at least one thread, found 0");
    }

    /** neural-tangents' linear model with a bias: x.x' + 1. */
    @Test
    void aLinearModelHasTheKernelOfItsInputs() {
        Mlp linear = Mlp.initialise(
                new MlpShape(2, List.of(), 1), MlpOptions.ntk(Activation.named("relu"), 2, 1), STREAMS.child("linear"));
        DMatrixRMaj x = new DMatrixRMaj(3, 2, true, 0.3, 0.2, 0.4, 0.5, 1.2, 0.2);
        assertClose(
                EmpiricalNtk.of(linear, x),
                new DMatrixRMaj(3, 3, true, 1.13, 1.22, 1.4, 1.22, 1.41, 1.58, 1.4, 1.58, 2.48));
    }
}
