package org.widelimit.ntk.spectrum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.widelimit.ntk.kernel.Matrices;
import org.widelimit.numerics.linalg.DenseBackend;
import org.widelimit.numerics.linalg.DenseBackends;
import org.widelimit.numerics.random.RandomStream;
import org.widelimit.numerics.random.RandomStreams;

class SmallestEigenvalueTest {
    private static final double U = 0x1p-53;

    private final DenseBackend backend = DenseBackends.preferred();

    /** The matrix min(i, j) has the eigenvalues 1 / (4 sin^2((2k - 1) pi / (4n + 2))). */
    @Test
    void enclosesTheSmallestEigenvalueOfTheBrownianKernel() {
        for (String name : DenseBackends.available()) {
            for (int n : new int[] {1, 2, 7, 60, 150}) {
                DMatrixRMaj kernel = brownian(n);
                double sine = Math.sin((2 * n - 1) * Math.PI / (4 * n + 2));
                double exact = 1 / (4 * sine * sine);
                SmallestEigenvalue found = SmallestEigenvalue.of(kernel, DenseBackends.named(name));
                assertEncloses(found, exact, 4 * U);
                assertThat(found.definiteness()).isEqualTo(Definiteness.POSITIVE_DEFINITE);
                assertThat(found.upper() - found.lower()).isLessThan(4 * (n + 10) * U * Matrices.trace(kernel));
                assertThat(found.upper()).isLessThan(exact * (1 + 1e-13));
            }
        }
    }

    @Test
    void aMatrixThatIsNoKernelSaysSo() {
        SmallestEigenvalue found = SmallestEigenvalue.of(new DMatrixRMaj(2, 2, true, 1, 2, 2, 1), backend);
        assertEncloses(found, -1, 0);
        assertThat(found.definiteness()).isEqualTo(Definiteness.INDEFINITE);
        assertThat(found.upper()).isLessThan(-1 + 1e-14);
    }

    /** B B^T of integers, exact in doubles, with fewer columns than rows: the smallest eigenvalue is 0 to the last bit. */
    @Property(tries = 60)
    void aSingularKernelIsUndecided(@ForAll @IntRange(min = 2, max = 24) int n, @ForAll long seed) {
        RandomStream random = RandomStreams.of(seed).stream();
        DMatrixRMaj b = new DMatrixRMaj(n, n - 1);
        for (int k = 0; k < b.getNumElements(); k++) {
            b.data[k] = random.nextInt(2001) - 1000;
        }
        DMatrixRMaj kernel = backend.multiplyTransB(b, b);
        SmallestEigenvalue found = SmallestEigenvalue.of(kernel, backend);
        assertEncloses(found, 0, 0);
        assertThat(found.definiteness()).isNotEqualTo(Definiteness.POSITIVE_DEFINITE);
        assertThat(found.lower()).isGreaterThan(-4 * (n + 10) * U * Matrices.trace(kernel));
    }

    /** D + 1 1^T with D = diag(1, 2, ...): by interlacing the smallest eigenvalue lies between 1 and 2. */
    @Property(tries = 60)
    void holdsAtAnyScale(
            @ForAll @IntRange(min = 2, max = 12) int n, @ForAll @IntRange(min = -900, max = 900) int exponent) {
        DMatrixRMaj kernel = new DMatrixRMaj(n, n);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                kernel.set(i, j, Math.scalb(i == j ? i + 2.0 : 1.0, exponent));
            }
        }
        SmallestEigenvalue found = SmallestEigenvalue.of(kernel, backend);
        assertThat(found.lower()).isBetween(Math.scalb(1.0, exponent), Math.scalb(2.0, exponent));
        assertThat(found.upper()).isBetween(Math.scalb(1.0, exponent), Math.scalb(2.0, exponent));
    }

    @Test
    void zeroIsSingular() {
        assertThat(SmallestEigenvalue.of(new DMatrixRMaj(3, 3), backend).definiteness())
                .isEqualTo(Definiteness.UNDECIDED);
        assertThatThrownBy(() -> SmallestEigenvalue.of(new DMatrixRMaj(0, 0), backend))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static void assertEncloses(SmallestEigenvalue found, double exact, double uncertainty) {
        assertThat(found.lower()).isLessThanOrEqualTo(exact * (1 + uncertainty));
        assertThat(found.upper()).isGreaterThanOrEqualTo(exact * (1 - uncertainty));
    }

    private static DMatrixRMaj brownian(int n) {
        DMatrixRMaj kernel = new DMatrixRMaj(n, n);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                kernel.set(i, j, Math.min(i, j) + 1);
            }
        }
        return kernel;
    }
}
