package org.widelimit.ntk.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.IntFunction;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.widelimit.networks.Activation;
import org.widelimit.networks.Biases;
import org.widelimit.networks.Mlp;
import org.widelimit.networks.MlpOptions;
import org.widelimit.networks.MlpShape;
import org.widelimit.networks.Parametrisation;
import org.widelimit.ntk.empirical.EmpiricalNtk;
import org.widelimit.ntk.empirical.OutputNtk;
import org.widelimit.numerics.random.RandomStreams;

/**
 * Tangent kernels of finite networks tend to those of {@link ArchitectureNtk} like n^(-1/2): the mean over networks of the relative Frobenius error falls by a factor near 4 from one width to
 * sixteen times it. The mean kernel, whose noise is five times smaller, is near the limit and far from its nearest rival.
 */
class FiniteNetworkTest {
    private static final int NARROW = 24;
    private static final int WIDE = 16 * NARROW;
    private static final int NETWORKS = 24;
    private static final DMatrixRMaj X = Matrices.inputs(11, 6, 5);

    @ParameterizedTest
    @CsvSource({
        "relu, STANDARD, 0",
        "erf, STANDARD, 0.2",
        "silu, STANDARD, 0.1",
        "relu, MU_P, 0",
        "gelu, MU_P, 0.2",
        "erf, NTK, 0.2",
        "cos, NTK, 0.1"
    })
    void parametrisations(String name, Parametrisation parametrisation, double vb) {
        Activation phi = Activation.named(name);
        double vw = 1.5;
        Biases biases = vb > 0 ? Biases.PRESENT : Biases.ABSENT;
        KernelOptions options = KernelOptions.of(phi, 2).withVariances(vw, vb);
        MlpOptions finite = MlpOptions.of(phi, parametrisation, vw, vb);
        IntFunction<DMatrixRMaj> limit =
                width -> ArchitectureNtk.of(Architecture.mlp(options, parametrisation, biases, X.numCols, width))
                        .kernel(X)
                        .ntk();
        Parametrisation other = parametrisation == Parametrisation.NTK ? Parametrisation.MU_P : Parametrisation.NTK;
        IntFunction<DMatrixRMaj> rival =
                width -> ArchitectureNtk.of(Architecture.mlp(options, other, biases, X.numCols, width))
                        .kernel(X)
                        .ntk();
        assertConverges(
                (width, streams) ->
                        EmpiricalNtk.of(Mlp.initialise(MlpShape.of(X.numCols, 8, width, width), finite, streams), X),
                limit,
                rival);
    }

    @ParameterizedTest
    @CsvSource({"erf, 1, 1, 0.1", "relu, 0.8, 0.6, 0", "gelu, 1, 0.5, 0.2"})
    void skipConnections(String name, double a, double b, double vb) {
        Activation phi = Activation.named(name);
        double vw = 1.3;
        assertConverges(
                (width, streams) ->
                        new ResidualNetwork(phi, a, b, vw, vb, 2, width, X.numCols, streams).tangentKernel(X),
                width -> residual(phi, a, b, vw, vb),
                width -> residual(phi, 0, Math.sqrt(a * a + b * b), vw, vb));
    }

    private static DMatrixRMaj residual(Activation phi, double a, double b, double vw, double vb) {
        ActivationLayer layer = ActivationLayer.of(phi);
        AffineLayer affine = AffineLayer.ntk(vw, vb);
        SkipConnection skip = new SkipConnection(a, b, List.of(layer, affine));
        return ArchitectureNtk.of(Architecture.of(affine, skip, skip, layer, affine))
                .kernel(X)
                .ntk();
    }

    private interface Sample {
        DMatrixRMaj of(int width, RandomStreams streams);
    }

    private static void assertConverges(Sample sample, IntFunction<DMatrixRMaj> limit, IntFunction<DMatrixRMaj> rival) {
        double narrow = meanError(sample, NARROW, limit.apply(NARROW));
        double wide = meanError(sample, WIDE, limit.apply(WIDE));
        assertThat(narrow / wide).isBetween(2.7, 6.0);
        DMatrixRMaj mean = EmpiricalNtk.mean(NETWORKS, r -> sample.of(WIDE, streams(r)));
        double right = Matrices.frobeniusDistance(mean, limit.apply(WIDE));
        assertThat(right).isLessThan(0.08);
        assertThat(Matrices.frobeniusDistance(mean, rival.apply(WIDE))).isGreaterThan(2 * right);
    }

    private static RandomStreams streams(int network) {
        return RandomStreams.of(3).child("network", network);
    }

    private static double meanError(Sample sample, int width, DMatrixRMaj limit) {
        double sum = 0;
        for (int r = 0; r < NETWORKS; r++) {
            sum += Matrices.frobeniusDistance(sample.of(width, streams(r)), limit);
        }
        return sum / NETWORKS;
    }

    /** (n, n, O, O): off-diagonal blocks vanish, diagonal ones are equal, both like n^(-1/2). */
    @Test
    void severalOutputsTendToAKroneckerProduct() {
        int outputs = 3;
        Activation phi = Activation.named("erf");
        KernelOptions options = KernelOptions.of(phi, 2).withVariances(1.5, 0.1);
        KroneckerKernel limit =
                new KroneckerKernel(DenseNtk.of(options).kernel(X).ntk(), outputs);
        double[] error = new double[2];
        for (int r = 0; r < NETWORKS; r++) {
            for (int k = 0; k < 2; k++) {
                int width = k == 0 ? NARROW : WIDE;
                Mlp network = Mlp.initialise(
                        MlpShape.of(X.numCols, outputs, width, width),
                        MlpOptions.ntk(phi, 1.5, 0.1),
                        RandomStreams.of(5).child("network", r));
                DMatrixRMaj full = OutputNtk.of(network, X);
                error[k] += limit.distance(full) / NETWORKS;
                // The mean over outputs is the other empirical kernel.
                assertThat(Matrices.distance(
                                KroneckerKernel.nearest(full, outputs).kernel(), EmpiricalNtk.of(network, X)))
                        .isLessThan(1e-12);
            }
        }
        assertThat(error[0] / error[1]).isBetween(2.7, 6.0);
        assertThat(error[1]).isLessThan(0.15);
    }
}
