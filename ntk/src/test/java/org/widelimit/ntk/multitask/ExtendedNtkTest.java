package org.widelimit.ntk.multitask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.MatrixFeatures_DDRM;
import org.ejml.dense.row.NormOps_DDRM;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.widelimit.networks.Activations;
import org.widelimit.networks.Mlp;
import org.widelimit.networks.MlpOptions;
import org.widelimit.networks.MlpShape;
import org.widelimit.ntk.dynamics.GradientDescent;
import org.widelimit.ntk.dynamics.GradientFlow;
import org.widelimit.ntk.empirical.EmpiricalNtk;
import org.widelimit.ntk.empirical.OutputNtk;
import org.widelimit.ntk.kernel.ActivationLayer;
import org.widelimit.ntk.kernel.AffineLayer;
import org.widelimit.ntk.kernel.Architecture;
import org.widelimit.ntk.kernel.ArchitectureNtk;
import org.widelimit.ntk.kernel.KernelPair;
import org.widelimit.numerics.random.RandomStream;
import org.widelimit.numerics.random.RandomStreams;

class ExtendedNtkTest {

    @Test
    void hasTheEntriesOfTheKernelOfAllOutputsTasksOutside() {
        Mlp network = RandomTasks.network(1, 3, 4, 9, 7);
        DMatrixRMaj x = RandomTasks.stream(2).gaussianMatrix(5, 3);
        ExtendedNtk kernel = ExtendedNtk.of(network, x);
        DMatrixRMaj full = OutputNtk.of(network, x);
        DMatrixRMaj mean = new DMatrixRMaj(5, 5);
        for (int i = 0; i < 4; i++) {
            CommonOps_DDRM.addEquals(mean, 0.25, kernel.block(i, i));
            for (int j = 0; j < 4; j++) {
                for (int u = 0; u < 5; u++) {
                    for (int v = 0; v < 5; v++) {
                        assertThat(kernel.block(i, j).get(u, v))
                                .isCloseTo(full.get(u * 4 + i, v * 4 + j), within(1e-12));
                    }
                }
            }
        }
        assertThat(MatrixFeatures_DDRM.isIdentical(mean, EmpiricalNtk.of(network, x), 1e-12))
                .isTrue();
        assertThat(kernel.largestEigenvalues(RandomTasks.BACKEND)).hasSize(4);
    }

    @Test
    void weightsEnterOnTheSideThatTheirNamesSay() {
        ExtendedNtk kernel = ExtendedNtk.of(RandomTasks.jacobians(3, 2, 3, 20), RandomTasks.BACKEND);
        double[] w = {4, 9};
        assertThat(kernel.generator(w).get(1, 4)).isEqualTo(9 * kernel.matrix().get(1, 4));
        assertThat(kernel.generator(w).get(4, 1)).isEqualTo(4 * kernel.matrix().get(4, 1));
        assertThat(kernel.symmetrised(w).matrix().get(1, 4))
                .isEqualTo(6 * kernel.matrix().get(1, 4));
        assertThat(kernel.printedGenerator(w).block(0, 1).get(1, 1))
                .isCloseTo(36 * kernel.matrix().get(1, 4), within(1e-12));
        assertThat(kernel.decoupled().block(1, 0).data).containsOnly(0);
        assertThat(kernel.decoupled().block(1, 1).data).isEqualTo(kernel.block(1, 1).data);
    }

    @Test
    void refusesShapesAndWeightsThatMakeNoSense() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ExtendedNtk(new DMatrixRMaj(5, 5), 2));
        assertThatIllegalArgumentException().isThrownBy(() -> new ExtendedNtk(new DMatrixRMaj(4, 2), 2));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        ExtendedNtk.of(List.of(new DMatrixRMaj(2, 3), new DMatrixRMaj(3, 3)), RandomTasks.BACKEND));
        ExtendedNtk kernel = new ExtendedNtk(CommonOps_DDRM.identity(4), 2);
        assertThatIllegalArgumentException().isThrownBy(() -> kernel.generator(new double[] {1, -1}));
        assertThatIllegalArgumentException().isThrownBy(() -> kernel.symmetrised(new double[] {1}));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        MultiTaskDynamics.of(kernel, new double[] {1, 0}, new DMatrixRMaj(2, 2), RandomTasks.BACKEND));
    }

    /** The mean kernel of wide networks whose heads start with a given covariance, against the formula of the limit. */
    @Test
    @Tag("slow")
    void limitIsThatOfWideNetworksWithCorrelatedHeads() {
        int width = 600;
        int networks = 40;
        DMatrixRMaj x = RandomTasks.stream(4).gaussianMatrix(4, 3);
        DMatrixRMaj covariance = new DMatrixRMaj(2, 2, true, 1, 0.9, 0.9, 2.25);
        DMatrixRMaj sum = new DMatrixRMaj(8, 8);
        DMatrixRMaj squares = new DMatrixRMaj(8, 8);
        for (int r = 0; r < networks; r++) {
            ExtendedNtk one =
                    ExtendedNtk.of(correlated(width, RandomStreams.of(5).child("network", r)), x);
            for (int e = 0; e < 64; e++) {
                sum.data[e] += one.matrix().data[e] / networks;
                squares.data[e] += one.matrix().data[e] * one.matrix().data[e] / networks;
            }
        }
        Architecture plain = Architecture.of(
                AffineLayer.ntk(1.5, 0.2),
                ActivationLayer.of(Activations.ERF),
                AffineLayer.ntk(1.5, 0.2),
                ActivationLayer.of(Activations.ERF),
                AffineLayer.ntk(1.5, 0.2));
        KernelPair pair = ArchitectureNtk.of(plain).kernel(x);
        DMatrixRMaj limit = ExtendedNtk.limit(pair, covariance).matrix();
        for (int e = 0; e < 64; e++) {
            double error = Math.sqrt((squares.data[e] - sum.data[e] * sum.data[e]) / networks);
            // The mean at finite width is off by O(1/width) besides the error of the mean.
            assertThat(sum.data[e]).isCloseTo(limit.data[e], within(4 * error + 3.0 / width));
        }
        ExtendedNtk independent = ExtendedNtk.limit(pair, CommonOps_DDRM.identity(3));
        assertThat(independent.block(0, 2).data).containsOnly(0);
        assertThat(MatrixFeatures_DDRM.isIdentical(independent.block(1, 1), pair.ntk(), 1e-12))
                .isTrue();
    }

    @Test
    void limitKeepsHeadsApartAndTrunkTogether() {
        KernelPair pair =
                new KernelPair(new DMatrixRMaj(2, 2, true, 3, 1, 1, 5), new DMatrixRMaj(2, 2, true, 10, 2, 2, 20));
        ExtendedNtk limit = ExtendedNtk.limit(pair, new DMatrixRMaj(2, 2, true, 2, 0.5, 0.5, 1));
        assertThat(limit.examples()).isEqualTo(2);
        // K + 2 (Theta - K), (Theta - K) / 2, and Theta.
        assertThat(limit.block(0, 0).data).containsExactly(17, 3, 3, 35);
        assertThat(limit.block(0, 1).data).containsExactly(3.5, 0.5, 0.5, 7.5);
        assertThat(limit.block(1, 0).data).containsExactly(3.5, 0.5, 0.5, 7.5);
        assertThat(limit.block(1, 1).data).containsExactly(10, 2, 2, 20);
    }

    private static Mlp correlated(int width, RandomStreams streams) {
        Mlp network =
                Mlp.initialise(MlpShape.of(3, 2, width, width), MlpOptions.ntk(Activations.ERF, 1.5, 0.2), streams);
        List<DMatrixRMaj> weights = new ArrayList<>(network.weights());
        DMatrixRMaj heads = weights.get(2);
        for (int h = 0; h < width; h++) {
            double first = heads.get(0, h);
            // Covariance ((1, 0.9), (0.9, 2.25)).
            heads.set(1, h, 0.9 * first + 1.2 * heads.get(1, h));
        }
        return Mlp.of(network.options(), weights, network.biases());
    }

    @Test
    void trainingInClosedFormIsThatOfALinearModel() {
        int n = 3;
        List<DMatrixRMaj> jacobians = RandomTasks.jacobians(6, 2, n, 15);
        ExtendedNtk kernel = ExtendedNtk.of(jacobians, RandomTasks.BACKEND);
        RandomStream random = RandomTasks.stream(7);
        DMatrixRMaj e = random.gaussianMatrix(n, 2);
        double[] w = {0.3, 2};
        MultiTaskDynamics dynamics = MultiTaskDynamics.of(kernel, w, e, RandomTasks.BACKEND);
        assertThat(NormOps_DDRM.normF(CommonOps_DDRM.subtract(dynamics.residual(new GradientFlow(0)), e, null)))
                .isLessThan(1e-13);

        // Gradient descent on the parameters of f_i = J_i theta, one step after the other.
        double rate = 0.01;
        double[][] residual = {column(e, 0), column(e, 1)};
        for (int step = 0; step < 25; step++) {
            double[] gradient = new double[15];
            for (int i = 0; i < 2; i++) {
                double[] g = RandomTasks.times(CommonOps_DDRM.transpose(jacobians.get(i), null), residual[i]);
                for (int p = 0; p < 15; p++) {
                    gradient[p] += w[i] * g[p];
                }
            }
            for (int i = 0; i < 2; i++) {
                double[] move = RandomTasks.times(jacobians.get(i), gradient);
                for (int a = 0; a < n; a++) {
                    residual[i][a] -= rate * move[a];
                }
            }
        }
        DMatrixRMaj closed = dynamics.residual(new GradientDescent(rate, 25));
        for (int i = 0; i < 2; i++) {
            assertThat(column(closed, i)).containsExactly(residual[i], within(1e-12));
        }
    }

    @Test
    void halfLivesAreWhereTheResidualIsHalf() {
        ExtendedNtk kernel = ExtendedNtk.of(RandomTasks.jacobians(8, 3, 2, 12), RandomTasks.BACKEND);
        DMatrixRMaj e = RandomTasks.stream(9).gaussianMatrix(2, 3);
        MultiTaskDynamics dynamics = MultiTaskDynamics.of(kernel, new double[] {1, 0.2, 3}, e, RandomTasks.BACKEND);
        double[] initial = dynamics.losses(new GradientFlow(0));
        double[] times = dynamics.halfLives();
        for (int i = 0; i < 3; i++) {
            assertThat(dynamics.losses(new GradientFlow(times[i]))[i]).isCloseTo(initial[i] / 4, within(1e-12));
        }
        double[] rates = dynamics.rates();
        assertThat(Arrays.stream(rates).allMatch(r -> r >= -1e-12)).isTrue();
        double trace = 0;
        for (int i = 0; i < 6; i++) {
            trace += kernel.generator(new double[] {1, 0.2, 3}).get(i, i);
        }
        assertThat(Arrays.stream(rates).sum()).isCloseTo(trace, within(1e-10));
    }

    private static double[] column(DMatrixRMaj a, int j) {
        return CommonOps_DDRM.extractColumn(a, j, null).data;
    }
}
