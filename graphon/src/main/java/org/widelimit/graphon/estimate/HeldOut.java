package org.widelimit.graphon.estimate;

import java.util.List;
import org.widelimit.graphon.Mask;
import org.widelimit.numerics.random.RandomStream;

/**
 * A mask without a random fifth of its positions.
 *
 * @param held the positions held out
 * @param heldKept those of them that are kept
 */
record HeldOut(Mask mask, boolean graph, Mask training, Mask held, Mask heldKept) {

    /** What {@link #error} is, as text. */
    static final String ERROR = "mean squared error on the fifth of the positions that was held out";

    private static final double SHARE = 0.2;

    static HeldOut of(Mask mask, boolean graph, RandomStream random) {
        int n = mask.columns();
        Mask drawn = Mask.of(mask.name(), mask.rows(), n, (i, j) -> random.nextDouble() < SHARE && !(graph && i == j));
        Mask held = graph ? Mask.of(mask.name(), n, n, (i, j) -> i > j ? drawn.kept(i, j) : drawn.kept(j, i)) : drawn;
        return new HeldOut(
                mask,
                graph,
                Mask.of(mask.name(), mask.rows(), n, (i, j) -> mask.kept(i, j) && !held.kept(i, j)),
                held,
                Mask.of(mask.name(), mask.rows(), n, (i, j) -> mask.kept(i, j) && held.kept(i, j)));
    }

    /** Mean squared error on the positions held out, of cell means over the others. */
    double error(UnitBlocks rows, UnitBlocks columns) {
        CellCounts out = CellCounts.of(heldKept, held, graph, rows, columns);
        double[] means =
                CellCounts.of(List.of(mask), graph, rows, columns).without(out).means();
        return out.squaredError(means) / out.total();
    }
}
