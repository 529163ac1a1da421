package org.widelimit.ntk.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.widelimit.networks.Activation;
import org.widelimit.numerics.linalg.RowProducts;
import org.widelimit.numerics.linalg.Rows;

/** The engine with one function for all layers, against the engine that goes through the layers. */
class CollapseTest {

    private static final int N = 260;
    private static final int D = 6;

    /** Normal inputs, among them pairs that are equal, opposite, and nearly so, and a zero. */
    private static DMatrixRMaj inputs() {
        DMatrixRMaj x = Matrices.inputs(11, N, D);
        for (int k = 0; k < D; k++) {
            x.set(1, k, x.get(0, k));
            x.set(2, k, -x.get(0, k));
            x.set(3, k, 3 * x.get(0, k));
            x.set(4, k, -x.get(0, k) * (1 + 1e-9 * k));
            x.set(5, k, x.get(0, k) * (1 + 1e-5 * k));
            x.set(140, k, x.get(130, k));
            x.set(7, k, 0);
        }
        return x;
    }

    private static DMatrixRMaj onSphere(DMatrixRMaj x) {
        DMatrixRMaj unit = directions(x);
        for (int k = 0; k < D; k++) {
            unit.set(7, k, k == 0 ? 1 : 0);
        }
        return unit;
    }

    private static DMatrixRMaj directions(DMatrixRMaj x) {
        Rows rows = DenseSide.of(x, KernelOptions.of(Activation.named("relu"), 1), Execution.of(2))
                .directions();
        DMatrixRMaj directions = new DMatrixRMaj(rows.count(), rows.length());
        double[] row = new double[rows.length()];
        for (int i = 0; i < rows.count(); i++) {
            rows.source().copy(i, row);
            System.arraycopy(row, 0, directions.data, i * rows.length(), rows.length());
        }
        return directions;
    }

    private static KernelPair layered(KernelOptions options, DMatrixRMaj x) {
        KernelPair pair = KernelPair.ofShape(x.numRows, x.numRows);
        DenseSide side = DenseSide.of(x, options, Execution.of(2));
        Execution execution = Execution.of(1);
        try (RowProducts products = execution.backend().rowProducts(x, x)) {
            WorkQueue.drain(
                    Tile.coveringUpper(x.numRows, 32, 40),
                    execution,
                    () -> new DenseTileWorker(options, side, side, products, KernelSinks.into(pair)));
        }
        return pair;
    }

    private static void assertAgree(DMatrixRMaj a, DMatrixRMaj b, double tolerance) {
        for (int i = 0; i < N; i++) {
            for (int j = 0; j < N; j++) {
                double size = Math.sqrt(b.get(i, i) * b.get(j, j));
                assertThat(a.get(i, j)).as("(%d, %d)", i, j).isCloseTo(b.get(i, j), within(tolerance * size));
                assertThat(a.get(i, j)).isEqualTo(a.get(j, i));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"relu, 1", "relu, 5", "leaky:0.2, 3", "leaky:-1, 3", "linear, 4", "relu, 0", "relu, 40"})
    void homogeneousActivations(String name, int layers) {
        KernelOptions options = KernelOptions.of(Activation.named(name), layers).withVariances(1.9, 0);
        DMatrixRMaj x = inputs();
        DenseSide side = DenseSide.of(x, options, Execution.of(2));
        // The function of 40 layers is too steep for 40 terms: it is not used.
        assertThat(Collapse.of(options, side, side).isPresent()).isEqualTo(layers < 40);
        KernelPair one = DenseNtk.of(options).kernel(x);
        KernelPair all = layered(options, x);
        // Both are good to about 1e-15 in each of the layers that add up.
        double tolerance = 2e-15 + 2e-16 * layers;
        assertAgree(one.nngp(), all.nngp(), tolerance);
        assertAgree(one.ntk(), all.ntk(), tolerance);
    }

    @ParameterizedTest
    @CsvSource({"erf, 4, 2.25, 0.1", "gelu, 3, 2, 0.2", "tanh, 2, 1.5, 0.05", "relu, 5, 2, 0.3", "erf, 3, 2, 0"})
    void inputsOfOneNorm(String name, int layers, double weightVariance, double biasVariance) {
        KernelOptions options =
                KernelOptions.of(Activation.named(name), layers).withVariances(weightVariance, biasVariance);
        DMatrixRMaj x = Matrices.scaled(Math.sqrt(D), onSphere(inputs()));
        DenseSide side = DenseSide.of(x, options, Execution.of(2));
        assertThat(Collapse.of(options, side, side)).isPresent();
        KernelPair one = DenseNtk.of(options).kernel(x);
        KernelPair all = layered(options, x);
        assertAgree(one.nngp(), all.nngp(), 1e-14);
        assertAgree(one.ntk(), all.ntk(), 1e-14);
        x.set(3, 2, x.get(3, 2) * (1 + 1e-9));
        DenseSide other = DenseSide.of(x, options, Execution.of(2));
        assertThat(Collapse.of(options, other, other)).isEmpty();
    }

    @Test
    void duplicatesAndOppositesAreRightToTheLastDigits() {
        int layers = 5;
        DMatrixRMaj x = inputs();
        KernelPair pair =
                DenseNtk.of(KernelOptions.of(Activation.named("relu"), layers)).kernel(x);
        double q = pair.nngp().get(0, 0);
        // At rho = -1, 15 printed digits.
        double opposite = 1.43039049721037;
        assertThat(pair.ntk().get(0, 0)).isCloseTo((layers + 1) * q, within(2e-15 * 6 * q));
        assertThat(pair.ntk().get(0, 1)).isCloseTo((layers + 1) * q, within(2e-15 * 6 * q));
        assertThat(pair.ntk().get(0, 3)).isCloseTo(3 * (layers + 1) * q, within(2e-15 * 18 * q));
        assertThat(pair.ntk().get(0, 2)).isCloseTo(opposite * q, within(1e-14 * q));
        assertThat(pair.ntk().get(7, 7)).isZero();
        assertThat(pair.ntk().get(0, 7)).isZero();
    }

    @Test
    void threadsDoNotChangeTheBits() {
        DMatrixRMaj x = Matrices.inputs(5, 1201, 9);
        DMatrixRMaj y = Matrices.inputs(6, 301, 9);
        for (DMatrixRMaj other : List.of(x, y)) {
            DenseNtk kernel = DenseNtk.of(KernelOptions.of(Activation.named("relu"), 3));
            KernelPair one = kernel.kernel(x, other, Execution.of(1));
            for (int threads : new int[] {2, 3, 8}) {
                KernelPair many = kernel.kernel(x, other, Execution.of(threads));
                Matrices.assertSameBits(many.nngp(), one.nngp());
                Matrices.assertSameBits(many.ntk(), one.ntk());
            }
        }
    }

    /** Each side has rows that are nearly those of the other, at other places. */
    @Test
    void nearPairsOfTwoSetsOfInputs() {
        KernelOptions options = KernelOptions.of(Activation.named("relu"), 3).withVariances(1.9, 0);
        DMatrixRMaj x = inputs();
        DMatrixRMaj y = Matrices.inputs(12, 300, D);
        for (int k = 0; k < D; k++) {
            y.set(3, k, x.get(200, k));
            y.set(250, k, -2 * x.get(9, k));
            y.set(299, k, x.get(20, k) * (1 + 1e-7 * k));
            y.set(8, k, 0);
        }
        DenseSide left = DenseSide.of(x, options, Execution.of(2));
        DenseSide right = DenseSide.of(y, options, Execution.of(2));
        assertThat(Collapse.of(options, left, right)).isPresent();
        KernelPair one = DenseNtk.of(options).kernel(x, y);
        KernelPair all = KernelPair.ofShape(N, 300);
        try (RowProducts products = Execution.of(1).backend().rowProducts(x, y)) {
            WorkQueue.drain(
                    Tile.covering(N, 300, 32, 40),
                    Execution.of(1),
                    () -> new DenseTileWorker(options, left, right, products, KernelSinks.into(all)));
        }
        DMatrixRMaj own = DenseNtk.of(options).kernel(x).ntk();
        for (int i = 0; i < N; i++) {
            for (int j = 0; j < 300; j++) {
                double size =
                        left.marginals().inputRoot()[i] * right.marginals().inputRoot()[j];
                assertThat(one.nngp().get(i, j))
                        .as("(%d, %d)", i, j)
                        .isCloseTo(all.nngp().get(i, j), within(1e-14 * size));
                assertThat(one.ntk().get(i, j))
                        .as("(%d, %d)", i, j)
                        .isCloseTo(all.ntk().get(i, j), within(1e-14 * size));
            }
        }
        assertThat(one.ntk().get(200, 3)).isCloseTo(own.get(200, 200), within(1e-14 * own.get(200, 200)));
    }

    /** Directions come from squares that neither overflow nor vanish. */
    @Test
    void tinyInputsHaveDirections() {
        DMatrixRMaj x = Matrices.scaled(1e-170, Matrices.inputs(3, 5, 4));
        DMatrixRMaj unit = directions(x);
        DMatrixRMaj expected = directions(Matrices.scaled(1e170, x));
        assertThat(Matrices.distance(unit, expected)).isLessThan(1e-15);
    }

    @Test
    void oneKernelAloneIsThatOfBoth() {
        DMatrixRMaj x = inputs();
        DenseNtk kernel = DenseNtk.of(KernelOptions.of(Activation.named("relu"), 2));
        KernelPair both = kernel.kernel(x);
        DMatrixRMaj ntk = new DMatrixRMaj(N, N);
        kernel.compute(x, KernelSinks.ofNtk(KernelSink.into(ntk)), Execution.of(2));
        Matrices.assertSameBits(ntk, both.ntk());
        DMatrixRMaj nngp = new DMatrixRMaj(N, N);
        kernel.compute(x, new KernelSinks(KernelSink.into(nngp), KernelSink.NONE), Execution.of(2));
        Matrices.assertSameBits(nngp, both.nngp());
    }
}
