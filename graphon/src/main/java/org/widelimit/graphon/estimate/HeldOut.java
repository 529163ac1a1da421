package org.widelimit.graphon.estimate;

import java.util.List;
import org.widelimit.graphon.Mask;
import org.widelimit.numerics.random.RandomStream;

/**
 * Masks of the same units without a random fifth of the positions, the same positions in each.
 *
 * @param training the masks without them
 * @param held the positions held out
 * @param heldKept those of them that are kept, in each mask
 */
record HeldOut(List<Mask> masks, boolean graph, List<Mask> training, Mask held, List<Mask> heldKept) {

    /** What {@link #error} is, as text. */
    static final String ERROR = "mean squared error on the fifth of the positions that was held out";

    private static final double SHARE = 0.2;

    static HeldOut of(List<Mask> masks, boolean graph, RandomStream random) {
        Mask first = masks.get(0);
        int n = first.columns();
        Mask drawn =
                Mask.of(first.name(), first.rows(), n, (i, j) -> random.nextDouble() < SHARE && !(graph && i == j));
        Mask held = graph ? Mask.of(first.name(), n, n, (i, j) -> i > j ? drawn.kept(i, j) : drawn.kept(j, i)) : drawn;
        Mask rest = held.complement();
        return new HeldOut(
                masks,
                graph,
                masks.stream().map(mask -> mask.and(rest)).toList(),
                held,
                masks.stream().map(mask -> mask.and(held)).toList());
    }

    /** Mean squared error on the positions held out, of cell means over the others. */
    double error(UnitBlocks rows, UnitBlocks columns) {
        CellCounts out = CellCounts.of(heldKept, held, graph, rows, columns);
        double[] means = CellCounts.of(masks, graph, rows, columns).without(out).means();
        double total = out.total();
        // A layer of a few entries may have none held out.
        return total == 0 ? 0 : out.squaredError(means) / total;
    }
}
