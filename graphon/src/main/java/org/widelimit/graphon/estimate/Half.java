package org.widelimit.graphon.estimate;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.widelimit.graphon.Mask;
import org.widelimit.numerics.random.RandomStream;

/** The entries of a mask at the positions that count: all of them, or one of two random halves. */
final class Half {

    private final Mask mask;
    private final @Nullable Mask marked;
    private final Mask kept;

    private Half(Mask mask, @Nullable Mask marked) {
        this.mask = mask;
        this.marked = marked;
        this.kept = marked == null ? mask : mask.and(marked);
    }

    /** Every position counts. */
    static Half all(Mask mask) {
        return new Half(mask, null);
    }

    /** Each position counts with probability 1/2. */
    static Half random(Mask mask, RandomStream stream) {
        return new Half(mask, Mask.of("half", mask.rows(), mask.columns(), (i, j) -> stream.nextLong() < 0));
    }

    /** The positions that this one leaves out. */
    Half other() {
        Mask counted = marked == null ? Mask.dense("all", mask.rows(), mask.columns()) : marked;
        return new Half(mask, counted.complement());
    }

    /** The kept entries at the positions that count. */
    Mask kept() {
        return kept;
    }

    /** Number of positions that count in each row. */
    int[] rowPositions() {
        return marked == null ? filled(mask.rows(), mask.columns()) : marked.rowDegrees();
    }

    /** Number of positions that count in each column. */
    int[] columnPositions() {
        return marked == null ? filled(mask.columns(), mask.rows()) : marked.columnDegrees();
    }

    /** Kept entries and positions that count, in each cell of a grid. */
    CellCounts counts(UnitBlocks rows, UnitBlocks columns) {
        return marked == null
                ? CellCounts.of(List.of(mask), false, rows, columns)
                : CellCounts.of(List.of(kept), marked, false, rows, columns);
    }

    private static int[] filled(int size, int value) {
        int[] array = new int[size];
        Arrays.fill(array, value);
        return array;
    }
}
