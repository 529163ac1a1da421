package org.widelimit.ntk.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.widelimit.networks.Activation;
import org.widelimit.networks.Activations;
import org.widelimit.networks.Biases;
import org.widelimit.networks.Parametrisation;
import org.widelimit.ntk.dual.DualActivation;
import org.widelimit.numerics.InputException;

class ArchitectureNtkTest {
    private static final DMatrixRMaj POINTS = new DMatrixRMaj(new double[][] {
        {0.8, -1.3, 0.45, 0.2}, {0.3, 0.9, -0.7, 1.1}, {-0.8, 1.3, -0.45, -0.2}, {2.0, 0.1, -0.4, 0.6}, {0, 0, 0, 0}
    });
    private static final int WIDTH = 48;

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.of(
                "relu",
                "abs",
                "leaky:0.2",
                "sign",
                "step",
                "rectified-power:2",
                "erf",
                "probit",
                "gelu",
                "tanh",
                "silu",
                "sin",
                "cos",
                "rbf:0.6",
                "gaussian",
                "gabor",
                "exp:0.5,0.1",
                "hermite:2");
    }

    /** Several skips, activations and parametrisations, against neural-tangents in doubles. */
    @ParameterizedTest
    @CsvFileSource(resources = "neural-tangents.csv", numLinesToSkip = 2)
    void agreesWithNeuralTangents(String network, int i, int j, double k, double theta) {
        KernelPair pair = ArchitectureNtk.of(peer(network)).kernel(POINTS);
        // neural-tangents takes the angle from the cosine: for relu of equal or opposite inputs that is good to 1e-8.
        boolean parallel = i == j || (i == 2 && j == 0);
        double tolerance = parallel && (network.contains("relu") || network.contains("nested")) ? 3e-7 : 4e-14;
        double kSize = Math.sqrt(pair.nngp().get(i, i) * pair.nngp().get(j, j));
        double thetaSize = Math.sqrt(pair.ntk().get(i, i) * pair.ntk().get(j, j));
        assertThat(pair.nngp().get(i, j)).isCloseTo(k, within(tolerance * kSize + 1e-15));
        assertThat(pair.ntk().get(i, j)).isCloseTo(theta, within(tolerance * thetaSize + 1e-15));
    }

    /** The networks of neural_tangents_references.py. */
    private static Architecture peer(String network) {
        return switch (network) {
            case "mlp-ntk-relu" -> mlp("relu", 3, 2, 0.1, Parametrisation.NTK, Biases.PRESENT);
            case "mlp-standard-relu" -> mlp("relu", 3, 2, 0.1, Parametrisation.STANDARD, Biases.PRESENT);
            case "mlp-standard-erf-no-bias" -> mlp("erf", 2, 1.5, 0, Parametrisation.STANDARD, Biases.ABSENT);
            case "residual-ntk-erf" -> mlp("erf", 0, 1.5, 0.1, Parametrisation.NTK, Biases.PRESENT);
            case "residual-ntk-erf-3" -> residual("erf", 3, 1.5, 0.1, Parametrisation.NTK);
            case "residual-standard-gelu-2" -> residual("gelu", 2, 1.2, 0.05, Parametrisation.STANDARD);
            case "nested-ntk" -> nested(Parametrisation.NTK);
            case "nested-standard" -> nested(Parametrisation.STANDARD);
            default -> throw new IllegalArgumentException(network);
        };
    }

    private static Architecture mlp(
            String activation, int hidden, double vw, double vb, Parametrisation parametrisation, Biases biases) {
        KernelOptions options =
                KernelOptions.of(Activation.named(activation), hidden).withVariances(vw, vb);
        return Architecture.mlp(options, parametrisation, biases, POINTS.numCols, WIDTH);
    }

    private static AffineLayer affine(Parametrisation parametrisation, double vw, double vb, int fanIn) {
        return parametrisation == Parametrisation.NTK
                ? AffineLayer.ntk(vw, vb)
                : AffineLayer.standard(vw, vb, fanIn, Biases.PRESENT);
    }

    private static Architecture residual(
            String activation, int blocks, double vw, double vb, Parametrisation parametrisation) {
        ActivationLayer phi = ActivationLayer.of(Activation.named(activation));
        List<Block> chain = new ArrayList<>();
        chain.add(affine(parametrisation, vw, vb, POINTS.numCols));
        for (int b = 0; b < blocks; b++) {
            chain.add(SkipConnection.around(phi, affine(parametrisation, vw, vb, WIDTH)));
        }
        chain.add(phi);
        chain.add(affine(parametrisation, vw, vb, WIDTH));
        return new Architecture(chain);
    }

    private static Architecture nested(Parametrisation p) {
        return Architecture.of(
                affine(p, 1.5, 0.1, POINTS.numCols),
                SkipConnection.around(
                        SkipConnection.around(ActivationLayer.of(Activations.ERF), affine(p, 1.1, 0.2, WIDTH)),
                        ActivationLayer.of(Activations.sin(1, 1, 0)),
                        affine(p, 0.9, 0.3, WIDTH)),
                ActivationLayer.of(Activations.RELU),
                affine(p, 1.2, 0.1, WIDTH),
                SkipConnection.around(ActivationLayer.of(Activations.GELU), affine(p, 0.7, 0.05, WIDTH)),
                affine(p, 1.3, 0.2, WIDTH));
    }

    @Property(tries = 60)
    void aPlainNetworkIsTheDenseNtk(
            @ForAll("names") String name,
            @ForAll @IntRange(max = 3) int layers,
            @ForAll @DoubleRange(min = 0.3, max = 1.5) double weightVariance,
            @ForAll @DoubleRange(max = 1) double biasVariance,
            @ForAll @IntRange(min = 1, max = 30) int n) {
        KernelOptions options =
                KernelOptions.of(Activation.named(name), layers).withVariances(weightVariance, biasVariance);
        DMatrixRMaj x = Matrices.inputs(n, n, 3);
        DMatrixRMaj y = Matrices.inputs(n + 1, n + 3, 3);
        ArchitectureNtk kernel =
                ArchitectureNtk.of(Architecture.mlp(options, Parametrisation.NTK, Biases.PRESENT, 3, 7));
        DenseNtk dense = DenseNtk.of(options);
        assertClose(kernel.kernel(x), dense.kernel(x), 1e-13);
        assertClose(kernel.kernel(x, y), dense.kernel(x, y), 1e-13);
    }

    /** The recursion written out for one pair, from q11, q22, q12 alone. */
    @Property(tries = 60)
    void agreesWithTheRecursionWrittenOut(
            @ForAll("names") String name,
            @ForAll @IntRange(max = 3) int blocks,
            @ForAll @DoubleRange(min = 0.1, max = 1.2) double a,
            @ForAll @DoubleRange(min = 0.1, max = 1.2) double b,
            @ForAll @DoubleRange(max = 1) double vb,
            @ForAll Parametrisation parametrisation) {
        DualActivation phi = DualActivation.of(Activation.named(name));
        int d = 4;
        double vw = 0.8;
        AffineLayer first = parametrisation == Parametrisation.NTK
                ? AffineLayer.ntk(vw, vb)
                : AffineLayer.muPInput(vw, vb, d, Biases.PRESENT);
        AffineLayer inner = switch (parametrisation) {
            case NTK -> AffineLayer.ntk(vw, vb);
            case STANDARD -> AffineLayer.standard(vw, vb, 30, Biases.PRESENT);
            case MU_P -> AffineLayer.muPHidden(vw, vb, Biases.PRESENT);
        };
        AffineLayer last =
                parametrisation == Parametrisation.MU_P ? AffineLayer.muPReadOut(vw, vb, Biases.PRESENT) : inner;
        List<Block> chain = new ArrayList<>(List.of(first));
        for (int k = 0; k < blocks; k++) {
            chain.add(new SkipConnection(a, b, List.of(new ActivationLayer(phi), inner)));
        }
        chain.add(new ActivationLayer(phi));
        chain.add(last);
        KernelPair pair = ArchitectureNtk.of(new Architecture(chain)).kernel(POINTS);
        for (int i = 0; i < 2; i++) {
            int j = 3;
            double[] q = {product(i, i) / d, product(j, j) / d, product(i, j) / d};
            double theta = first.weightGradient() * q[2] + first.biasGradient();
            q = through(first, q);
            for (int k = 0; k < blocks; k++) {
                double[] h = moments(phi, q);
                double[] f = through(inner, h);
                theta = a * a * theta
                        + b
                                * b
                                * (inner.weightGradient() * h[2]
                                        + inner.biasGradient()
                                        + vw * phi.derivative(q[0], q[1], q[2]) * theta);
                for (int m = 0; m < 3; m++) {
                    q[m] = a * a * q[m] + b * b * f[m];
                }
            }
            double[] h = moments(phi, q);
            theta = last.weightGradient() * h[2] + last.biasGradient() + vw * phi.derivative(q[0], q[1], q[2]) * theta;
            double size = Math.sqrt(pair.ntk().get(i, i) * pair.ntk().get(j, j));
            assertThat(pair.ntk().get(i, j)).isCloseTo(theta, within(1e-11 * (1 + size)));
            double k = through(last, h)[2];
            assertThat(pair.nngp().get(i, j)).isCloseTo(k, within(1e-11 * (1 + Math.abs(k))));
        }
    }

    private static double product(int i, int j) {
        double sum = 0;
        for (int k = 0; k < POINTS.numCols; k++) {
            sum += POINTS.get(i, k) * POINTS.get(j, k);
        }
        return sum;
    }

    private static double[] through(AffineLayer layer, double[] q) {
        double[] z = new double[3];
        for (int m = 0; m < 3; m++) {
            z[m] = layer.weightVariance() * q[m] + layer.biasVariance();
        }
        return z;
    }

    private static double[] moments(DualActivation phi, double[] q) {
        return new double[] {phi.value(q[0]), phi.value(q[1]), phi.value(q[0], q[1], q[2])};
    }

    /**
     * Known scalings: the standard kernel grows like the width and tends to that of the layers above the first; in mu-P the outputs vanish and the kernel is that of the NTK
     * parametrisation with Vw taken out of every layer's own share, and d out of the first.
     */
    @Test
    void standardAndMuPScaleAsTheyShould() {
        double vw = 1.7;
        KernelOptions options = KernelOptions.of(Activations.ERF, 3).withVariances(vw, 0);
        int d = POINTS.numCols;
        KernelPair ntk = DenseNtk.of(options).kernel(POINTS);
        KernelPair muP = ArchitectureNtk.of(Architecture.mlp(options, Parametrisation.MU_P, Biases.ABSENT, d, WIDTH))
                .kernel(POINTS);
        KernelPair narrow = standard(options, d, 100);
        KernelPair wide = standard(options, d, 100_000_000);
        // Theta_NTK = Vw (Theta_1 + ... + Theta_(L+1)); mu-P has d Theta_1 + the others.
        double factor = (wide.ntk().get(0, 1) - narrow.ntk().get(0, 1)) / (100_000_000 - 100);
        double first = narrow.ntk().get(0, 1) - 100 * factor;
        assertThat(muP.ntk().get(0, 1)).isCloseTo(first + factor, within(1e-9));
        assertThat(ntk.ntk().get(0, 1)).isCloseTo(vw * (first / d + factor), within(1e-9));
        assertThat(muP.nngp().get(0, 1)).isZero();
        assertThat(muP.nngp().get(0, 0)).isZero();
        assertClose(new KernelPair(wide.nngp(), wide.nngp()), new KernelPair(ntk.nngp(), ntk.nngp()), 1e-14);
    }

    private static KernelPair standard(KernelOptions options, int d, int width) {
        return ArchitectureNtk.of(Architecture.mlp(options, Parametrisation.STANDARD, Biases.ABSENT, d, width))
                .kernel(POINTS);
    }

    /** Equal and opposite inputs through skips: the angle is exact, where a cosine would leave 1e-8. */
    @Test
    void nearlyEqualInputsKeepTheirAngleThroughSkips() {
        double eps = 1e-9;
        DMatrixRMaj x = new DMatrixRMaj(new double[][] {{1, 0}, {1, eps}, {-1, 0}});
        Architecture network = residual("relu", 3, 1.3, 0, Parametrisation.NTK);
        KernelPair pair = ArchitectureNtk.of(network).kernel(x);
        // Theta(x, x) - Theta(x, y) is of first order in the angle: about eps, and not 1e-8.
        double drop = pair.ntk().get(0, 0) / pair.ntk().get(0, 1) - 1;
        assertThat(drop).isBetween(0.1 * eps, eps);
        Matrices.assertCovariance(pair.ntk());
    }

    @Test
    void threadsDoNotChangeTheBits() {
        DMatrixRMaj x = Matrices.inputs(5, 301, 4);
        ArchitectureNtk kernel = ArchitectureNtk.of(nested(Parametrisation.NTK));
        KernelPair one = KernelPair.ofShape(301, 301);
        kernel.compute(x, KernelSinks.into(one), Execution.of(1));
        for (int threads : new int[] {2, 5}) {
            KernelPair many = KernelPair.ofShape(301, 301);
            kernel.compute(x, KernelSinks.into(many), Execution.of(threads));
            Matrices.assertSameBits(many.nngp(), one.nngp());
            Matrices.assertSameBits(many.ntk(), one.ntk());
        }
    }

    @Test
    void whatIsNoNetworkIsRefused() {
        ActivationLayer relu = ActivationLayer.of(Activations.RELU);
        AffineLayer affine = AffineLayer.ntk(2, 0);
        assertThatIllegalArgumentException().isThrownBy(() -> Architecture.of(relu, affine));
        assertThatIllegalArgumentException().isThrownBy(() -> Architecture.of(affine, relu, relu, affine));
        assertThatIllegalArgumentException().isThrownBy(() -> Architecture.of(affine, relu));
        assertThatIllegalArgumentException().isThrownBy(() -> Architecture.of());
        assertThatIllegalArgumentException().isThrownBy(() -> SkipConnection.around(affine, relu));
        assertThatIllegalArgumentException().isThrownBy(() -> SkipConnection.around());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Architecture.of(affine, relu, SkipConnection.around(affine), relu, affine));
        assertThatIllegalArgumentException().isThrownBy(() -> AffineLayer.ntk(-1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> AffineLayer.standard(1, 0, 0, Biases.ABSENT));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> mlp("relu", 1, 1, 0.1, Parametrisation.STANDARD, Biases.ABSENT));
        DMatrixRMaj x = new DMatrixRMaj(new double[][] {{1, Double.NaN}});
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> ArchitectureNtk.of(Architecture.of(affine)).kernel(x));
        DMatrixRMaj large = new DMatrixRMaj(new double[][] {{1e3}});
        Architecture exponential = Architecture.of(affine, ActivationLayer.of(Activations.exp(1, 1)), affine);
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> ArchitectureNtk.of(exponential).kernel(large))
                .withMessageContaining("overflow in row 0");
    }

    private static void assertClose(KernelPair actual, KernelPair expected, double tolerance) {
        assertThat(Matrices.distance(actual.nngp(), expected.nngp())).isLessThan(tolerance);
        assertThat(Matrices.distance(actual.ntk(), expected.ntk())).isLessThan(tolerance);
    }
}
