package org.widelimit.numerics.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.widelimit.numerics.linalg.Matrices.EPSILON;
import static org.widelimit.numerics.linalg.Matrices.assertClose;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.widelimit.numerics.random.RandomStream;

/** Products that OpenBLAS does in panels, with shapes on both sides of the borders, against EJML. */
@Tag("slow")
class LargeProductTest {

    private static final DenseBackend EJML = DenseBackends.named("ejml");
    private static final DenseBackend OPENBLAS = DenseBackends.named("openblas");

    @ParameterizedTest
    @CsvSource({
        "768, 30, 20",
        "769, 100, 5",
        "1600, 33, 17",
        "5, 3000, 40",
        "1, 300, 300",
        "300, 1, 300",
        "200, 200, 600",
        "2000, 40, 1"
    })
    void gemmInPanels(int m, int n, int k) {
        RandomStream random = Matrices.random(5);
        DMatrixRMaj a = random.gaussianMatrix(m, k);
        DMatrixRMaj b = random.gaussianMatrix(k, n);
        DMatrixRMaj before = random.gaussianMatrix(m, n);
        double tolerance = 2 * (k + 2) * EPSILON * (2 * k * Matrices.largest(a) * Matrices.largest(b) + 5);
        for (double beta : new double[] {0, -0.75}) {
            DMatrixRMaj expected = before.copy();
            EJML.gemm(Transpose.NO, Transpose.NO, 2, a, b, beta, expected);
            for (Transpose ta : Transpose.values()) {
                for (Transpose tb : Transpose.values()) {
                    DMatrixRMaj c = before.copy();
                    OPENBLAS.gemm(ta, tb, 2, Matrices.op(ta, a), Matrices.op(tb, b), beta, c);
                    assertClose(c, expected, tolerance);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"256, 3", "257, 30", "700, 20", "130, 500", "129, 129"})
    void syrkInPanels(int m, int k) {
        RandomStream random = Matrices.random(6);
        DMatrixRMaj a = random.gaussianMatrix(m, k);
        DMatrixRMaj before = Matrices.symmetric(m, 1, random);
        double size = Matrices.largest(a) * Matrices.largest(a) * k + Matrices.largest(before);
        for (double beta : new double[] {0, 1.5}) {
            DMatrixRMaj expected = before.copy();
            EJML.syrk(-1, a, beta, expected);
            DMatrixRMaj c = before.copy();
            OPENBLAS.syrk(-1, a, beta, c);
            assertClose(c, expected, 4 * (k + 2) * EPSILON * size);
            assertThat(c.data).isEqualTo(Matrices.transposed(c).data);
        }
    }

    @Test
    void largeProductsOfOneMatrixWithItselfAndRoomyMemory() {
        DMatrixRMaj a = new DMatrixRMaj(300, 300);
        a.reshape(250, 250);
        a.setTo(Matrices.random(7).gaussianMatrix(250, 250));
        DMatrixRMaj c = new DMatrixRMaj(400, 250);
        Arrays.fill(c.data, Double.NaN);
        c.reshape(250, 250);
        OPENBLAS.gemm(Transpose.NO, Transpose.NO, 1, a, a, 0, c);
        assertClose(c, EJML.multiply(a, a), 1e-11);
        assertThat(c.data[250 * 250]).isNaN();
    }
}
