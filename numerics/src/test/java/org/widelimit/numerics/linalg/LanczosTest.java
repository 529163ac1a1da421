package org.widelimit.numerics.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.widelimit.numerics.linalg.Matrices.EPSILON;
import static org.widelimit.numerics.linalg.Matrices.assertClose;
import static org.widelimit.numerics.linalg.Matrices.assertOrthonormalColumns;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.widelimit.numerics.random.RandomStream;
import org.widelimit.numerics.random.RandomStreams;

class LanczosTest {

    private static final LanczosOptions OPTIONS = LanczosOptions.defaults();

    private static RandomStream start() {
        return RandomStreams.of(1).child("lanczos").stream();
    }

    /** The path graph's Laplacian on n points, never stored: eigenvalues 4 sin^2(j pi / (2 (n + 1))). */
    private record Laplacian(int rows) implements LinearOperator {
        @Override
        public int columns() {
            return rows;
        }

        @Override
        public void apply(double[] x, double[] y) {
            for (int i = 0; i < rows; i++) {
                y[i] = 2 * x[i] - (i > 0 ? x[i - 1] : 0) - (i + 1 < rows ? x[i + 1] : 0);
            }
        }

        @Override
        public void applyTranspose(double[] x, double[] y) {
            apply(x, y);
        }

        double eigenvalue(int j) {
            return 4 * Math.pow(Math.sin(j * Math.PI / (2 * (rows + 1))), 2);
        }
    }

    private static LinearOperator diagonal(double... values) {
        return LinearOperator.of(Matrices.diagonal(values));
    }

    private static double[] topOf(double[] values, int k) {
        return DoubleStream.of(values)
                .map(x -> -x)
                .sorted()
                .limit(k)
                .map(x -> -x)
                .toArray();
    }

    /** Values against what they should be, and everything that a result promises. */
    private static void assertSound(LanczosResult result, DMatrixRMaj a, double[] expected) {
        double norm =
                Math.max(Matrices.largest(DenseBackends.named("ejml").symmetricEigenvalues(a)), Double.MIN_NORMAL);
        assertThat(result.converged()).isTrue();
        assertClose(result.values(), expected, 20 * a.numRows * EPSILON * norm);
        assertOrthonormalColumns(result.vectors(), 1e-13);
        assertThat(Matrices.largest(result.residuals())).isLessThanOrEqualTo(OPTIONS.tolerance() * norm);
        DMatrixRMaj residual = Matrices.product(a, result.vectors());
        DMatrixRMaj scaled = Matrices.columnsTimes(result.vectors(), result.values());
        for (int j = 0; j < expected.length; j++) {
            double sum = 0;
            for (int i = 0; i < a.numRows; i++) {
                sum += Math.pow((residual.get(i, j) - scaled.get(i, j)) / norm, 2);
            }
            assertThat(Math.abs(Math.sqrt(sum) - result.residuals()[j] / norm)).isLessThan(20 * a.numRows * EPSILON);
        }
    }

    @Property(tries = 60)
    void agreesWithTheDenseEigensolver(
            @ForAll @IntRange(min = 1, max = 90) int n, @ForAll @IntRange(max = 12) int k, @ForAll long seed) {
        int wanted = Math.min(n, k);
        DMatrixRMaj a = Matrices.symmetric(n, 1, Matrices.random(seed));
        double[] all = DenseBackends.named("openblas").symmetricEigenvalues(a);
        RandomStream random = RandomStreams.of(seed).child("lanczos").stream();
        LanczosOptions small = OPTIONS.withExtraVectors(8);
        assertSound(Lanczos.largest(LinearOperator.of(a), wanted, small, random), a, topOf(all, wanted));
        assertSound(Lanczos.smallest(LinearOperator.of(a), wanted, small, random), a, Arrays.copyOf(all, wanted));
    }

    @Property(tries = 60)
    void findsEveryCopyOfAMultipleValue(
            @ForAll @IntRange(min = 1, max = 6) int copiesOfTop,
            @ForAll @IntRange(min = 1, max = 6) int copiesOfSecond,
            @ForAll @IntRange(min = 1, max = 12) int k,
            @ForAll long seed) {
        double[] spectrum = new double[60];
        Arrays.fill(spectrum, 0, copiesOfTop, 3);
        Arrays.fill(spectrum, copiesOfTop, copiesOfTop + copiesOfSecond, 2);
        for (int i = copiesOfTop + copiesOfSecond; i < 60; i++) {
            spectrum[i] = 1.0 / i;
        }
        DMatrixRMaj a = Matrices.withSpectrum(Matrices.random(seed), spectrum);
        // The small basis needs restarts, the large one meets an invariant subspace.
        for (int extra : new int[] {6, 60}) {
            LanczosResult result = Lanczos.largest(LinearOperator.of(a), k, OPTIONS.withExtraVectors(extra), start());
            assertSound(result, a, topOf(spectrum, k));
        }
    }

    @Property(tries = 60)
    void lowRankOperatorsEndInZeros(
            @ForAll @IntRange(min = 1, max = 40) int n,
            @ForAll @IntRange(max = 3) int rank,
            @ForAll @IntRange(max = 40) int k,
            @ForAll long seed) {
        double[] spectrum = new double[n];
        for (int i = 0; i < Math.min(rank, n); i++) {
            spectrum[i] = i + 1;
        }
        DMatrixRMaj a = Matrices.withSpectrum(Matrices.random(seed), spectrum);
        int wanted = Math.min(n, k);
        LanczosResult result = Lanczos.largest(LinearOperator.of(a), wanted, OPTIONS.withExtraVectors(5), start());
        assertSound(result, a, topOf(spectrum, wanted));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 200})
    void zeroAndIdentity(int n) {
        int k = Math.min(n, 4);
        DMatrixRMaj zero = new DMatrixRMaj(n, n);
        assertSound(Lanczos.largest(LinearOperator.of(zero), k, OPTIONS, start()), zero, new double[k]);
        DMatrixRMaj identity = Matrices.identity(n);
        double[] ones = new double[k];
        Arrays.fill(ones, 1);
        assertSound(Lanczos.largest(LinearOperator.of(identity), k, OPTIONS, start()), identity, ones);
        assertSound(
                Lanczos.largest(LinearOperator.of(identity), k, OPTIONS.withExtraVectors(2), start()), identity, ones);
    }

    @Test
    void smallSizesAndAllValues() {
        DMatrixRMaj one = Matrices.diagonal(-7);
        assertSound(Lanczos.largest(LinearOperator.of(one), 1, OPTIONS, start()), one, new double[] {-7});
        DMatrixRMaj two = new DMatrixRMaj(new double[][] {{2, 1}, {1, 2}});
        assertSound(Lanczos.largest(LinearOperator.of(two), 2, OPTIONS, start()), two, new double[] {3, 1});
        assertSound(Lanczos.largest(LinearOperator.of(two), 1, OPTIONS, start()), two, new double[] {3});
        assertSound(Lanczos.smallest(LinearOperator.of(two), 1, OPTIONS, start()), two, new double[] {1});
        LanczosResult none = Lanczos.largest(LinearOperator.of(two), 0, OPTIONS, start());
        assertThat(none.values()).isEmpty();
        assertThat(none.converged()).isTrue();
        assertThat(Lanczos.largest(LinearOperator.of(new DMatrixRMaj(0, 0)), 0, OPTIONS, start())
                        .values())
                .isEmpty();
    }

    @Test
    void rankOneHasItsValueAndVector() {
        RandomStream random = Matrices.random(8);
        double[] u = random.gaussians(500);
        Vectors.scale(2 / Vectors.norm(u), u);
        DMatrixRMaj a = Matrices.product(DMatrixRMaj.wrap(500, 1, u), DMatrixRMaj.wrap(1, 500, u));
        LanczosResult result = Lanczos.largest(LinearOperator.of(a), 1, OPTIONS, start());
        assertThat(Math.abs(result.values()[0] - 4)).isLessThan(1e-14);
        assertThat(Math.abs(Math.abs(Vectors.dot(result.vectors().data, u)) - 2))
                .isLessThan(1e-14);
        assertThat(result.products()).isLessThan(10 + 62);
    }

    @Test
    void matrixFreeLaplacian() {
        // Gaps of 1e-5 |A| at the edge of the spectrum: many restarts.
        Laplacian laplacian = new Laplacian(400);
        int k = 6;
        LanczosResult largest = Lanczos.largest(laplacian, k, OPTIONS, start());
        assertThat(largest.converged()).isTrue();
        assertClose(
                largest.values(),
                IntStream.range(0, k)
                        .mapToDouble(i -> laplacian.eigenvalue(400 - i))
                        .toArray(),
                1e-13);
        LanczosResult smallest = Lanczos.smallest(laplacian, k, OPTIONS, start());
        assertThat(smallest.converged()).isTrue();
        assertClose(
                smallest.values(),
                IntStream.rangeClosed(1, k).mapToDouble(laplacian::eigenvalue).toArray(),
                1e-13);
        assertOrthonormalColumns(smallest.vectors(), 1e-12);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-300, 1e-150, 1e-8, 1e150, 1e300})
    void scaleGoesThrough(double scale) {
        double[] values = {1, 0.9, 0.5, 0.3, -0.7, -1};
        LanczosResult result = Lanczos.largest(diagonal(values).scaled(scale), 3, OPTIONS, start());
        assertThat(result.converged()).isTrue();
        assertClose(result.values(), new double[] {scale, 0.9 * scale, 0.5 * scale}, 1e-14 * scale);
        double norm = Lanczos.spectralNorm(diagonal(values).scaled(scale), OPTIONS, start());
        assertThat(Math.abs(norm / scale - 1)).isLessThan(1e-14);
    }

    @Test
    void sameStreamSameBits() {
        DMatrixRMaj a = Matrices.symmetric(80, 1, Matrices.random(2));
        LanczosResult first = Lanczos.largest(LinearOperator.of(a), 5, OPTIONS, start());
        LanczosResult second = Lanczos.largest(LinearOperator.of(a), 5, OPTIONS, start());
        assertThat(first.values()).containsExactly(second.values());
        assertThat(first.vectors().data).isEqualTo(second.vectors().data);
        assertThat(first.products()).isEqualTo(second.products());
    }

    @Test
    void givingUpSaysSo() {
        Laplacian laplacian = new Laplacian(3000);
        LanczosResult result = Lanczos.largest(laplacian, 4, OPTIONS.withMaxProducts(200), start());
        assertThat(result.converged()).isFalse();
        assertThat(result.values()).hasSize(4);
        assertThat(Matrices.largest(result.residuals())).isGreaterThan(OPTIONS.tolerance() * 4);
        // Each value is still within its residual of an eigenvalue.
        for (int i = 0; i < 4; i++) {
            double value = result.values()[i];
            double distance = IntStream.rangeClosed(1, 3000)
                    .mapToDouble(j -> Math.abs(laplacian.eigenvalue(j) - value))
                    .min()
                    .orElseThrow();
            assertThat(distance).isLessThanOrEqualTo(result.residuals()[i]);
        }
        LanczosResult tooFew = Lanczos.largest(laplacian, 4, OPTIONS.withMaxProducts(2), start());
        assertThat(tooFew.converged()).isFalse();
        assertThat(tooFew.values()).hasSize(2);
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> Lanczos.spectralNorm(laplacian, OPTIONS.withMaxProducts(20), start()))
                .withMessageStartingWith("the spectral norm of a 3000 x 3000 operator did not converge");
    }

    @Test
    void anOperatorThatIsNotSymmetricDoesNotConverge() {
        DMatrixRMaj shift = new DMatrixRMaj(10, 10);
        for (int i = 0; i < 9; i++) {
            shift.set(i, i + 1, 1);
        }
        assertThat(Lanczos.largest(LinearOperator.of(shift), 2, OPTIONS, start())
                        .converged())
                .isFalse();
    }

    @Property(tries = 80)
    void spectralNormIsTheLargestSingularValue(
            @ForAll @IntRange(min = 1, max = 60) int m, @ForAll @IntRange(min = 1, max = 60) int n, @ForAll long seed) {
        DMatrixRMaj a = Matrices.random(seed).gaussianMatrix(m, n);
        double expected = DenseBackends.named("openblas").singularValues(a)[0];
        double norm = Lanczos.spectralNorm(LinearOperator.of(a), OPTIONS, start());
        assertThat(Math.abs(norm / expected - 1)).isLessThan(4 * Math.max(m, n) * EPSILON);
        double transposed = Lanczos.spectralNorm(LinearOperator.of(a).transpose(), OPTIONS, start());
        assertThat(Math.abs(transposed / expected - 1)).isLessThan(4 * Math.max(m, n) * EPSILON);
    }

    @Test
    void spectralNormOfNothingAndOfZero() {
        assertThat(Lanczos.spectralNorm(LinearOperator.of(new DMatrixRMaj(0, 4)), OPTIONS, start()))
                .isZero();
        assertThat(Lanczos.spectralNorm(LinearOperator.of(new DMatrixRMaj(3, 4)), OPTIONS, start()))
                .isZero();
    }

    @Test
    void refusesWhatCannotBe() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Lanczos.largest(LinearOperator.of(new DMatrixRMaj(2, 3)), 1, OPTIONS, start()))
                .withMessage("expected a symmetric operator, found shape 2 x 3");
        for (int k : new int[] {-1, 3}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Lanczos.largest(diagonal(1, 2), k, OPTIONS, start()))
                    .withMessage("expected 0 to 2 eigenvalues, found " + k);
        }
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> Lanczos.largest(diagonal(1, Double.NaN), 1, OPTIONS, start()))
                .withMessageContaining("NaN");
        assertThatIllegalArgumentException().isThrownBy(() -> OPTIONS.withTolerance(0));
        assertThatIllegalArgumentException().isThrownBy(() -> OPTIONS.withTolerance(Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> OPTIONS.withExtraVectors(1));
        assertThatIllegalArgumentException().isThrownBy(() -> OPTIONS.withMaxProducts(0));
    }
}
