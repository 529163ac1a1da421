package org.widelimit.ntk.spectrum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.widelimit.networks.Activation;
import org.widelimit.networks.Mlp;
import org.widelimit.networks.MlpOptions;
import org.widelimit.networks.MlpShape;
import org.widelimit.ntk.empirical.EmpiricalNtk;
import org.widelimit.ntk.empirical.TangentOperator;
import org.widelimit.ntk.kernel.DenseNtk;
import org.widelimit.ntk.kernel.KernelOperator;
import org.widelimit.ntk.kernel.KernelOptions;
import org.widelimit.ntk.kernel.Matrices;
import org.widelimit.numerics.linalg.DenseBackends;
import org.widelimit.numerics.linalg.LanczosOptions;
import org.widelimit.numerics.linalg.LinearOperator;
import org.widelimit.numerics.random.RandomStream;
import org.widelimit.numerics.random.RandomStreams;

class TopSpectrumTest {
    private final RandomStream random = RandomStreams.of(1).stream();

    /** More inputs than rows of a block, so that blocks meet. */
    @Test
    @Tag("slow")
    void theLimitWithoutItsKernelHasTheEigenvaluesOfTheKernel() {
        DenseNtk network =
                DenseNtk.of(KernelOptions.of(Activation.named("relu"), 2).withVariances(2, 0.1));
        DMatrixRMaj x = Matrices.inputs(1, 700, 5);
        KernelOperator operator =
                KernelOperator.of(x, (p, q) -> network.kernel(p, q).ntk());
        DMatrixRMaj kernel = network.kernel(x).ntk();
        Spectrum all = Spectrum.of(kernel, DenseBackends.preferred());
        TopSpectrum top = TopSpectrum.of(operator, operator.trace(), 7, LanczosOptions.defaults(), random);
        for (int k = 0; k < 7; k++) {
            double exact = all.eigenvalues()[k];
            assertThat(top.eigenvalues()[k]).isCloseTo(exact, within(1e-12 * all.eigenvalues()[0]));
            assertThat(top.errors()[k]).isLessThanOrEqualTo(1e-9 * all.eigenvalues()[0]);
        }
        assertThat(top.trace()).isCloseTo(Matrices.trace(kernel), within(1e-10 * top.trace()));
        assertThat(top.effectiveRank()).isCloseTo(all.trace() / all.eigenvalues()[0], within(1e-9));
        double energy = top.energy();
        assertThat(energy).isBetween(0.0, 1.0);
    }

    @Test
    void blocksOfRowsAreOneProduct() {
        DMatrixRMaj x = Matrices.inputs(3, 700, 2);
        DMatrixRMaj gram = DenseBackends.preferred().multiplyTransB(x, x);
        KernelOperator operator = KernelOperator.of(x, DenseBackends.preferred()::multiplyTransB);
        assertThat(operator.rows()).isEqualTo(700);
        assertThat(operator.columns()).isEqualTo(700);
        assertThat(operator.trace()).isCloseTo(Matrices.trace(gram), within(1e-12 * operator.trace()));
        double[] vector = random.gaussians(700);
        double[] expected = new double[700];
        LinearOperator.of(gram).apply(vector, expected);
        double[] product = new double[700];
        operator.apply(vector, product);
        assertThat(product).containsExactly(expected, within(1e-10));
        double[] transposed = new double[700];
        operator.applyTranspose(vector, transposed);
        assertThat(transposed).isEqualTo(product);
    }

    @Test
    void aFiniteNetworkWithoutItsKernelHasTheEigenvaluesOfTheKernel() {
        MlpShape shape = new MlpShape(4, List.of(20, 20), 1);
        Mlp network = Mlp.initialise(shape, MlpOptions.ntk(Activation.named("erf"), 2, 0.1), RandomStreams.of(3));
        DMatrixRMaj x = Matrices.inputs(2, 30, 4);
        DMatrixRMaj kernel = EmpiricalNtk.of(network, x);
        double[] all = Spectrum.of(kernel, DenseBackends.preferred()).eigenvalues();
        TopSpectrum top = TopSpectrum.of(
                TangentOperator.of(network, x), Matrices.trace(kernel), 4, LanczosOptions.defaults(), random);
        for (int k = 0; k < 4; k++) {
            assertThat(top.eigenvalues()[k]).isCloseTo(all[k], within(1e-12 * all[0]));
        }
    }

    @Test
    void whatDoesNotConvergeIsNotReported() {
        DMatrixRMaj x = Matrices.inputs(1, 200, 5);
        DMatrixRMaj gram = DenseBackends.preferred().multiplyTransB(x, x);
        KernelOperator operator = KernelOperator.of(x, DenseBackends.preferred()::multiplyTransB);
        LanczosOptions few = LanczosOptions.defaults().withMaxProducts(2);
        assertThatThrownBy(() -> TopSpectrum.of(operator, Matrices.trace(gram), 3, few, random))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("did not converge");
        assertThatThrownBy(() -> TopSpectrum.of(operator, 1, 0, few, random))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
