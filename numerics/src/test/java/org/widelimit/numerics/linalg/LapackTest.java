package org.widelimit.numerics.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.widelimit.numerics.linalg.Matrices.EPSILON;
import static org.widelimit.numerics.linalg.Matrices.assertClose;
import static org.widelimit.numerics.linalg.Matrices.assertOrthonormalColumns;
import static org.widelimit.numerics.linalg.Matrices.columnsTimes;
import static org.widelimit.numerics.linalg.Matrices.product;
import static org.widelimit.numerics.linalg.Matrices.transposed;

import org.bytedeco.openblas.global.openblas_nolapack;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The calls themselves: which triangle is read, what is a row and what a column, and what LAPACK's answers become. */
class LapackTest {

    /** More than LAPACK's blocks hold. */
    private static final int N = 130;

    /** A matrix whose lower triangle is that of a, and whose upper one must not be read. */
    private static DMatrixRMaj lowerOf(DMatrixRMaj a) {
        DMatrixRMaj lower = a.copy();
        for (int i = 0; i < a.numRows; i++) {
            for (int j = i + 1; j < a.numCols; j++) {
                lower.set(i, j, Double.NaN);
            }
        }
        return lower;
    }

    @Test
    void eigenvectorsAreColumnsAndTheLowerTriangleIsEnough() {
        DMatrixRMaj a = Matrices.symmetric(N, 1, Matrices.random(1));
        double size = 4 * Math.sqrt(N); // norm of a matrix of normal numbers, and its transpose
        SymmetricEigen eigen = Lapack.eigen(lowerOf(a));
        assertThat(eigen.values()).isSorted();
        assertOrthonormalColumns(eigen.vectors(), N * EPSILON);
        assertClose(product(a, eigen.vectors()), columnsTimes(eigen.vectors(), eigen.values()), N * EPSILON * size);
        assertClose(Lapack.eigenvalues(lowerOf(a)), eigen.values(), N * EPSILON * size);
    }

    @ParameterizedTest
    @CsvSource({"40, 130", "130, 40", "70, 70", "1, 5", "5, 1"})
    void singularVectorsAreColumnsOnBothSides(int rows, int columns) {
        DMatrixRMaj a = Matrices.random(2).gaussianMatrix(rows, columns);
        double size = Math.sqrt(rows) + Math.sqrt(columns);
        double tolerance = Math.max(rows, columns) * EPSILON * size;
        Svd svd = Lapack.decomposition(a.copy());
        int k = Math.min(rows, columns);
        assertThat(svd.u().numRows).isEqualTo(rows);
        assertThat(svd.v().numRows).isEqualTo(columns);
        assertThat(svd.values()).hasSize(k);
        for (int i = 1; i < k; i++) {
            assertThat(svd.values()[i]).isBetween(0.0, svd.values()[i - 1]);
        }
        assertOrthonormalColumns(svd.u(), tolerance);
        assertOrthonormalColumns(svd.v(), tolerance);
        assertClose(product(columnsTimes(svd.u(), svd.values()), transposed(svd.v())), a, tolerance);
        assertClose(Lapack.decompositionValues(a.copy()), svd.values(), tolerance);
    }

    @Test
    void theFactorIsInTheLowerTriangle() {
        DMatrixRMaj g = Matrices.random(3).gaussianMatrix(N, 2 * N);
        DMatrixRMaj a = product(g, transposed(g));
        DMatrixRMaj factor = lowerOf(a);
        assertThat(Lapack.factor(factor)).isTrue();
        Triangles.clearUpper(factor);
        assertClose(product(factor, transposed(factor)), a, N * EPSILON * Matrices.largest(a));
        for (int i = 0; i < N; i++) {
            assertThat(factor.get(i, i)).isPositive();
        }
    }

    @Test
    void whatIsNotPositiveDefiniteHasNoFactor() {
        assertThat(Lapack.factor(new DMatrixRMaj(2, 2, true, 1, 2, 2, 1))).isFalse();
        assertThat(Lapack.factor(new DMatrixRMaj(2, 2, true, 1, 1, 1, 1))).isFalse();
    }

    @Test
    void whatLapackRefusesIsNamed() {
        DMatrixRMaj bad = new DMatrixRMaj(2, 2, true, 1, 0, Double.NaN, 1);
        assertThatThrownBy(() -> Lapack.eigen(bad.copy()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("dsyevd failed for a 2 x 2 matrix (info -5)");
        assertThatThrownBy(() -> Lapack.factor(bad.copy()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("dpotrf failed for a 2 x 2 matrix (info -4)");
        assertThatThrownBy(() -> Lapack.decomposition(bad.copy()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("dgesdd failed for a 2 x 2 matrix (info -5)");
    }

    @Test
    void itRunsInOneThread() {
        assertThat(Lapack.eigenvalues(Matrices.diagonal(3, 1, 2))).containsExactly(1, 2, 3);
        assertThat(openblas_nolapack.blas_get_num_threads()).isEqualTo(1);
    }
}
