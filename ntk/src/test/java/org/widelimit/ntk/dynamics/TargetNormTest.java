package org.widelimit.ntk.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.linalg.DenseBackend;
import org.widelimit.numerics.linalg.DenseBackends;
import org.widelimit.numerics.random.RandomStream;
import org.widelimit.numerics.random.RandomStreams;

class TargetNormTest {
    private final DenseBackend backend = DenseBackends.preferred();

    /** Of min(i, j) the norm is y_1^2 + sum (y_i - y_(i-1))^2: integers, so the truth is exact. */
    @Property(tries = 40)
    void theBrownianNormIsTheSumOfSquaredIncrements(@ForAll @IntRange(min = 1, max = 80) int n, @ForAll long seed) {
        RandomStream random = RandomStreams.of(seed).stream();
        DMatrixRMaj kernel = new DMatrixRMaj(n, n);
        double[] y = new double[n];
        double exact = 0;
        for (int i = 0; i < n; i++) {
            y[i] = random.nextInt(201) - 100;
            double increment = i == 0 ? y[0] : y[i] - y[i - 1];
            exact += increment * increment;
            for (int j = 0; j < n; j++) {
                kernel.set(i, j, Math.min(i, j) + 1);
            }
        }
        TargetNorm norm = TargetNorm.of(kernel, y, Ridge.none(), backend);
        assertThat(norm.value().contains(exact)).isTrue();
        assertThat(norm.value().width()).isLessThanOrEqualTo(1e-14 * exact + 1e-300);
        assertThat(norm.examples()).isEqualTo(n);
        assertThat(norm.trace()).isEqualTo(n * (n + 1) / 2.0);
    }

    /** 360360 / (i + j - 1), i, j <= 8, are integers; the entries of the inverse of Hilbert's matrix add up to n^2. The condition number is 1.5e10. */
    @Test
    void anIllConditionedKernelKeepsItsDigits() {
        DMatrixRMaj kernel = new DMatrixRMaj(8, 8);
        for (int i = 0; i < 8; i++) {
            for (int j = 0; j < 8; j++) {
                kernel.set(i, j, 360360.0 / (i + j + 1));
            }
        }
        double[] ones = new double[8];
        Arrays.fill(ones, 1);
        TargetNorm norm = TargetNorm.of(kernel, ones, Ridge.none(), backend);
        double exact = 64.0 / 360360;
        assertThat(norm.value().widenedBy(1e-19).contains(exact)).isTrue();
        assertThat(norm.value().width()).isLessThan(1e-9 * exact);
        assertThat(norm.smallest().lower()).isPositive();
    }

    @Test
    void twoPointsByHandWithAndWithoutARidge() {
        DMatrixRMaj pair = new DMatrixRMaj(2, 2, true, 2, 1, 1, 2);
        double[] y = {1, 0};
        assertThat(TargetNorm.of(pair, y, Ridge.none(), backend).value().mid()).isCloseTo(2.0 / 3, within(1e-15));
        // (K + I)^-1 = [[3, -1], [-1, 3]] / 8.
        TargetNorm ridge = TargetNorm.of(pair, y, Ridge.relative(0.5), backend);
        assertThat(ridge.value().mid()).isCloseTo(3.0 / 8, within(1e-15));
        assertThat(ridge.ridge()).isEqualTo(1);
        assertThat(ridge.trace()).isEqualTo(6);
    }

    @Test
    void aKernelThatIsNotProvenPositiveDefiniteIsRefused() {
        for (double corner : new double[] {1, 1 + 0x1p-52, 0.5}) {
            DMatrixRMaj kernel = new DMatrixRMaj(2, 2, true, 1, 1, 1, corner);
            assertThatThrownBy(() -> TargetNorm.of(kernel, new double[] {1, 0}, Ridge.none(), backend))
                    .isInstanceOf(InputException.class)
                    .hasMessageStartingWith("kernel: expected one that is positive definite to working precision")
                    .hasMessageEndingWith("name a ridge");
        }
        DMatrixRMaj singular = new DMatrixRMaj(2, 2, true, 1, 1, 1, 1);
        assertThat(TargetNorm.of(singular, new double[] {1, 1}, Ridge.absolute(1), backend)
                        .value()
                        .mid())
                .isCloseTo(2.0 / 3, within(1e-15));
    }

    /** Larger targets in the same direction, and kernels that are smaller, need a larger norm. */
    @Test
    void scalesAsAQuadraticForm() {
        DMatrixRMaj pair = new DMatrixRMaj(2, 2, true, 2, 1, 1, 2);
        DMatrixRMaj small = new DMatrixRMaj(2, 2, true, 0.5, 0.25, 0.25, 0.5);
        double one = TargetNorm.of(pair, new double[] {1, -3}, Ridge.none(), backend)
                .value()
                .mid();
        assertThat(TargetNorm.of(small, new double[] {2, -6}, Ridge.none(), backend)
                        .value()
                        .mid())
                .isCloseTo(16 * one, within(1e-13));
    }
}
