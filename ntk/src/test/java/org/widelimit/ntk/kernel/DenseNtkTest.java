package org.widelimit.ntk.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.widelimit.networks.Activation;
import org.widelimit.ntk.dual.DualActivation;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.linalg.DenseBackends;

class DenseNtkTest {

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.of(
                "relu", "leaky:0.2", "linear", "erf", "gelu", "tanh", "probit", "silu", "sin", "rbf:0.6", "gabor");
    }

    /** The reference has sqrt(2) in the activation and variance 1; with Vw = 2 in every layer all is twice as large. */
    @ParameterizedTest
    @CsvFileSource(resources = "relu-ntk.csv", numLinesToSkip = 2)
    void reluOnTheCircle(int layers, double rho, double s, double t) {
        double root = Math.sqrt(2);
        DMatrixRMaj x =
                new DMatrixRMaj(new double[][] {{root, 0}, {root * rho, root * Math.sqrt((1 - rho) * (1 + rho))}});
        KernelPair pair =
                DenseNtk.of(KernelOptions.of(Activation.named("relu"), layers)).kernel(x);
        assertThat(pair.nngp().get(0, 1)).isCloseTo(2 * s, within(2e-15));
        // 15 digits are printed, so 2 t is known to 1e-14.
        assertThat(pair.ntk().get(0, 1)).isCloseTo(2 * t, within(1e-14 + 2e-15 * (layers + 1)));
        assertThat(pair.nngp().get(0, 0)).isCloseTo(2, within(1e-15));
        assertThat(pair.ntk().get(1, 1)).isCloseTo(2 * (layers + 1), within(1e-15 * (layers + 1)));
    }

    @ParameterizedTest
    @CsvFileSource(resources = "erf-ntk.csv", numLinesToSkip = 2)
    void erfWithBiases(int layers, double x, double y, double k, double theta) {
        KernelOptions options =
                KernelOptions.of(Activation.named("erf"), layers).withVariances(2.25, 0.0025);
        DMatrixRMaj left = new DMatrixRMaj(new double[][] {{x}});
        DMatrixRMaj right = new DMatrixRMaj(new double[][] {{y}});
        KernelPair pair = DenseNtk.of(options).kernel(left, right);
        // 15 digits are printed.
        assertThat(pair.nngp().get(0, 0)).isCloseTo(k, within(6e-15 * Math.abs(k)));
        assertThat(pair.ntk().get(0, 0)).isCloseTo(theta, within(6e-15 * Math.abs(theta)));
    }

    @ParameterizedTest
    @CsvFileSource(resources = "near-inputs.csv", numLinesToSkip = 2)
    void nearlyCollinearInputs(
            double slope,
            int layers,
            double weightVariance,
            double biasVariance,
            double x0,
            double x1,
            double x2,
            double y0,
            double y1,
            double y2,
            double k,
            double theta) {
        KernelOptions options = KernelOptions.of(Activation.named("leaky:" + slope), layers)
                .withVariances(weightVariance, biasVariance);
        DMatrixRMaj x = new DMatrixRMaj(new double[][] {{x0, x1, x2}});
        DMatrixRMaj y = new DMatrixRMaj(new double[][] {{y0, y1, y2}});
        KernelPair pair = DenseNtk.of(options).kernel(x, y);
        KernelPair xx = DenseNtk.of(options).kernel(x);
        KernelPair yy = DenseNtk.of(options).kernel(y);
        double kSize = Math.sqrt(xx.nngp().get(0, 0) * yy.nngp().get(0, 0));
        double thetaSize = Math.sqrt(xx.ntk().get(0, 0) * yy.ntk().get(0, 0));
        assertThat(pair.nngp().get(0, 0)).isCloseTo(k, within(4e-15 * kSize));
        assertThat(pair.ntk().get(0, 0)).isCloseTo(theta, within(4e-15 * thetaSize));
    }

    @Property(tries = 40)
    void agreesWithTheRecursionWrittenOut(
            @ForAll("names") String name,
            @ForAll @IntRange(max = 4) int layers,
            @ForAll @DoubleRange(min = 0.3, max = 2.5) double weightVariance,
            @ForAll @DoubleRange(max = 1) double biasVariance,
            @ForAll @IntRange(min = 1, max = 40) int n,
            // On a line or in a plane there are pairs whose angle the recursion written out has to 1e-8 only.
            @ForAll @IntRange(min = 3, max = 7) int d) {
        KernelOptions options =
                KernelOptions.of(Activation.named(name), layers).withVariances(weightVariance, biasVariance);
        DMatrixRMaj x = Matrices.inputs(n, n, d);
        DMatrixRMaj y = Matrices.inputs(n + 1, n + 3, d);
        KernelPair pair = DenseNtk.of(options).kernel(x, y);
        KernelPair expected = naive(options, x, y);
        // A dual by quadrature promises 1e-12, on either side and in every layer.
        double promised = Set.of("tanh", "silu").contains(name) ? 2e-12 * (layers + 1) : 1e-12;
        assertThat(Matrices.distance(pair.nngp(), expected.nngp())).isLessThan(promised);
        assertThat(Matrices.distance(pair.ntk(), expected.ntk())).isLessThan(promised);
        KernelPair own = DenseNtk.of(options).kernel(x);
        Matrices.assertCovariance(own.nngp());
        Matrices.assertCovariance(own.ntk());
        KernelPair crossed = DenseNtk.of(options).kernel(x, x);
        assertThat(Matrices.distance(own.nngp(), crossed.nngp())).isLessThan(1e-13);
        assertThat(Matrices.distance(own.ntk(), crossed.ntk())).isLessThan(1e-13);
    }

    @ParameterizedTest
    @ValueSource(strings = {"relu", "erf"})
    void threadsDoNotChangeTheBits(String name) {
        DenseNtk kernel =
                DenseNtk.of(KernelOptions.of(Activation.named(name), 3).withVariances(1.5, 0.1));
        DMatrixRMaj x = Matrices.inputs(5, 601, 11);
        KernelPair one = kernel.kernel(x, Execution.of(1));
        for (int threads : new int[] {2, 3, 8}) {
            KernelPair many = kernel.kernel(x, Execution.of(threads));
            Matrices.assertSameBits(many.nngp(), one.nngp());
            Matrices.assertSameBits(many.ntk(), one.ntk());
        }
        KernelPair pure = kernel.kernel(x, Execution.of(2).withBackend(DenseBackends.named("ejml")));
        assertThat(Matrices.distance(pure.ntk(), one.ntk())).isLessThan(1e-14);
    }

    @Test
    void linearNetworkIsALinearModel() {
        DMatrixRMaj x = Matrices.inputs(3, 9, 4);
        KernelPair pair = DenseNtk.of(
                        KernelOptions.of(Activation.named("linear"), 3).withVariances(1.3, 0))
                .kernel(x);
        DMatrixRMaj gram =
                Matrices.scaled(Math.pow(1.3, 4) / 4, DenseBackends.preferred().multiplyTransB(x, x));
        assertThat(Matrices.distance(pair.nngp(), gram)).isLessThan(1e-15 * 8);
        assertThat(Matrices.distance(pair.ntk(), Matrices.scaled(4, gram))).isLessThan(1e-15 * 8);
        KernelPair shallow = DenseNtk.of(
                        KernelOptions.of(Activation.named("relu"), 0).withVariances(1.3, 0.2))
                .kernel(x);
        Matrices.assertSameBits(shallow.nngp(), shallow.ntk());
        assertThat(shallow.ntk().get(2, 5)).isCloseTo(1.3 * dot(x, 2, 5) / 4 + 0.2, within(1e-14));
    }

    /** Where phi' jumps, Theta(x, x) - Theta(x, y) is of first order in the angle; through two layers of quadrature too. */
    @Test
    @Tag("slow")
    void smallAnglesSurviveQuadratureAtAKink() {
        DenseNtk kernel =
                DenseNtk.of(KernelOptions.of(Activation.named("selu"), 2).withVariances(1.2, 0.1));
        double[] slope = new double[2];
        for (int k = 0; k < 2; k++) {
            double eps = k == 0 ? 1e-4 : 1e-6;
            DMatrixRMaj x = new DMatrixRMaj(new double[][] {{Math.cos(eps), Math.sin(eps)}, {1, 0}});
            DMatrixRMaj theta = kernel.kernel(x).ntk();
            slope[k] = (theta.get(1, 1) - theta.get(0, 1)) / eps;
        }
        assertThat(slope[0]).isGreaterThan(1e-3);
        assertThat(slope[1]).isCloseTo(slope[0], within(2e-3 * slope[0]));
    }

    @Test
    void equalInputsHaveEqualRows() {
        DMatrixRMaj x = Matrices.inputs(8, 20, 6);
        System.arraycopy(x.data, 3 * 6, x.data, 17 * 6, 6);
        for (String name : List.of("relu", "tanh", "gelu")) {
            KernelPair pair = DenseNtk.of(
                            KernelOptions.of(Activation.named(name), 6).withVariances(2, 0.05))
                    .kernel(x);
            for (DMatrixRMaj kernel : List.of(pair.nngp(), pair.ntk())) {
                double size = kernel.get(3, 3);
                assertThat(kernel.get(3, 17)).isCloseTo(size, within(4e-15 * size));
                assertThat(kernel.get(17, 17)).isEqualTo(size);
                for (int j = 0; j < 20; j++) {
                    assertThat(kernel.get(17, j)).isCloseTo(kernel.get(3, j), within(1e-14 * size));
                }
            }
        }
    }

    @Test
    void scaleOfTheInputsDoesNotMatterToRelu() {
        DMatrixRMaj x = Matrices.inputs(9, 12, 5);
        DenseNtk kernel = DenseNtk.of(KernelOptions.of(Activation.named("relu"), 4));
        KernelPair pair = kernel.kernel(x);
        for (double scale : new double[] {0x1.0p500, 0x1.0p-400}) {
            KernelPair other = kernel.kernel(Matrices.scaled(scale, x));
            Matrices.assertSameBits(other.nngp(), Matrices.scaled(scale * scale, pair.nngp()));
            Matrices.assertSameBits(other.ntk(), Matrices.scaled(scale * scale, pair.ntk()));
        }
    }

    @Test
    void zeroInputHasTheBiasAlone() {
        DMatrixRMaj x = new DMatrixRMaj(new double[][] {{0, 0}, {1, 2}});
        KernelPair none =
                DenseNtk.of(KernelOptions.of(Activation.named("relu"), 3)).kernel(x);
        assertThat(none.nngp().get(0, 1)).isZero();
        assertThat(none.ntk().get(0, 0)).isZero();
        assertThat(none.ntk().get(0, 1)).isZero();
        KernelPair biased = DenseNtk.of(
                        KernelOptions.of(Activation.named("relu"), 1).withVariances(2, 0.5))
                .kernel(x);
        assertThat(biased.nngp().get(0, 0)).isCloseTo(1, within(1e-15));
        assertThat(biased.ntk().get(0, 0)).isCloseTo(1.5, within(1e-15));
    }

    @Test
    void progressIsTold() {
        List<Long> heard = new ArrayList<>();
        Execution execution = Execution.of(2).withProgress((done, total) -> {
            assertThat(total).isPositive();
            heard.add(done);
        });
        DenseNtk.of(KernelOptions.of(Activation.named("relu"), 1)).kernel(Matrices.inputs(1, 900, 3), execution);
        assertThat(heard).isSorted().hasSizeGreaterThan(10).startsWith(1L);
    }

    @Test
    void listenerThatFailsStopsTheComputation() {
        DenseNtk kernel = DenseNtk.of(KernelOptions.of(Activation.named("relu"), 1));
        Execution execution = Execution.of(2).withProgress((done, total) -> {
            throw new IllegalStateException("enough");
        });
        DMatrixRMaj x = Matrices.inputs(1, 900, 3);
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> kernel.kernel(x, execution))
                .withMessage("enough");
    }

    @Test
    void unusableInputsAreNamed() {
        DenseNtk kernel = DenseNtk.of(KernelOptions.of(Activation.named("relu"), 2));
        DMatrixRMaj bad = new DMatrixRMaj(new double[][] {{1, 2}, {3, Double.NaN}});
        DMatrixRMaj huge = new DMatrixRMaj(new double[][] {{1, 2}, {1e200, 0}});
        DMatrixRMaj wide = new DMatrixRMaj(1, 3);
        DMatrixRMaj good = new DMatrixRMaj(new double[][] {{1, 2}});
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> kernel.kernel(bad))
                .withMessage("expected finite inputs, found NaN in row 1, column 1");
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> kernel.kernel(huge))
                .withMessageContaining("row 1");
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> kernel.kernel(good, wide))
                .withMessageContaining("(1, 2) and (1, 3)");
        assertThatExceptionOfType(InputException.class).isThrownBy(() -> kernel.kernel(new DMatrixRMaj(0, 2)));
    }

    @Test
    void optionsOutOfRangeAreRefused() {
        KernelOptions options = KernelOptions.of(Activation.named("relu"), 1);
        assertThatIllegalArgumentException().isThrownBy(() -> KernelOptions.of(Activation.named("relu"), -1));
        assertThatIllegalArgumentException().isThrownBy(() -> options.withVariances(0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> options.withVariances(1, -0.1));
        assertThatIllegalArgumentException().isThrownBy(() -> options.withVariances(Double.NaN, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> Execution.of(0));
    }

    /** One pair at a time, each layer from three numbers. */
    private static KernelPair naive(KernelOptions options, DMatrixRMaj x, DMatrixRMaj y) {
        DualActivation dual = options.activation();
        double vw = options.weightVariance();
        double vb = options.biasVariance();
        KernelPair pair = new KernelPair(new DMatrixRMaj(x.numRows, y.numRows), new DMatrixRMaj(x.numRows, y.numRows));
        for (int i = 0; i < x.numRows; i++) {
            for (int j = 0; j < y.numRows; j++) {
                double q11 = vw * dot(x, i, x, i) / x.numCols + vb;
                double q22 = vw * dot(y, j, y, j) / x.numCols + vb;
                double q12 = vw * dot(x, i, y, j) / x.numCols + vb;
                double theta = q12;
                for (int l = 0; l < options.hiddenLayers(); l++) {
                    double slope = dual.derivative(q11, q22, q12);
                    q12 = vw * dual.value(q11, q22, q12) + vb;
                    q11 = vw * dual.value(q11) + vb;
                    q22 = vw * dual.value(q22) + vb;
                    theta = q12 + vw * slope * theta;
                }
                pair.nngp().set(i, j, q12);
                pair.ntk().set(i, j, theta);
            }
        }
        return pair;
    }

    private static double dot(DMatrixRMaj x, int i, int j) {
        return dot(x, i, x, j);
    }

    private static double dot(DMatrixRMaj x, int i, DMatrixRMaj y, int j) {
        double sum = 0;
        for (int k = 0; k < x.numCols; k++) {
            sum += x.get(i, k) * y.get(j, k);
        }
        return sum;
    }
}
