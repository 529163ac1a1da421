package org.widelimit.numerics.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.widelimit.numerics.linalg.Matrices.EPSILON;
import static org.widelimit.numerics.linalg.Matrices.absolute;
import static org.widelimit.numerics.linalg.Matrices.assertClose;
import static org.widelimit.numerics.linalg.Matrices.assertOrthonormalColumns;
import static org.widelimit.numerics.linalg.Matrices.columnsTimes;
import static org.widelimit.numerics.linalg.Matrices.largest;
import static org.widelimit.numerics.linalg.Matrices.op;
import static org.widelimit.numerics.linalg.Matrices.product;
import static org.widelimit.numerics.linalg.Matrices.scaled;
import static org.widelimit.numerics.linalg.Matrices.transposed;

import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.numerics.random.RandomStream;

/** Both backends against the definitions, and against each other, over shapes, ranks and scales. */
class DenseBackendLawsTest {

    /**
     * The residual of a decomposition in units of n eps |A| at which LAPACK's own test suite draws the line (its THRESH): the errors of the sweeps of an iteration add up, and 5
     * such units were seen for a 3 x 3 matrix.
     */
    private static final double ACCEPTED = 30;

    private static final DenseBackend EJML = DenseBackends.named("ejml");
    private static final DenseBackend OPENBLAS = DenseBackends.named("openblas");

    /** A matrix to be drawn; rank may be more than the shape allows. */
    record Recipe(int rows, int columns, int rank, double scale, long seed) {
        DMatrixRMaj matrix() {
            return Matrices.ofRank(rank, rows, columns, scale, Matrices.random(seed));
        }

        DMatrixRMaj symmetric() {
            if (rank >= rows) {
                return Matrices.symmetric(rows, scale, Matrices.random(seed));
            }
            double[] spectrum = new double[rows];
            RandomStream random = Matrices.random(seed);
            for (int i = 0; i < rank; i++) {
                spectrum[i] = random.nextGaussian();
            }
            return scaled(scale, Matrices.withSpectrum(random, spectrum));
        }
    }

    @Provide
    Arbitrary<Double> scales() {
        return Arbitraries.of(1.0, 1e-150, 1e150, 1e-8, 3e5);
    }

    @Provide
    Arbitrary<Recipe> recipes() {
        Arbitrary<Integer> size = Arbitraries.oneOf(
                Arbitraries.of(1, 2, 3), Arbitraries.integers().between(1, 40));
        return Combinators.combine(
                        size,
                        size,
                        Arbitraries.oneOf(
                                Arbitraries.just(99), Arbitraries.integers().between(0, 5)),
                        scales(),
                        Arbitraries.longs())
                .as(Recipe::new);
    }

    @Property(tries = 300)
    void gemmIsItsDefinition(
            @ForAll Transpose ta,
            @ForAll Transpose tb,
            @ForAll @IntRange(min = 1, max = 40) int m,
            @ForAll @IntRange(min = 1, max = 40) int n,
            @ForAll @IntRange(min = 1, max = 40) int k,
            @ForAll("scales") double scale,
            @ForAll @DoubleRange(min = -2, max = 2) double alpha,
            @ForAll("betas") double beta,
            @ForAll long seed) {
        RandomStream random = Matrices.random(seed);
        DMatrixRMaj a = scaled(scale, ta == Transpose.NO ? random.gaussianMatrix(m, k) : random.gaussianMatrix(k, m));
        DMatrixRMaj b = tb == Transpose.NO ? random.gaussianMatrix(k, n) : random.gaussianMatrix(n, k);
        DMatrixRMaj before = scaled(scale, random.gaussianMatrix(m, n));
        DMatrixRMaj ab = product(op(ta, a), op(tb, b));
        DMatrixRMaj size = product(absolute(op(ta, a)), absolute(op(tb, b)));
        for (DenseBackend backend : new DenseBackend[] {EJML, OPENBLAS}) {
            DMatrixRMaj c = before.copy();
            backend.gemm(ta, tb, alpha, a, b, beta, c);
            for (int i = 0; i < m * n; i++) {
                double expected = alpha * ab.data[i] + beta * before.data[i];
                // The rounding of k + 2 operations, twice: in the result and in the expectation.
                double bound =
                        2 * (k + 2) * EPSILON * (Math.abs(alpha) * size.data[i] + Math.abs(beta * before.data[i]));
                assertThat(Math.abs(c.data[i] - expected)).as(backend.name()).isLessThanOrEqualTo(bound);
            }
        }
    }

    @Provide
    Arbitrary<Double> betas() {
        return Arbitraries.of(0.0, 1.0, -0.5, 3.0);
    }

    @Property(tries = 100)
    void syrkIsGemmAndExactlySymmetric(@ForAll("recipes") Recipe recipe, @ForAll("betas") double beta) {
        // Squares of the largest scale overflow, in any implementation.
        DMatrixRMaj a = scaled(recipe.scale > 1e100 ? 1e-20 : 1, recipe.matrix());
        double scale = largest(a);
        DMatrixRMaj before = Matrices.symmetric(a.numRows, scale * scale, Matrices.random(recipe.seed + 1));
        for (DenseBackend backend : new DenseBackend[] {EJML, OPENBLAS}) {
            DMatrixRMaj c = before.copy();
            DMatrixRMaj expected = before.copy();
            backend.syrk(-1.5, a, beta, c);
            backend.gemm(Transpose.NO, Transpose.YES, -1.5, a, a, beta, expected);
            double size = 1.5 * a.numCols * scale * scale + Math.abs(beta) * largest(before);
            assertClose(c, expected, 2 * (a.numCols + 2) * EPSILON * size);
            assertThat(c.data).isEqualTo(transposed(c).data);
        }
    }

    @Property(tries = 150)
    void symmetricEigenDecomposes(@ForAll("recipes") Recipe recipe) {
        DMatrixRMaj a = recipe.symmetric();
        int n = a.numRows;
        SymmetricEigen ejml = EJML.symmetricEigen(a);
        SymmetricEigen openblas = OPENBLAS.symmetricEigen(a);
        double norm = largest(openblas.values());
        double tolerance = ACCEPTED * n * EPSILON * norm;
        assertClose(ejml.values(), openblas.values(), tolerance);
        for (DenseBackend backend : new DenseBackend[] {EJML, OPENBLAS}) {
            SymmetricEigen eigen = backend.symmetricEigen(a);
            assertThat(eigen.values()).isSorted();
            assertOrthonormalColumns(eigen.vectors(), ACCEPTED * n * EPSILON);
            assertClose(product(a, eigen.vectors()), columnsTimes(eigen.vectors(), eigen.values()), tolerance);
            assertClose(backend.symmetricEigenvalues(a), eigen.values(), tolerance);
            assertSignsAreNormal(eigen.vectors());
        }
    }

    @Property(tries = 150)
    void svdDecomposes(@ForAll("recipes") Recipe recipe) {
        DMatrixRMaj a = recipe.matrix();
        int k = Math.min(a.numRows, a.numCols);
        int size = Math.max(a.numRows, a.numCols);
        double norm = OPENBLAS.singularValues(a)[0];
        double tolerance = ACCEPTED * size * EPSILON * norm;
        assertClose(EJML.singularValues(a), OPENBLAS.singularValues(a), tolerance);
        for (DenseBackend backend : new DenseBackend[] {EJML, OPENBLAS}) {
            Svd svd = backend.svd(a);
            assertThat(svd.u().numRows).isEqualTo(a.numRows);
            assertThat(svd.v().numRows).isEqualTo(a.numCols);
            assertThat(svd.values()).hasSize(k);
            assertThat(Arrays.stream(svd.values()).map(x -> -x).toArray()).isSorted();
            assertThat(svd.values()[k - 1]).isNotNegative();
            assertOrthonormalColumns(svd.u(), ACCEPTED * size * EPSILON);
            assertOrthonormalColumns(svd.v(), ACCEPTED * size * EPSILON);
            assertClose(product(columnsTimes(svd.u(), svd.values()), transposed(svd.v())), a, tolerance);
            assertClose(backend.singularValues(a), svd.values(), tolerance);
            assertSignsAreNormal(svd.u());
        }
    }

    @Property(tries = 100)
    void vectorsOfSimpleValuesAgree(@ForAll @IntRange(min = 2, max = 20) int n, @ForAll long seed) {
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = i - n / 3.0;
        }
        DMatrixRMaj a = Matrices.withSpectrum(Matrices.random(seed), values);
        // Gap 1: vectors are good to n eps |A| / gap. Signs may differ where two entries compete for being the largest.
        double tolerance = 20 * n * n * EPSILON;
        DMatrixRMaj overlaps = absolute(product(
                transposed(EJML.symmetricEigen(a).vectors()),
                OPENBLAS.symmetricEigen(a).vectors()));
        assertClose(overlaps, Matrices.identity(n), tolerance);
    }

    @Property(tries = 150)
    void choleskyFactors(@ForAll("recipes") Recipe recipe) {
        int n = recipe.rows;
        DMatrixRMaj b = new Recipe(n, recipe.columns, recipe.rank, 1, recipe.seed).matrix();
        DMatrixRMaj a = scaled(recipe.scale, EJML.multiplyTransB(b, b));
        double shift = recipe.scale * Math.max(1, largest(b));
        for (int i = 0; i < n; i++) {
            a.add(i, i, shift);
        }
        double size = largest(a);
        for (DenseBackend backend : new DenseBackend[] {EJML, OPENBLAS}) {
            DMatrixRMaj l = backend.cholesky(a).orElseThrow();
            assertClose(
                    scaled(1 / recipe.scale, product(l, transposed(l))),
                    scaled(1 / recipe.scale, a),
                    2 * (n + 1) * EPSILON * size / recipe.scale);
            for (int i = 0; i < n; i++) {
                assertThat(l.get(i, i)).isPositive();
                for (int j = i + 1; j < n; j++) {
                    assertThat(l.get(i, j)).isZero();
                }
            }
            // Minus a positive definite matrix is none.
            assertThat(backend.cholesky(scaled(-1, a))).isEmpty();
        }
    }

    private static void assertSignsAreNormal(DMatrixRMaj vectors) {
        for (int j = 0; j < vectors.numCols; j++) {
            double pivot = 0;
            for (int i = 0; i < vectors.numRows; i++) {
                if (Math.abs(vectors.get(i, j)) > Math.abs(pivot)) {
                    pivot = vectors.get(i, j);
                }
            }
            assertThat(pivot).isPositive();
        }
    }
}
