package org.widelimit.numerics.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.widelimit.numerics.linalg.Matrices.EPSILON;
import static org.widelimit.numerics.linalg.Matrices.assertClose;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.widelimit.numerics.random.RandomStream;
import org.widelimit.numerics.random.RandomStreams;

/** What does not depend on numbers: exact cases, empty shapes, ownership, refusals; on both backends. */
class DenseBackendContractTest {

    static Stream<DenseBackend> backends() {
        return Stream.of("openblas", "ejml").map(DenseBackends::named);
    }

    /** c s s^T with signs s: an eigenvalue n c, and all others 0. EJML's own iteration does not end at every fifth of these. */
    @ParameterizedTest
    @MethodSource("backends")
    void eigenvaluesOfRankOneMatricesOfSigns(DenseBackend backend) {
        int n = 48;
        for (int seed = 0; seed < 20; seed++) {
            RandomStream random = RandomStreams.of(seed).stream();
            double scale = Math.scalb(1 + random.nextDouble(), 200);
            int[] signs = IntStream.range(0, n)
                    .map(i -> random.nextDouble() < 0.5 ? -1 : 1)
                    .toArray();
            DMatrixRMaj a = new DMatrixRMaj(n, n);
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    a.set(i, j, scale * signs[i] * signs[j]);
                }
            }
            double[] expected = new double[n];
            expected[n - 1] = n * scale;
            double rounding = n * n * scale * EPSILON;
            assertClose(backend.symmetricEigenvalues(a), expected, rounding);
            SymmetricEigen eigen = backend.symmetricEigen(a);
            assertClose(eigen.values(), expected, rounding);
            DMatrixRMaj gram = new DMatrixRMaj(n, n);
            CommonOps_DDRM.multTransA(eigen.vectors(), eigen.vectors(), gram);
            assertClose(gram.data, CommonOps_DDRM.identity(n).data, n * EPSILON);
            double[] last = IntStream.range(0, n)
                    .mapToDouble(i -> signs[0] * signs[i] * eigen.vectors().get(i, n - 1))
                    .toArray();
            double[] constant = new double[n];
            Arrays.fill(constant, Math.signum(last[0]) / Math.sqrt(n));
            assertClose(last, constant, n * EPSILON);
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void eigenvaluesOfTheDiscreteLaplacian(DenseBackend backend) {
        int n = 50;
        DMatrixRMaj laplacian = new DMatrixRMaj(n, n);
        for (int i = 0; i < n; i++) {
            laplacian.set(i, i, 2);
            if (i > 0) {
                laplacian.set(i, i - 1, -1);
                laplacian.set(i - 1, i, -1);
            }
        }
        double[] expected = IntStream.rangeClosed(1, n)
                .mapToDouble(j -> 4 * Math.pow(Math.sin(j * Math.PI / (2 * (n + 1))), 2))
                .toArray();
        double rounding = n * EPSILON; // against a norm of 4
        assertClose(backend.symmetricEigenvalues(laplacian), expected, rounding);
        SymmetricEigen eigen = backend.symmetricEigen(laplacian);
        assertClose(eigen.values(), expected, rounding);
        // Vector j is sin(i j pi / (n + 1)); the first one has no change of sign.
        double[] first = IntStream.rangeClosed(1, n)
                .mapToDouble(i -> Math.sqrt(2.0 / (n + 1)) * Math.sin(i * Math.PI / (n + 1)))
                .toArray();
        assertClose(
                IntStream.range(0, n)
                        .mapToDouble(i -> eigen.vectors().get(i, 0))
                        .toArray(),
                first,
                1e-12);
        double[] descending =
                DoubleStream.of(expected).map(x -> -x).sorted().map(x -> -x).toArray();
        assertClose(backend.singularValues(laplacian), descending, rounding);
    }

    @ParameterizedTest
    @MethodSource("backends")
    void choleskyOfPascalsMatrixIsPascalsTriangle(DenseBackend backend) {
        int n = 12;
        DMatrixRMaj triangle = new DMatrixRMaj(n, n);
        for (int i = 0; i < n; i++) {
            triangle.set(i, 0, 1);
            for (int j = 1; j <= i; j++) {
                triangle.set(i, j, triangle.get(i - 1, j - 1) + triangle.get(i - 1, j));
            }
        }
        DMatrixRMaj pascal = backend.multiplyTransB(triangle, triangle);
        assertThat(pascal.get(11, 11)).isEqualTo(705432);
        // Integers all the way, so nothing is rounded.
        assertThat(backend.cholesky(pascal).orElseThrow().data).containsExactly(triangle.data);
    }

    @ParameterizedTest
    @MethodSource("backends")
    void choleskyRefusesWhatIsNotPositiveDefinite(DenseBackend backend) {
        assertThat(backend.cholesky(Matrices.diagonal(0, 0))).isEmpty();
        assertThat(backend.cholesky(Matrices.diagonal(1, 0))).isEmpty();
        assertThat(backend.cholesky(Matrices.diagonal(1, -1e-300))).isEmpty();
        assertThat(backend.cholesky(Matrices.diagonal(1, 1e-300))).isPresent();
        assertThat(backend.cholesky(new DMatrixRMaj(new double[][] {{1, 1}, {1, 1}})))
                .isEmpty();
        assertThat(backend.cholesky(new DMatrixRMaj(new double[][] {{1, 2}, {2, 1}})))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("backends")
    void smallProductsAreExact(DenseBackend backend) {
        DMatrixRMaj a = new DMatrixRMaj(new double[][] {{1, 2, 3}, {4, 5, 6}});
        DMatrixRMaj b = new DMatrixRMaj(new double[][] {{1, 0, -1}, {2, 1, 7}});
        assertThat(backend.multiplyTransB(a, b).data).containsExactly(-2, 25, -2, 55);
        assertThat(backend.multiplyTransA(a, b).data).containsExactly(9, 4, 27, 12, 5, 33, 15, 6, 39);
        assertThat(backend.multiply(a, Matrices.transposed(b)).data).containsExactly(-2, 25, -2, 55);
        DMatrixRMaj gram = new DMatrixRMaj(2, 2);
        backend.syrk(2, a, 0, gram);
        assertThat(gram.data).containsExactly(28, 64, 64, 154);
        DMatrixRMaj lowerAlone = new DMatrixRMaj(new double[][] {{1, Double.NaN}, {10, 100}});
        backend.syrk(1, a, 2, lowerAlone);
        assertThat(lowerAlone.data).containsExactly(16, 52, 52, 277);
    }

    @ParameterizedTest
    @MethodSource("backends")
    void betaZeroForgetsAndAlphaZeroDoesNotLook(DenseBackend backend) {
        DMatrixRMaj a = new DMatrixRMaj(new double[][] {{2}});
        DMatrixRMaj nan = new DMatrixRMaj(new double[][] {{Double.NaN}});
        DMatrixRMaj c = nan.copy();
        backend.gemm(Transpose.NO, Transpose.NO, 1, a, a, 0, c);
        assertThat(c.data).containsExactly(4);
        backend.gemm(Transpose.NO, Transpose.NO, 0, nan, nan, 3, c);
        assertThat(c.data).containsExactly(12);
        backend.syrk(0, nan, 0.5, c);
        assertThat(c.data).containsExactly(6);
        c.set(0, Double.NaN);
        backend.syrk(1, a, 0, c);
        assertThat(c.data).containsExactly(4);
        backend.gemm(Transpose.NO, Transpose.NO, 1, a, nan, 0, c);
        assertThat(c.data).containsExactly(Double.NaN);
    }

    @ParameterizedTest
    @MethodSource("backends")
    void emptyMatricesAreMatrices(DenseBackend backend) {
        DMatrixRMaj none = new DMatrixRMaj(0, 0);
        DMatrixRMaj tall = new DMatrixRMaj(3, 0);
        DMatrixRMaj flat = new DMatrixRMaj(0, 3);
        assertThat(backend.multiply(tall, flat).data).containsExactly(new double[9]);
        assertThat(backend.multiply(flat, tall).getNumElements()).isZero();
        DMatrixRMaj c = Matrices.diagonal(2, 2, 2);
        backend.gemm(Transpose.NO, Transpose.NO, 1, tall, flat, 0.5, c);
        assertThat(c.data).containsExactly(Matrices.identity(3).data);
        backend.syrk(1, tall, 3, c);
        assertThat(c.data).containsExactly(Matrices.diagonal(3, 3, 3).data);
        backend.syrk(1, flat, 0, none);
        backend.gemm(Transpose.NO, Transpose.NO, 1, none, none, 0, none);
        assertThat(backend.symmetricEigen(none).values()).isEmpty();
        assertThat(backend.symmetricEigenvalues(none)).isEmpty();
        assertThat(backend.cholesky(none).orElseThrow().getNumElements()).isZero();
        Svd svd = backend.svd(flat);
        assertThat(List.of(svd.u().numRows, svd.u().numCols, svd.v().numRows, svd.v().numCols))
                .containsExactly(0, 0, 3, 0);
        assertThat(backend.singularValues(tall)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("backends")
    void zeroMatricesDecompose(DenseBackend backend) {
        DMatrixRMaj zero = new DMatrixRMaj(3, 3);
        assertThat(backend.symmetricEigen(zero).values()).containsExactly(0, 0, 0);
        Matrices.assertOrthonormalColumns(backend.symmetricEigen(zero).vectors(), EPSILON);
        Svd svd = backend.svd(new DMatrixRMaj(4, 2));
        assertThat(svd.values()).containsExactly(0, 0);
        Matrices.assertOrthonormalColumns(svd.u(), EPSILON);
        Matrices.assertOrthonormalColumns(svd.v(), EPSILON);
    }

    @ParameterizedTest
    @MethodSource("backends")
    void inputsStayAsTheyWere(DenseBackend backend) {
        DMatrixRMaj a = Matrices.symmetric(20, 1, Matrices.random(1));
        for (int i = 0; i < 20; i++) {
            a.add(i, i, 50);
        }
        double[] before = a.data.clone();
        backend.symmetricEigen(a);
        backend.symmetricEigenvalues(a);
        backend.svd(a);
        backend.singularValues(a);
        assertThat(backend.cholesky(a)).isPresent();
        backend.multiply(a, a);
        backend.syrk(1, a, 0, new DMatrixRMaj(20, 20));
        assertThat(a.data).containsExactly(before);
    }

    @ParameterizedTest
    @MethodSource("backends")
    void matricesMayHaveMoreMemoryThanEntries(DenseBackend backend) {
        DMatrixRMaj roomy = new DMatrixRMaj(9, 9);
        Arrays.fill(roomy.data, Double.NaN);
        roomy.reshape(2, 2);
        roomy.setTo(new DMatrixRMaj(new double[][] {{2, 1}, {1, 2}}));
        assertClose(backend.symmetricEigenvalues(roomy), new double[] {1, 3}, 1e-15);
        assertClose(backend.symmetricEigen(roomy).values(), new double[] {1, 3}, 1e-15);
        assertClose(backend.svd(roomy).values(), new double[] {3, 1}, 1e-15);
        assertThat(backend.cholesky(roomy).orElseThrow().get(0, 0)).isEqualTo(Math.sqrt(2));
        DMatrixRMaj c = new DMatrixRMaj(5, 5);
        c.reshape(2, 2);
        backend.gemm(Transpose.NO, Transpose.YES, 1, roomy, roomy, 0, c);
        assertThat(Arrays.copyOf(c.data, 5)).containsExactly(5, 4, 4, 5, 0);
        backend.syrk(1, roomy, 0, c);
        assertThat(Arrays.copyOf(c.data, 5)).containsExactly(5, 4, 4, 5, 0);
        assertThat(backend.multiply(roomy, roomy).data).containsExactly(5, 4, 4, 5);
    }

    @ParameterizedTest
    @MethodSource("backends")
    void refusesShapesThatDoNotFit(DenseBackend backend) {
        DMatrixRMaj a = new DMatrixRMaj(2, 3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> backend.gemm(Transpose.NO, Transpose.NO, 1, a, a, 0, new DMatrixRMaj(2, 3)))
                .withMessage("expected shapes (m x k) (k x n) -> (m x n), found (2 x 3) (2 x 3) -> (2 x 3)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> backend.gemm(Transpose.NO, Transpose.YES, 1, a, a, 0, new DMatrixRMaj(2, 3)));
        assertThatIllegalArgumentException().isThrownBy(() -> backend.multiply(a, a));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> backend.syrk(1, a, 0, new DMatrixRMaj(3, 3)))
                .withMessage("expected shapes (m x k) -> (m x m), found (2 x 3) -> (3 x 3)");
        for (Consumer<DMatrixRMaj> operation : symmetricOperations(backend)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> operation.accept(a))
                    .withMessage("expected a symmetric matrix, found shape 2 x 3");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> backend.rowProducts(a, new DMatrixRMaj(2, 2)))
                .withMessageContaining("found shapes (2 x 3) and (2 x 2)");
    }

    @ParameterizedTest
    @MethodSource("backends")
    void refusesAnOutputThatIsAFactor(DenseBackend backend) {
        DMatrixRMaj a = Matrices.identity(2);
        DMatrixRMaj b = Matrices.identity(2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> backend.gemm(Transpose.NO, Transpose.NO, 1, a, b, 0, a))
                .withMessageContaining("found one of the factors");
        assertThatIllegalArgumentException().isThrownBy(() -> backend.gemm(Transpose.NO, Transpose.NO, 1, a, b, 0, b));
        assertThatIllegalArgumentException().isThrownBy(() -> backend.syrk(1, a, 0, a));
    }

    @ParameterizedTest
    @MethodSource("backends")
    void decompositionsRefuseWhatIsNotFinite(DenseBackend backend) {
        for (double wrong : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            DMatrixRMaj a = Matrices.identity(3);
            a.set(1, 2, wrong);
            a.set(2, 1, wrong);
            for (Consumer<DMatrixRMaj> operation : symmetricOperations(backend)) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> operation.accept(a))
                        .withMessage("expected finite entries, found " + wrong + " at row 1, column 2");
            }
            assertThatIllegalArgumentException().isThrownBy(() -> backend.svd(a));
            assertThatIllegalArgumentException().isThrownBy(() -> backend.singularValues(a));
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void symmetryIsCheckedAndRoundingForgiven(DenseBackend backend) {
        DMatrixRMaj skewed = new DMatrixRMaj(new double[][] {{100, 1}, {1.1, 100}});
        DMatrixRMaj rounded = new DMatrixRMaj(new double[][] {{100, 1}, {1 + 2e-7, 100}});
        DMatrixRMaj mean = new DMatrixRMaj(new double[][] {{100, 1 + 1e-7}, {1 + 1e-7, 100}});
        for (Consumer<DMatrixRMaj> operation : symmetricOperations(backend)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> operation.accept(skewed))
                    .withMessage("expected a symmetric matrix, found 1.1 at (1, 0) and 1.0 at (0, 1)");
        }
        assertClose(backend.symmetricEigenvalues(rounded), backend.symmetricEigenvalues(mean), 1e-13);
        assertClose(backend.symmetricEigen(rounded).values(), new double[] {99 - 1e-7, 101 + 1e-7}, 1e-13);
        assertClose(
                backend.cholesky(rounded).orElseThrow(), backend.cholesky(mean).orElseThrow(), 1e-14);
    }

    @ParameterizedTest
    @MethodSource("backends")
    void entriesNearTheLargestDoubleAreFinite(DenseBackend backend) {
        double huge = 1e307;
        DMatrixRMaj a = new DMatrixRMaj(new double[][] {{huge, huge}, {huge, huge}});
        assertClose(backend.symmetricEigenvalues(a), new double[] {0, 2 * huge}, 4 * EPSILON * huge);
        assertClose(backend.singularValues(a), new double[] {2 * huge, 0}, 4 * EPSILON * huge);
        double tiny = 1e-300;
        DMatrixRMaj b = new DMatrixRMaj(new double[][] {{tiny, tiny}, {tiny, tiny}});
        assertClose(backend.symmetricEigenvalues(b), new double[] {0, 2 * tiny}, 4 * EPSILON * tiny);
        assertClose(backend.singularValues(b), new double[] {2 * tiny, 0}, 4 * EPSILON * tiny);
    }

    private static List<Consumer<DMatrixRMaj>> symmetricOperations(DenseBackend backend) {
        return List.of(backend::symmetricEigen, backend::symmetricEigenvalues, backend::cholesky);
    }

    @ParameterizedTest
    @MethodSource("backends")
    void bitsDoNotDependOnThreads(DenseBackend backend) {
        assertThat(backend.threads()).isEqualTo(1);
        DMatrixRMaj a = RandomStreams.of(4).stream().gaussianMatrix(150, 130);
        DMatrixRMaj gram = backend.multiplyTransB(a, a);
        double[] values = backend.symmetricEigenvalues(gram);
        double[] singular = backend.svd(a).u().data;
        IntStream.range(0, 16).parallel().forEach(i -> {
            assertThat(backend.multiplyTransB(a, a).data).isEqualTo(gram.data);
            assertThat(backend.symmetricEigenvalues(gram)).isEqualTo(values);
            assertThat(backend.svd(a).u().data).isEqualTo(singular);
        });
    }

    @Test
    void resultsOfTheWrongShapeCannotBeMade() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SymmetricEigen(new double[2], new DMatrixRMaj(2, 3)))
                .withMessage("expected 2 x 2 eigenvectors for 2 eigenvalues, found 2 x 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Svd(new DMatrixRMaj(4, 2), new double[2], new DMatrixRMaj(2, 3)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LanczosResult(new double[2], new DMatrixRMaj(4, 2), new double[1], 0, true));
    }
}
