package org.widelimit.graphon.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.widelimit.graphon.EntryPredicate;
import org.widelimit.graphon.Mask;
import org.widelimit.graphon.model.NullModels;
import org.widelimit.numerics.random.RandomStream;
import org.widelimit.numerics.random.RandomStreams;

/** Means over the positions that count, entry by entry as they are defined. */
class HalfTest {

    @Property(tries = 40)
    void meansAreThoseOfTheDefinition(
            @ForAll @IntRange(min = 1, max = 30) int rows,
            @ForAll @IntRange(min = 1, max = 90) int columns,
            @ForAll long seed) {
        RandomStreams streams = RandomStreams.of(seed);
        Mask mask = NullModels.erdosRenyi("m", rows, columns, 0.4, streams.stream());
        RandomStream coins = streams.child("half").stream();
        Mask marked = Mask.of("marked", rows, columns, (i, j) -> coins.nextLong() < 0);
        Half half = Half.random(mask, streams.child("half").stream());
        assertMeans(Half.all(mask), mask, (i, j) -> true, streams);
        assertMeans(half, mask, marked::kept, streams);
        assertMeans(half.other(), mask, (i, j) -> !marked.kept(i, j), streams);
    }

    @Test
    void nothingIsLeftOfAll() {
        Half nothing = Half.all(Mask.dense("m", 2, 3)).other();
        assertThat(nothing.kept().keptCount()).isZero();
        assertThat(nothing.rowPositions()).containsExactly(0, 0);
        assertThat(nothing.columnPositions()).containsExactly(0, 0, 0);
        assertThat(KeptMeans.ofRows(nothing, KeptMeans.ones(3))).containsExactly(0, 0);
    }

    private static void assertMeans(Half half, Mask mask, EntryPredicate counted, RandomStreams streams) {
        int rows = mask.rows();
        int columns = mask.columns();
        double[] x = streams.child("x").stream().gaussians(columns);
        double[] y = streams.child("y").stream().gaussians(rows);
        double[] ofRows = KeptMeans.ofRows(half, x);
        for (int i = 0; i < rows; i++) {
            int row = i;
            assertThat(ofRows[i]).isEqualTo(mean(columns, j -> counted.test(row, j), j -> mask.kept(row, j), x));
        }
        double[] ofColumns = KeptMeans.ofColumns(half, y);
        for (int j = 0; j < columns; j++) {
            int column = j;
            assertThat(ofColumns[j]).isEqualTo(mean(rows, i -> counted.test(i, column), i -> mask.kept(i, column), y));
        }
        assertThat(KeptMeans.ofDegrees(half.kept().rowDegrees(), half.rowPositions()))
                .isEqualTo(KeptMeans.ofRows(half, KeptMeans.ones(columns)));
        assertCells(half, mask, counted, streams);
    }

    private static double mean(int count, IntPredicate counted, IntPredicate kept, double[] values) {
        double sum = 0;
        for (int k = 0; k < count; k++) {
            if (counted.test(k) && kept.test(k)) {
                sum += values[k];
            }
        }
        return sum / Math.max(1, IntStream.range(0, count).filter(counted).count());
    }

    /** Two blocks of rows by their parity, and three of columns. */
    private static void assertCells(Half half, Mask mask, EntryPredicate counted, RandomStreams streams) {
        DMatrixRMaj weights = streams.child("weights").stream().gaussianMatrix(mask.rows(), mask.columns());
        UnitBlocks rows =
                new UnitBlocks(IntStream.range(0, mask.rows()).map(i -> i % 2).toArray(), new double[] {0, 0.5, 1});
        UnitBlocks columns = new UnitBlocks(
                IntStream.range(0, mask.columns()).map(j -> j % 3).toArray(), new double[] {0, 0.3, 0.6, 1});
        CellMeans means = CellMeans.of(half, weights, rows, columns);
        for (int cell = 0; cell < 6; cell++) {
            double kept = 0;
            double squares = 0;
            int positions = 0;
            for (int i = cell / 3; i < mask.rows(); i += 2) {
                for (int j = cell % 3; j < mask.columns(); j += 3) {
                    positions += counted.test(i, j) ? 1 : 0;
                    if (counted.test(i, j) && mask.kept(i, j)) {
                        kept++;
                        squares += weights.get(i, j) * weights.get(i, j);
                    }
                }
            }
            // 0 / 0 in a cell without a position, and NaN is equal to itself as an object alone.
            assertThat(Double.valueOf(means.kept().data[cell])).isEqualTo(Double.valueOf(kept / positions));
            assertThat(Double.valueOf(means.squares().data[cell])).isEqualTo(Double.valueOf(squares / positions));
        }
        assertThat(CellMeans.of(half, null, rows, columns).squares()).isNull();
    }
}
