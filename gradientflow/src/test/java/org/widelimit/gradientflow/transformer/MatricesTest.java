package org.widelimit.gradientflow.transformer;

import static org.assertj.core.api.Assertions.assertThat;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.widelimit.numerics.linalg.Svd;
import org.widelimit.numerics.random.RandomStream;

/** Small and large matrices go different ways to the same product. */
class MatricesTest {
    @ParameterizedTest
    @ValueSource(ints = {5, 127, 128, 140})
    void productsAreTheSameOnBothWays(int n) {
        RandomStream random = Laws.stream(n, "matrices");
        DMatrixRMaj a = random.gaussianMatrix(n, 7);
        DMatrixRMaj b = random.gaussianMatrix(7, n);
        DMatrixRMaj c = random.gaussianMatrix(n, 7);
        assertThat(Laws.distance(Matrices.multiply(a, b), CommonOps_DDRM.mult(a, b, null)))
                .isLessThan(1e-12);
        assertThat(Laws.distance(Matrices.multiplyTransB(a, c), CommonOps_DDRM.multTransB(a, c, null)))
                .isLessThan(1e-12);
        assertThat(Laws.distance(Matrices.multiplyTransA(b, b), CommonOps_DDRM.multTransA(b, b, null)))
                .isLessThan(1e-12);
        assertThat(Laws.distance(Matrices.outerGram(a), CommonOps_DDRM.multTransB(a, a, null)))
                .isLessThan(1e-12);
        assertThat(Laws.distance(Matrices.innerGram(b), CommonOps_DDRM.multTransA(b, b, null)))
                .isLessThan(1e-12);
        DMatrixRMaj square = random.gaussianMatrix(n, n);
        Svd svd = Matrices.svd(square);
        DMatrixRMaj again =
                Matrices.multiplyTransB(Matrices.multiply(svd.u(), CommonOps_DDRM.diag(svd.values())), svd.v());
        assertThat(Laws.distance(again, square)).isLessThan(1e-11);
    }
}
