package org.widelimit.ntk.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.widelimit.graphon.GraphonChain;
import org.widelimit.graphon.StepGraphon;
import org.widelimit.networks.Activation;
import org.widelimit.networks.Biases;
import org.widelimit.networks.Parametrisation;
import org.widelimit.numerics.linalg.DenseBackends;
import org.widelimit.numerics.random.RandomStream;
import org.widelimit.numerics.random.RandomStreams;

/**
 * Inputs that are multiples of each other have no angle between them. A jump makes an angle of the square root of a gap, so of a rounding of 1e-16 two layers of jumps would make 1e-8, three 1e-4, and the
 * kernel would not be positive semi-definite.
 */
class MultiplesOfAnInputTest {

    private static final int LAYERS = 4;

    /** No power of two among them. */
    private static final double[] FACTORS = {
        1.9085016210901948, 0.3245220046912004, 1.08353969207921, 3e-9, 7e8, 1.0 / 3
    };

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 20, 600})
    void haveOneRowThroughJumps(int d) {
        DMatrixRMaj x = multiples(d);
        for (String name : List.of("sign", "step")) {
            KernelOptions options =
                    KernelOptions.of(Activation.named(name), LAYERS).withVariances(1.3, 0);
            assertOneValue(DenseNtk.of(options).kernel(x).nngp());
            assertOneValue(ArchitectureNtk.of(Architecture.mlp(options, Parametrisation.NTK, Biases.ABSENT, d, 7))
                    .kernel(x)
                    .nngp());
            assertOneValue(
                    GraphonNtk.of(chain(d), options, Variant.MASKED).kernel(x).nngp());
        }
    }

    /** A gap that is rounding where two branches meet is told by the sizes of both inputs. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 20, 600})
    void haveOneRowThroughASkipBeforeAJump(int d) {
        AffineLayer affine = AffineLayer.ntk(1.3, 0);
        SkipConnection skip = new SkipConnection(0.9, 0.5, List.of(AffineLayer.ntk(0.7, 0)));
        for (String name : List.of("sign", "step")) {
            Architecture network =
                    Architecture.of(affine, skip, skip, ActivationLayer.of(Activation.named(name)), affine);
            assertOneValue(ArchitectureNtk.of(network).kernel(multiples(d)).nngp());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 20})
    void ofBothSignsGiveAPositiveSemiDefiniteKernel(int d) {
        DMatrixRMaj x = multiples(d);
        for (int k = 0; k < 2 * d; k++) {
            x.data[k] = -x.data[k];
        }
        for (String name : List.of("sign", "step")) {
            DMatrixRMaj kernel = GraphonNtk.of(
                            chain(d),
                            KernelOptions.of(Activation.named(name), LAYERS).withVariances(1.3, 0),
                            Variant.MASKED)
                    .kernel(x)
                    .nngp();
            double least = DenseBackends.preferred().symmetricEigenvalues(kernel)[0];
            assertThat(least).isGreaterThan(-1e-14 * x.numRows * kernel.get(0, 0));
        }
    }

    /** The smallest angle that is told from none, and more, has its place in the kernel: sign has 1 - 2 t / pi. */
    @ParameterizedTest
    @ValueSource(doubles = {1e-14, 1e-12, 1e-9})
    void smallAnglesStay(double angle) {
        DMatrixRMaj x = new DMatrixRMaj(new double[][] {{1, 0}, {1, angle}});
        KernelOptions options = KernelOptions.of(Activation.named("sign"), 2).withVariances(1, 0);
        // Of the second layer: cos t_2 = 1 - 2 t / pi, so t_2 = (4 t / pi)^(1/2) for small t.
        double second = 2 / Math.PI * Math.sqrt(4 * angle / Math.PI);
        DMatrixRMaj kernel = DenseNtk.of(options).kernel(x).nngp();
        assertThat(1 - kernel.get(0, 1)).isCloseTo(second, within(1e-2 * second + 1e-15));
    }

    private static DMatrixRMaj multiples(int d) {
        DMatrixRMaj direction = RandomStreams.of(d).stream().gaussianMatrix(1, d);
        DMatrixRMaj x = new DMatrixRMaj(FACTORS.length, d);
        for (int i = 0; i < FACTORS.length; i++) {
            for (int k = 0; k < d; k++) {
                x.set(i, k, FACTORS[i] * direction.get(0, k));
            }
        }
        return x;
    }

    private static GraphonChain chain(int d) {
        RandomStream stream = RandomStreams.of(5).stream();
        int[] blocks = {d, 17, 40, 23, 31, 2};
        List<StepGraphon> layers = new ArrayList<>();
        for (int l = 1; l <= LAYERS + 1; l++) {
            layers.add(StepGraphon.of(Chains.uniform(stream, blocks[l], blocks[l - 1])));
        }
        return GraphonChain.of(layers);
    }

    private static void assertOneValue(DMatrixRMaj kernel) {
        double value = kernel.get(0, 0);
        assertThat(value).isPositive();
        for (double entry : kernel.data) {
            assertThat(entry).isCloseTo(value, within(1e-13 * value));
        }
    }
}
