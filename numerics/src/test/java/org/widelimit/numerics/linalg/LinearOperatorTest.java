package org.widelimit.numerics.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.widelimit.numerics.linalg.Matrices.EPSILON;
import static org.widelimit.numerics.linalg.Matrices.assertClose;
import static org.widelimit.numerics.linalg.Matrices.product;
import static org.widelimit.numerics.linalg.Matrices.transposed;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.widelimit.numerics.random.RandomStream;

class LinearOperatorTest {

    /** The operator's matrix, column by column. */
    private static DMatrixRMaj matrix(LinearOperator operator) {
        DMatrixRMaj a = new DMatrixRMaj(operator.rows(), operator.columns());
        double[] x = new double[operator.columns()];
        double[] y = new double[operator.rows()];
        for (int j = 0; j < x.length; j++) {
            x[j] = 1;
            operator.apply(x, y);
            x[j] = 0;
            for (int i = 0; i < y.length; i++) {
                a.set(i, j, y[i]);
            }
        }
        return a;
    }

    @Property(tries = 100)
    void compositionsAreThoseOfTheMatrices(
            @ForAll @IntRange(max = 15) int m,
            @ForAll @IntRange(max = 15) int n,
            @ForAll @IntRange(max = 15) int k,
            @ForAll long seed) {
        RandomStream random = Matrices.random(seed);
        DMatrixRMaj a = random.gaussianMatrix(m, k);
        DMatrixRMaj b = random.gaussianMatrix(k, n);
        LinearOperator left = LinearOperator.of(a);
        LinearOperator right = LinearOperator.of(b);
        double tolerance = 2 * k * EPSILON * Matrices.largest(a) * Math.max(Matrices.largest(a), Matrices.largest(b));
        assertClose(matrix(left), a, 0);
        assertClose(matrix(left.transpose()), transposed(a), 0);
        assertClose(matrix(left.transpose().transpose()), a, 0);
        assertClose(matrix(left.scaled(-3)), Matrices.scaled(-3, a), 0);
        assertClose(matrix(left.scaled(-3).transpose()), Matrices.scaled(-3, transposed(a)), 0);
        assertClose(matrix(left.times(right)), product(a, b), tolerance);
        assertClose(matrix(left.times(right).transpose()), transposed(product(a, b)), tolerance);
        double gram = 2 * m * EPSILON * Matrices.largest(a) * Matrices.largest(a);
        assertClose(matrix(left.gram()), product(transposed(a), a), gram);
        assertClose(matrix(left.gram().transpose()), product(transposed(a), a), gram);
        assertClose(matrix(left.transpose().gram()), product(a, transposed(a)), tolerance);
    }

    @Property(tries = 100)
    void transposeIsTheAdjoint(
            @ForAll @IntRange(max = 70) int m, @ForAll @IntRange(max = 70) int n, @ForAll long seed) {
        RandomStream random = Matrices.random(seed);
        LinearOperator a = LinearOperator.of(random.gaussianMatrix(m, n));
        double[] x = random.gaussians(n);
        double[] y = random.gaussians(m);
        double[] ax = new double[m];
        double[] aty = new double[n];
        a.apply(x, ax);
        a.applyTranspose(y, aty);
        assertThat(Math.abs(Vectors.dot(y, ax) - Vectors.dot(x, aty)))
                .isLessThanOrEqualTo(16 * EPSILON * (1 + Math.sqrt(m * n) * Vectors.norm(x) * Vectors.norm(y)));
    }

    @Test
    void aMatrixOperatorIsAView() {
        DMatrixRMaj a = Matrices.identity(2);
        LinearOperator operator = LinearOperator.of(a);
        a.set(0, 1, 5);
        double[] y = new double[2];
        operator.apply(new double[] {1, 2}, y);
        assertThat(y).containsExactly(11, 2);
    }

    @Test
    void refusesWhatDoesNotFit() {
        LinearOperator a = LinearOperator.of(new DMatrixRMaj(2, 3));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> a.apply(new double[2], new double[2]))
                .withMessage("expected vectors of length 3 and 2, found 2 and 2");
        assertThatIllegalArgumentException().isThrownBy(() -> a.applyTranspose(new double[2], new double[2]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> a.times(a))
                .withMessage("expected operators (m x k) (k x n), found (2 x 3) (2 x 3)");
    }

    @Test
    void normsNeitherOverflowNorVanish() {
        assertThat(Vectors.norm(new double[] {3, 4})).isEqualTo(5);
        assertThat(Vectors.norm(new double[] {0x3p700, 0x4p700})).isEqualTo(0x5p700);
        assertThat(Vectors.norm(new double[] {0x3p-700, -0x4p-700})).isEqualTo(0x5p-700);
        assertThat(Vectors.norm(new double[] {0, 0})).isZero();
        assertThat(Vectors.norm(new double[0])).isZero();
        assertThat(Vectors.norm(new double[] {1, Double.NaN})).isNaN();
        assertThat(Vectors.norm(new double[] {1, Double.NEGATIVE_INFINITY})).isInfinite();
    }
}
