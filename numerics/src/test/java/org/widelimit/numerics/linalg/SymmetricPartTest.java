package org.widelimit.numerics.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

class SymmetricPartTest {

    @Test
    void isTheMeanOfBothTriangles() {
        DMatrixRMaj a = new DMatrixRMaj(3, 3, true, 1, 2, 3, 4, 5, 6, 9, 8, 7);
        assertThat(SymmetricPart.of(a).data).containsExactly(1, 3, 6, 3, 5, 7, 6, 7, 7);
        assertThat(a.data).containsExactly(1, 2, 3, 4, 5, 6, 9, 8, 7);
    }

    /** Neither the largest numbers overflow nor do the smallest vanish. */
    @Test
    void keepsTheEndsOfTheRange() {
        for (double end : new double[] {Double.MAX_VALUE, Double.MIN_VALUE}) {
            DMatrixRMaj a = new DMatrixRMaj(2, 2, true, 0, end, end, 0);
            SymmetricPart.replace(a);
            assertThat(a.data).containsExactly(0, end, end, 0);
        }
        double below = Math.nextDown(Double.MAX_VALUE);
        assertThat(SymmetricPart.of(new DMatrixRMaj(2, 2, true, 0, below, Double.MAX_VALUE, 0)).data[1])
                .isBetween(below, Double.MAX_VALUE);
    }

    @Test
    void refusesARectangle() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SymmetricPart.of(new DMatrixRMaj(2, 3)))
                .withMessage("expected a square matrix, found shape 2 x 3");
    }
}
