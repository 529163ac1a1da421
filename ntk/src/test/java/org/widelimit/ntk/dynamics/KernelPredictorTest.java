package org.widelimit.ntk.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.widelimit.networks.Activation;
import org.widelimit.ntk.kernel.DenseNtk;
import org.widelimit.ntk.kernel.KernelOptions;
import org.widelimit.ntk.kernel.Matrices;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.arrays.NdArray;
import org.widelimit.numerics.arrays.Npz;
import org.widelimit.numerics.linalg.DenseBackend;
import org.widelimit.numerics.linalg.DenseBackends;

class KernelPredictorTest {
    private final DenseBackend backend = DenseBackends.preferred();

    @TempDir
    Path folder;

    @Test
    void aPredictorFromAFilePredictsTheSameBits() {
        DenseNtk network =
                DenseNtk.of(KernelOptions.of(Activation.named("relu"), 1).withVariances(2, 0));
        DMatrixRMaj x = Matrices.inputs(1, 9, 3);
        DMatrixRMaj other = Matrices.inputs(2, 4, 3);
        DMatrixRMaj y = Matrices.inputs(3, 9, 2);
        MseDynamics dynamics = MseDynamics.of(network.kernel(x).ntk(), y, MseOptions.defaults());
        Path file = folder.resolve("p.npz");
        new KernelPredictor(x, dynamics.coefficients(new GradientFlow(5))).write(file);

        KernelPredictor read = KernelPredictor.read(file);
        DMatrixRMaj cross = network.kernel(other, read.inputs()).ntk();
        Matrices.assertSameBits(read.predict(cross, backend), dynamics.predict(new GradientFlow(5), cross));
    }

    @Test
    void filesThatAreNotPredictorsAreRefusedByName() {
        assertRefused(
                Map.of("inputs", new DMatrixRMaj(2, 3)), "p.npz': expected an array \"coefficients\", found [inputs]");
        assertRefused(
                Map.of("inputs", new DMatrixRMaj(2, 3), "coefficients", new DMatrixRMaj(3, 1)),
                "p.npz': coefficients: expected shape (2, 1), found (3, 1)");
        assertRefused(
                Map.of("inputs", new DMatrixRMaj(0, 3), "coefficients", new DMatrixRMaj(0, 1)),
                "p.npz': inputs: expected shape (N, d) with N, d >= 1, found (0, 3)");
        assertRefused(
                Map.of("inputs", new DMatrixRMaj(2, 3), "coefficients", new DMatrixRMaj(2, 0)),
                "p.npz': coefficients: expected at least one output, found shape (2, 0)");
        DMatrixRMaj broken = new DMatrixRMaj(2, 1, true, 1, Double.POSITIVE_INFINITY);
        assertRefused(
                Map.of("inputs", new DMatrixRMaj(2, 3), "coefficients", broken),
                "p.npz': coefficients: expected finite numbers, found Infinity in row 1, column 0");
        assertRefused(
                Map.of("inputs", new DMatrixRMaj(1, 1), "coefficients", new DMatrixRMaj(1, 1), "x", broken),
                "p.npz': expected the arrays inputs, coefficients alone, found \"x\"");
    }

    @Test
    void aVectorIsNotAMatrix() {
        Path file = folder.resolve("p.npz");
        Map<String, NdArray> arrays = new LinkedHashMap<>();
        arrays.put("inputs", NdArray.of(new DMatrixRMaj(2, 1)));
        arrays.put("coefficients", NdArray.of(new double[2]));
        Npz.write(file, arrays);
        assertThatThrownBy(() -> KernelPredictor.read(file))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("expected a 2-D array, found shape (2,)");
    }

    private void assertRefused(Map<String, DMatrixRMaj> matrices, String message) {
        Path file = folder.resolve("p.npz");
        Map<String, NdArray> arrays = new LinkedHashMap<>();
        matrices.forEach((name, matrix) -> arrays.put(name, NdArray.of(matrix)));
        Npz.write(file, arrays);
        assertThatThrownBy(() -> KernelPredictor.read(file))
                .isInstanceOf(InputException.class)
                .satisfies(e -> assertThat(e.getMessage()).endsWith(message));
    }
}
