package org.widelimit.ntk.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
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
    private static final int NETWORKS_FOR_MEANS = 150;
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
    @Tag("slow")
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
    @Tag("slow")
    void skipConnections(String name, double a, double b, double vb) {
        Activation phi = Activation.named(name);
        double vw = 1.3;
        assertConverges(
                (width, streams) -> new FiniteNetwork(residual(phi, a, b, vw, vb), X.numCols, width, streams.stream())
                        .kernel(X)
                        .ntk(),
                width -> limit(residual(phi, a, b, vw, vb)).ntk(),
                width -> limit(residual(phi, 0, Math.sqrt(a * a + b * b), vw, vb))
                        .ntk());
    }

    private static Architecture residual(Activation phi, double a, double b, double vw, double vb) {
        ActivationLayer layer = ActivationLayer.of(phi);
        AffineLayer affine = AffineLayer.ntk(vw, vb);
        SkipConnection skip = new SkipConnection(a, b, List.of(layer, affine));
        return Architecture.of(affine, skip, skip, layer, affine);
    }

    private static KernelPair limit(Architecture architecture) {
        return ArchitectureNtk.of(architecture).kernel(X);
    }

    /** Skips of every kind: around features before and after an activation, within each other, around a bare affine layer, one after another. */
    enum Skips {
        PRE_ACTIVATION {
            @Override
            Architecture of(double a, double b) {
                return Architecture.of(IN, skip(a, b, ERF, A), skip(a, b, GELU, A), RELU, OUT);
            }
        },
        POST_ACTIVATION {
            @Override
            Architecture of(double a, double b) {
                return Architecture.of(IN, RELU, skip(a, b, A, ERF, B), OUT);
            }
        },
        POST_ACTIVATION_TWICE {
            @Override
            Architecture of(double a, double b) {
                return Architecture.of(IN, GELU, skip(a, b, A, RELU, B), skip(a, b, B, TANH, A), A, RELU, OUT);
            }
        },
        AROUND_AN_AFFINE_LAYER {
            @Override
            Architecture of(double a, double b) {
                return Architecture.of(IN, TANH, skip(a, b, A), B, RELU, OUT);
            }
        },
        NESTED {
            @Override
            Architecture of(double a, double b) {
                return Architecture.of(IN, skip(a, b, skip(b, a, ERF, A), TANH, B), RELU, skip(a, b, B, GELU, A), OUT);
            }
        };

        private static final AffineLayer IN = AffineLayer.ntk(1.4, 0.1);
        private static final AffineLayer A = AffineLayer.ntk(1.1, 0.2);
        private static final AffineLayer B = AffineLayer.ntk(0.8, 0);
        private static final AffineLayer OUT = AffineLayer.ntk(1.6, 0.3);
        private static final Block RELU = ActivationLayer.of(Activation.named("relu"));
        private static final Block ERF = ActivationLayer.of(Activation.named("erf"));
        private static final Block GELU = ActivationLayer.of(Activation.named("gelu"));
        private static final Block TANH = ActivationLayer.of(Activation.named("tanh"));

        abstract Architecture of(double a, double b);

        private static Block skip(double a, double b, Block... branch) {
            return new SkipConnection(a, b, List.of(branch));
        }
    }

    /**
     * Both kernels of random networks, extrapolated to infinite width and averaged, are the limit's within 5 standard errors in every entry; with the two factors of each skip exchanged, and
     * with no shortcut at the same size, they are far from it.
     */
    @ParameterizedTest
    @EnumSource(Skips.class)
    @Tag("slow")
    void meanKernelsWithSkipsAreTheLimit(Skips skips) {
        Architecture architecture = skips.of(0.9, 0.5);
        KernelPair limit = limit(architecture);
        List<KernelPair> pairs = new ArrayList<>();
        for (int r = 0; r < NETWORKS_FOR_MEANS; r++) {
            RandomStreams streams = RandomStreams.of(29).child("network", r);
            KernelPair wide = finite(architecture, 160, streams.child("wide"));
            KernelPair narrow = finite(architecture, 80, streams.child("narrow"));
            pairs.add(new KernelPair(
                    MeanKernel.extrapolated(wide.nngp(), narrow.nngp()),
                    MeanKernel.extrapolated(wide.ntk(), narrow.ntk())));
        }
        MeanKernel nngp = MeanKernel.of(NETWORKS_FOR_MEANS, r -> pairs.get(r).nngp());
        MeanKernel ntk = MeanKernel.of(NETWORKS_FOR_MEANS, r -> pairs.get(r).ntk());
        assertThat(nngp.distance(limit.nngp())).isLessThan(5);
        assertThat(ntk.distance(limit.ntk())).isLessThan(5);
        for (Architecture rival : List.of(skips.of(0.5, 0.9), skips.of(0, Math.sqrt(0.9 * 0.9 + 0.5 * 0.5)))) {
            assertThat(ntk.distance(limit(rival).ntk())).isGreaterThan(10);
        }
    }

    private static KernelPair finite(Architecture architecture, int width, RandomStreams streams) {
        return new FiniteNetwork(architecture, X.numCols, width, streams.stream()).kernel(X);
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
    @Tag("slow")
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
