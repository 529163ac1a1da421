package org.widelimit.graphon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.DMatrixSparseTriplet;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.random.RandomStream;
import org.widelimit.numerics.random.RandomStreams;

class MaskTest {

    @Test
    void degreesAndDeadUnitsOfASmallMask() {
        Mask mask = Mask.from("layer1", new DMatrixRMaj(new double[][] {{1, 0, 1, 0}, {0, 0, 0, 0}, {1, 0, 0, 0}}));

        assertThat(mask.rows()).isEqualTo(3);
        assertThat(mask.columns()).isEqualTo(4);
        assertThat(mask.rowDegrees()).containsExactly(2, 0, 1);
        assertThat(mask.columnDegrees()).containsExactly(2, 0, 1, 0);
        assertThat(mask.deadRows()).isEqualTo(1);
        assertThat(mask.deadColumns()).isEqualTo(2);
        assertThat(mask.keptCount()).isEqualTo(3);
        assertThat(mask.density()).isEqualTo(0.25);
    }

    /** Shapes around the 64 bits of a word, where a packed row begins, ends or is full. */
    @Property(tries = 60)
    void packedEntriesAgreeWithTheMatrix(
            @ForAll @IntRange(min = 1, max = 70) int rows,
            @ForAll @IntRange(min = 1, max = 200) int columns,
            @ForAll long seed) {
        DMatrixRMaj expected = zeroOne(rows, columns, 0.4, seed);

        Mask mask = Mask.from("m", expected);

        assertThat(mask.toMatrix().data).isEqualTo(expected.data);
        DMatrixRMaj rowSums = CommonOps_DDRM.sumRows(expected, null);
        DMatrixRMaj columnSums = CommonOps_DDRM.sumCols(expected, null);
        assertThat(Arrays.stream(mask.rowDegrees()).asDoubleStream().toArray()).isEqualTo(rowSums.data);
        assertThat(Arrays.stream(mask.columnDegrees()).asDoubleStream().toArray())
                .isEqualTo(columnSums.data);
        assertThat((double) mask.keptCount()).isEqualTo(CommonOps_DDRM.elementSum(expected));
        int[] kept = new int[columns];
        for (int i = 0; i < rows; i++) {
            int row = i;
            assertThat(Arrays.copyOf(kept, mask.keptColumns(i, kept)))
                    .isEqualTo(IntStream.range(0, columns)
                            .filter(j -> expected.get(row, j) == 1)
                            .toArray());
        }
    }

    /** Ties with the threshold, infinite scores and NaN among them. */
    @Property(tries = 60)
    void whatIsAboveAThresholdIsKept(
            @ForAll @IntRange(min = 1, max = 20) int rows,
            @ForAll @IntRange(min = 1, max = 200) int columns,
            @ForAll long seed) {
        RandomStream stream = RandomStreams.of(seed).stream();
        double[] values = {-2, -0.0, 0, 1, 1.5, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN};
        DMatrixRMaj scores = new DMatrixRMaj(rows, columns);
        Arrays.setAll(scores.data, k -> values[stream.nextInt(values.length)]);
        for (double threshold : new double[] {Double.NEGATIVE_INFINITY, -1, 0, 1, Double.POSITIVE_INFINITY}) {
            assertThat(Mask.above("m", scores, threshold))
                    .isEqualTo(Mask.of("m", rows, columns, (i, j) -> scores.get(i, j) > threshold));
        }
    }

    @Property(tries = 40)
    void intersectionAndComplementAreThoseOfTheEntries(
            @ForAll @IntRange(min = 1, max = 20) int rows,
            @ForAll @IntRange(min = 1, max = 200) int columns,
            @ForAll long seed) {
        Mask one = Mask.from("one", zeroOne(rows, columns, 0.4, seed));
        Mask other = Mask.from("other", zeroOne(rows, columns, 0.7, seed + 1));
        assertThat(one.and(other))
                .isEqualTo(Mask.of("one", rows, columns, (i, j) -> one.kept(i, j) && other.kept(i, j)));
        assertThat(one.complement()).isEqualTo(Mask.of("one", rows, columns, (i, j) -> !one.kept(i, j)));
        assertThat(Mask.dense("d", rows, columns).complement().keptCount()).isZero();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> one.and(Mask.dense("d", rows, columns + 1)))
                .withMessage("expected a mask of shape (" + rows + ", " + columns + "), found (" + rows + ", "
                        + (columns + 1) + ")");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> one.and(Mask.dense("d", rows + 1, columns)))
                .withMessageContaining("found (" + (rows + 1) + ", " + columns + ")");
    }

    @Property(tries = 60)
    void applyingAMaskIsMultiplyingByItsMatrix(
            @ForAll @IntRange(min = 1, max = 70) int rows,
            @ForAll @IntRange(min = 1, max = 200) int columns,
            @ForAll long seed) {
        DMatrixRMaj zeroOne = zeroOne(rows, columns, 0.4, seed);
        DMatrixRMaj a = RandomStreams.of(seed).child("a").stream().gaussianMatrix(rows, columns);
        DMatrixRMaj expected = new DMatrixRMaj(rows, columns);
        CommonOps_DDRM.elementMult(a, zeroOne, expected);

        Mask.from("m", zeroOne).applyTo(a);

        for (int k = 0; k < a.data.length; k++) {
            assertThat(a.data[k] == expected.data[k]).isTrue();
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Mask.from("m", zeroOne).applyTo(new DMatrixRMaj(rows, columns + 1)))
                .withMessageContaining("(" + rows + ", " + columns + ")");
    }

    @Property(tries = 30)
    void permutingMovesEntriesAndDegrees(
            @ForAll @IntRange(min = 1, max = 20) int rows,
            @ForAll @IntRange(min = 1, max = 80) int columns,
            @ForAll long seed) {
        Mask mask = Mask.from("m", zeroOne(rows, columns, 0.5, seed)).withProvenance("here");
        RandomStream stream = RandomStreams.of(seed).child("orders").stream();
        int[] p = stream.permutation(rows);
        int[] q = stream.permutation(columns);

        Mask moved = mask.permuted(p, q);

        for (int a = 0; a < rows; a++) {
            assertThat(moved.rowDegrees()[a]).isEqualTo(mask.rowDegrees()[p[a]]);
            for (int b = 0; b < columns; b++) {
                assertThat(moved.kept(a, b)).isEqualTo(mask.kept(p[a], q[b]));
            }
        }
        assertThat(moved.provenance()).isEqualTo("here");
    }

    @Test
    void aFractionalEntryIsNamed() {
        DMatrixRMaj fractional = new DMatrixRMaj(new double[][] {{1, 0}, {0, 0.5}});

        assertThatThrownBy(() -> Mask.from("fc1", fractional))
                .isInstanceOf(InputException.class)
                .hasMessage("layer \"fc1\": expected a mask that holds 0 and 1 alone, found 0.5 at entry (1, 1)");
        fractional.set(1, 1, Double.NaN);
        assertThatThrownBy(() -> Mask.from("fc1", fractional)).hasMessageContaining("found NaN at entry (1, 1)");
    }

    @Test
    void anEntryThatIsThereTwiceIsNamed() {
        DMatrixSparseTriplet entries = new DMatrixSparseTriplet(2, 90, 3);
        entries.addItem(0, 69, 1);
        entries.addItem(1, 69, 1);
        entries.addItem(1, 5, 0);
        assertThat(Mask.from("fc1", entries)).isEqualTo(Mask.of("fc1", 2, 90, (i, j) -> j == 69));
        entries.addItem(1, 69, 1);
        assertThatThrownBy(() -> Mask.from("fc1", entries))
                .isInstanceOf(InputException.class)
                .hasMessage("layer \"fc1\": expected each entry once, found (1, 69) twice");
    }

    @Test
    void graphsAreSymmetricWithNothingOnTheDiagonal() {
        assertThat(Mask.of("m", 70, 70, (i, j) -> (i + j) % 3 == 0 && i != j).isGraph())
                .isTrue();
        assertThat(Mask.of("m", 70, 70, (i, j) -> (i + j) % 3 == 0).isGraph()).isFalse();
        assertThat(Mask.of("m", 70, 70, (i, j) -> i < j).isGraph()).isFalse();
        assertThat(Mask.of("m", 3, 4, (i, j) -> false).isGraph()).isFalse();
    }

    @Test
    void misuseIsRefused() {
        Mask mask = Mask.dense("m", 2, 3);
        assertThatIllegalArgumentException().isThrownBy(() -> Mask.dense("m", 0, 3));
        assertThatIllegalArgumentException().isThrownBy(() -> mask.permuted(new int[] {0, 0}, new int[] {0, 1, 2}));
        assertThatIllegalArgumentException().isThrownBy(() -> mask.permuted(new int[] {0}, new int[] {0, 1, 2}));
        for (int[] outside : new int[][] {{0, 3}, {2, 0}, {-1, 0}, {0, -1}}) {
            assertThatThrownBy(() -> mask.kept(outside[0], outside[1])).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void equalityIsAboutNameShapeAndEntries() {
        Mask mask = Mask.dense("m", 2, 3);
        assertThat(mask)
                .isEqualTo(Mask.of("m", 2, 3, (i, j) -> true).withProvenance("elsewhere"))
                .hasSameHashCodeAs(Mask.dense("m", 2, 3))
                .isNotEqualTo(mask.renamed("n"))
                .isNotEqualTo(Mask.dense("m", 3, 2))
                .isNotEqualTo(Mask.of("m", 2, 3, (i, j) -> i > 0));
    }

    static DMatrixRMaj zeroOne(int rows, int columns, double density, long seed) {
        RandomStream stream = RandomStreams.of(seed).child("mask").stream();
        DMatrixRMaj matrix = new DMatrixRMaj(rows, columns);
        for (int k = 0; k < matrix.data.length; k++) {
            matrix.data[k] = stream.nextDouble() < density ? 1 : 0;
        }
        return matrix;
    }
}
