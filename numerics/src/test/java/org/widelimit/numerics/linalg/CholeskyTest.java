package org.widelimit.numerics.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

class CholeskyTest {

    @Test
    void solvesAndRefuses() {
        for (String name : DenseBackends.available()) {
            DenseBackend backend = DenseBackends.named(name);
            DMatrixRMaj a = new DMatrixRMaj(3, 3, true, 4, 2, 0, 2, 5, 2, 0, 2, 5);
            DMatrixRMaj x = new DMatrixRMaj(3, 2, true, 1, -1, 2, 0, 3, 7);
            DMatrixRMaj solved = Cholesky.of(a, backend).orElseThrow().solve(backend.multiply(a, x));
            for (int k = 0; k < 6; k++) {
                assertThat(Math.abs(solved.data[k] - x.data[k])).isLessThan(1e-14);
            }
            assertThat(Cholesky.of(new DMatrixRMaj(2, 2, true, 1, 2, 2, 1), backend))
                    .isEmpty();
            assertThatThrownBy(() -> Cholesky.of(a, backend).orElseThrow().solve(new DMatrixRMaj(2, 1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("expected 3 rows, found shape (2 x 1)");
        }
    }
}
