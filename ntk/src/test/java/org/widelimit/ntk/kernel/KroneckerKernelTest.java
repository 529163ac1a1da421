package org.widelimit.ntk.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.linalg.DenseBackends;

class KroneckerKernelTest {
    private static final DMatrixRMaj THETA = Matrices.inputs(1, 4, 3);

    @Test
    void isTheKroneckerProductWithTheIdentity() {
        KroneckerKernel kernel = new KroneckerKernel(THETA, 2);
        DMatrixRMaj expected = new DMatrixRMaj(8, 6);
        CommonOps_DDRM.kron(THETA, CommonOps_DDRM.identity(2), expected);
        assertThat(Matrices.distance(kernel.toMatrix(), expected)).isZero();
        assertThat(kernel.entry(3, 2, 1, 1)).isEqualTo(THETA.get(3, 2));
        assertThat(kernel.entry(3, 2, 0, 1)).isZero();
        assertThat(kernel.distance(expected)).isZero();
        Matrices.assertSameBits(KroneckerKernel.nearest(expected, 2).kernel(), THETA);
    }

    @Test
    void actsAsItsMatrix() {
        KroneckerKernel kernel = new KroneckerKernel(THETA, 5);
        DMatrixRMaj x = Matrices.inputs(2, 15, 1);
        DMatrixRMaj y = Matrices.inputs(3, 20, 1);
        double[] product = new double[20];
        kernel.apply(x.data, product);
        DMatrixRMaj expected = new DMatrixRMaj(20, 1);
        CommonOps_DDRM.mult(kernel.toMatrix(), x, expected);
        double[] transposed = new double[15];
        kernel.applyTranspose(y.data, transposed);
        DMatrixRMaj expectedTransposed = new DMatrixRMaj(15, 1);
        CommonOps_DDRM.multTransA(kernel.toMatrix(), y, expectedTransposed);
        assertThat(product).containsExactly(expected.data, within(1e-14));
        assertThat(transposed).containsExactly(expectedTransposed.data, within(1e-14));
    }

    @Test
    void hasEveryEigenvalueOnceForEachOutput() {
        DMatrixRMaj x = Matrices.inputs(4, 5, 3);
        DMatrixRMaj theta = DenseBackends.preferred().multiplyTransB(x, x);
        double[] single = DenseBackends.preferred().symmetricEigenvalues(theta);
        double[] all = DenseBackends.preferred().symmetricEigenvalues(new KroneckerKernel(theta, 3).toMatrix());
        for (int k = 0; k < all.length; k++) {
            assertThat(all[k]).isCloseTo(single[k / 3], within(1e-13));
        }
    }

    /** Projection: the distance to the nearest is no larger than to any other. */
    @Test
    void nearestIsNearest() {
        DMatrixRMaj full = Matrices.inputs(5, 8, 6);
        KroneckerKernel nearest = KroneckerKernel.nearest(full, 2);
        double best = squaredDistance(nearest, full);
        for (int k = 0; k < THETA.getNumElements(); k++) {
            for (double step : new double[] {0.1, -0.1}) {
                DMatrixRMaj moved = nearest.kernel().copy();
                moved.data[k] += step;
                assertThat(squaredDistance(new KroneckerKernel(moved, 2), full)).isGreaterThan(best);
            }
        }
    }

    private static double squaredDistance(KroneckerKernel kernel, DMatrixRMaj full) {
        DMatrixRMaj difference = CommonOps_DDRM.subtract(full, kernel.toMatrix(), null);
        return CommonOps_DDRM.elementSum(CommonOps_DDRM.elementMult(difference, difference, null));
    }

    @Test
    void shapesAreChecked() {
        assertThatIllegalArgumentException().isThrownBy(() -> new KroneckerKernel(THETA, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> KroneckerKernel.nearest(THETA, 2));
        KroneckerKernel large = new KroneckerKernel(new DMatrixRMaj(1000, 1000), 100);
        assertThatExceptionOfType(InputException.class).isThrownBy(large::toMatrix);
    }
}
