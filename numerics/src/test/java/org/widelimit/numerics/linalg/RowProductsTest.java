package org.widelimit.numerics.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.widelimit.numerics.linalg.Matrices.EPSILON;

import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.bytedeco.javacpp.Pointer;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.widelimit.numerics.InputException;

class RowProductsTest {

    private static final RowProducts.BandConsumer NOTHING = (first, count) -> {};

    /** A tile as one band. */
    private static void whole(RowProducts products, int row, int height, int column, int width, double[] tile) {
        products.tile(row, height, column, width, tile, (first, count) -> {
            assertThat(first).isZero();
            assertThat(count).isEqualTo(height);
        });
    }

    @ParameterizedTest
    @MethodSource("backends")
    void bandsAreTheTileRowByRow(DenseBackend backend) {
        DMatrixRMaj x = Matrices.random(5).gaussianMatrix(37, 11);
        DMatrixRMaj y = Matrices.random(6).gaussianMatrix(20, 11);
        double[] tile = new double[30 * 17];
        double[] fromBands = new double[30 * 17];
        double[] band = new double[17 * 7 + 5];
        try (RowProducts products = backend.rowProducts(x, y)) {
            whole(products, 2, 30, 1, 17, tile);
            products.tile(
                    2, 30, 1, 17, band, (first, count) -> System.arraycopy(band, 0, fromBands, first * 17, count * 17));
            assertThat(fromBands).isEqualTo(tile);
        }
    }

    static Stream<DenseBackend> backends() {
        return Stream.of("openblas", "ejml").map(DenseBackends::named);
    }

    @Property(tries = 100)
    void everyTilingGivesTheProduct(
            @ForAll @IntRange(min = 1, max = 30) int m,
            @ForAll @IntRange(min = 1, max = 30) int n,
            @ForAll @IntRange(max = 20) int d,
            @ForAll @IntRange(min = 1, max = 31) int height,
            @ForAll @IntRange(min = 1, max = 31) int width,
            @ForAll long seed) {
        DMatrixRMaj x = Matrices.random(seed).gaussianMatrix(m, d);
        DMatrixRMaj y = Matrices.random(seed + 1).gaussianMatrix(n, d);
        DMatrixRMaj expected = Matrices.product(x, Matrices.transposed(y));
        DMatrixRMaj size = Matrices.product(Matrices.absolute(x), Matrices.transposed(Matrices.absolute(y)));
        for (DenseBackend backend : backends().toList()) {
            try (RowProducts products = backend.rowProducts(x, y)) {
                assertThat(products.rows()).isEqualTo(m);
                assertThat(products.columns()).isEqualTo(n);
                double[] tile = new double[height * width];
                for (int row = 0; row < m; row += height) {
                    for (int column = 0; column < n; column += width) {
                        int rows = Math.min(height, m - row);
                        int columns = Math.min(width, n - column);
                        whole(products, row, rows, column, columns, tile);
                        for (int i = 0; i < rows; i++) {
                            for (int j = 0; j < columns; j++) {
                                assertThat(Math.abs(tile[i * columns + j] - expected.get(row + i, column + j)))
                                        .isLessThanOrEqualTo(2 * d * EPSILON * size.get(row + i, column + j));
                            }
                        }
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void upperTrianglesAreTheTilesOnTheDiagonal(DenseBackend backend) {
        DMatrixRMaj x = Matrices.random(5).gaussianMatrix(37, 11);
        DMatrixRMaj size = Matrices.product(Matrices.absolute(x), Matrices.transposed(Matrices.absolute(x)));
        try (RowProducts products = backend.rowProducts(x, x)) {
            for (int[] square : new int[][] {{0, 37}, {0, 1}, {5, 8}, {20, 17}, {37, 0}}) {
                int from = square[0];
                int n = square[1];
                double[] tile = new double[n * n];
                double[] triangle = new double[n * n + 1];
                triangle[n * n] = -7;
                whole(products, from, n, from, n, tile);
                int rows = Math.max(1, n / 3);
                double[] band = new double[rows * n + 1];
                Arrays.fill(band, -7);
                products.upperTriangle(from, n, band, (first, count) -> {
                    assertThat(count).isLessThanOrEqualTo(rows);
                    System.arraycopy(band, 0, triangle, first * n, count * n);
                });
                for (int i = 0; i < n; i++) {
                    for (int j = i; j < n; j++) {
                        assertThat(Math.abs(triangle[i * n + j] - tile[i * n + j]))
                                .isLessThanOrEqualTo(2 * 11 * EPSILON * size.get(from + i, from + j));
                    }
                }
                assertThat(triangle[n * n]).isEqualTo(-7);
            }
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> products.upperTriangle(30, 8, new double[64], NOTHING));
            assertThatIllegalArgumentException().isThrownBy(() -> products.upperTriangle(0, 8, new double[7], NOTHING));
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void upperTrianglesNeedOneMatrix(DenseBackend backend) {
        DMatrixRMaj x = Matrices.random(5).gaussianMatrix(3, 2);
        try (RowProducts products = backend.rowProducts(x, x.copy())) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> products.upperTriangle(0, 2, new double[4], NOTHING))
                    .withMessage("expected products of the rows of one matrix, found two");
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void laterChangesOfTheMatrixDoNotShow(DenseBackend backend) {
        DMatrixRMaj x = Matrices.diagonal(2, 3);
        try (RowProducts products = backend.rowProducts(x, x)) {
            x.zero();
            double[] tile = {0, 0, 0, 0, -1};
            whole(products, 0, 2, 0, 2, tile);
            assertThat(tile).containsExactly(4, 0, 0, 9, -1);
            whole(products, 1, 1, 1, 1, tile);
            assertThat(tile[0]).isEqualTo(9);
            whole(products, 2, 0, 0, 2, tile);
            assertThat(tile[0]).isEqualTo(9);
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void manyThreadsGetTheBitsOfOne(DenseBackend backend) {
        DMatrixRMaj x = Matrices.random(3).gaussianMatrix(200, 50);
        int edge = 40;
        try (RowProducts products = backend.rowProducts(x, x)) {
            double[][] alone = IntStream.range(0, 25)
                    .mapToObj(t -> tile(products, t, edge))
                    .toArray(double[][]::new);
            var together = new ConcurrentHashMap<Integer, double[]>();
            IntStream.range(0, 200).parallel().forEach(t -> together.put(t, tile(products, t % 25, edge)));
            together.forEach((t, tile) -> assertThat(tile).isEqualTo(alone[t % 25]));
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void rowsAreAskedForOnceEachWhateverTheThreads(DenseBackend backend) {
        DMatrixRMaj x = Matrices.random(3).gaussianMatrix(300, 7);
        DMatrixRMaj y = Matrices.random(4).gaussianMatrix(20, 7);
        double[] expected = new double[300 * 20];
        try (RowProducts products = backend.rowProducts(x, y)) {
            whole(products, 0, 300, 0, 20, expected);
        }
        for (int threads : new int[] {1, 2, 5}) {
            AtomicIntegerArray asked = new AtomicIntegerArray(300);
            double[] tile = new double[300 * 20];
            try (RowProducts products = backend.rowProducts(counted(x, asked), Rows.of(y), threads)) {
                whole(products, 0, 300, 0, 20, tile);
            }
            assertThat(tile).isEqualTo(expected);
            assertThat(IntStream.range(0, 300).map(asked::get)).containsOnly(1);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> backend.rowProducts(Rows.of(x), Rows.of(y), 0))
                .withMessage("expected threads >= 1, found 0");
    }

    private static Rows counted(DMatrixRMaj matrix, AtomicIntegerArray asked) {
        Rows rows = Rows.of(matrix);
        return new Rows(rows.count(), rows.length(), (row, into) -> {
            asked.incrementAndGet(row);
            rows.source().copy(row, into);
        });
    }

    @ParameterizedTest
    @MethodSource("backends")
    void rowsCanBeReadAgain(DenseBackend backend) {
        DMatrixRMaj x = Matrices.random(3).gaussianMatrix(6, 7);
        DMatrixRMaj y = Matrices.random(4).gaussianMatrix(4, 7);
        RowProducts products = backend.rowProducts(x, y);
        assertThat(products.length()).isEqualTo(7);
        double[] row = new double[8];
        products.leftRow(5, row);
        assertThat(Arrays.copyOf(row, 7)).isEqualTo(Arrays.copyOfRange(x.data, 35, 42));
        products.rightRow(3, row);
        assertThat(Arrays.copyOf(row, 7)).isEqualTo(Arrays.copyOfRange(y.data, 21, 28));
        assertThat(row[7]).isZero();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> products.rightRow(4, row))
                .withMessage("expected a row of 4, found row 4");
        assertThatIllegalArgumentException().isThrownBy(() -> products.leftRow(-1, row));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> products.leftRow(0, new double[6]))
                .withMessage("expected an array for a row of 7 entries or more, found 6");
        products.close();
        assertThatIllegalStateException().isThrownBy(() -> products.leftRow(0, row));
    }

    @ParameterizedTest
    @MethodSource("backends")
    void refusesMoreEntriesThanAMatrixHas(DenseBackend backend) {
        Rows rows = new Rows(1 << 16, 1 << 15, (row, into) -> {
            throw new AssertionError("asked for");
        });
        assertThatIllegalArgumentException()
                .isThrownBy(() -> backend.rowProducts(rows, rows, 1))
                .withMessage("expected a matrix of less than 2^31 entries, found 65536 x 32768");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Rows(-1, 2, (row, into) -> {}))
                .withMessage("expected count and length >= 0, found -1 and 2");
    }

    /** Its failure comes through, and no copy of the other matrix is left in native memory. */
    @ParameterizedTest
    @MethodSource("backends")
    void aRowThatCannotBeMadeIsNamed(DenseBackend backend) {
        Rows good = Rows.of(new DMatrixRMaj(5000, 3));
        Rows rows = new Rows(400, 3, (row, into) -> {
            if (row == 390) {
                throw new InputException("row 390 is not there");
            }
        });
        for (int threads : new int[] {1, 3}) {
            long before = Pointer.totalBytes();
            assertThatExceptionOfType(InputException.class)
                    .isThrownBy(() -> backend.rowProducts(good, rows, threads))
                    .withMessage("row 390 is not there");
            assertThat(Pointer.totalBytes()).isLessThanOrEqualTo(before);
        }
    }

    private static double[] tile(RowProducts products, int index, int edge) {
        double[] tile = new double[edge * edge];
        whole(products, index / 5 * edge, edge, index % 5 * edge, edge, tile);
        return tile;
    }

    @ParameterizedTest
    @MethodSource("backends")
    void refusesTilesThatDoNotFit(DenseBackend backend) {
        DMatrixRMaj x = new DMatrixRMaj(3, 2);
        DMatrixRMaj y = new DMatrixRMaj(4, 2);
        RowProducts products = backend.rowProducts(x, y);
        double[] tile = new double[12];
        int[][] outside = {
            {-1, 1, 0, 1},
            {0, 4, 0, 1},
            {2, 2, 0, 1},
            {0, 1, -1, 1},
            {0, 1, 4, 1},
            {0, -1, 0, 1},
            {1, Integer.MAX_VALUE, 0, 1}
        };
        for (int[] t : outside) {
            assertThatIllegalArgumentException()
                    .as(Arrays.toString(t))
                    .isThrownBy(() -> products.tile(t[0], t[1], t[2], t[3], tile, NOTHING))
                    .withMessageStartingWith("expected a tile within 3 x 4, found ");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> products.tile(0, 3, 0, 4, new double[3], NOTHING))
                .withMessage("expected an array for a row of 4 entries or more, found 3");
        products.close();
        products.close();
        assertThatIllegalStateException().isThrownBy(() -> products.tile(0, 1, 0, 1, tile, NOTHING));
    }
}
