package org.widelimit.graphon.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.widelimit.graphon.Mask;
import org.widelimit.graphon.model.NullModels;
import org.widelimit.numerics.random.RandomStream;
import org.widelimit.numerics.random.RandomStreams;

/** Counts in cells, and the errors that follow from them, against loops over all positions. */
class CellCountsTest {

    /** Masks of one shape and blocks of their units; a graph is symmetric and has the same blocks twice. */
    private record Case(List<Mask> masks, boolean graph, UnitBlocks rows, UnitBlocks columns) {

        static Case of(RandomStream stream, boolean graph) {
            int m = 2 + stream.nextInt(9);
            int n = graph ? m : 2 + stream.nextInt(80);
            List<Mask> masks = new ArrayList<>();
            for (int t = 0; t <= stream.nextInt(3); t++) {
                Mask mask = NullModels.erdosRenyi("m", m, n, 0.4, stream);
                masks.add(
                        graph
                                ? Mask.of("g", n, n, (i, j) -> i != j && mask.kept(Math.max(i, j), Math.min(i, j)))
                                : mask);
            }
            UnitBlocks rows = UnitBlocks.cut(stream.permutation(m), 1 + stream.nextInt(4));
            return new Case(masks, graph, rows, graph ? rows : UnitBlocks.cut(stream.permutation(n), 3));
        }

        CellCounts counts() {
            return CellCounts.of(masks, graph, rows, columns);
        }

        boolean counts(int i, int j) {
            return !graph || i != j;
        }

        /** Means of the cell of (i, j) over all masks, without the one position (and its mirror image) if asked. */
        double mean(int i, int j, int without) {
            double kept = 0;
            double positions = 0;
            for (int t = 0; t < masks.size(); t++) {
                for (int k = 0; k < masks.get(t).rows(); k++) {
                    for (int l = 0; l < masks.get(t).columns(); l++) {
                        boolean self = t == without && (k == i && l == j || graph && k == j && l == i);
                        if (rows.blockOfUnit()[k] == rows.blockOfUnit()[i]
                                && columns.blockOfUnit()[l] == columns.blockOfUnit()[j]
                                && counts(k, l)
                                && !self) {
                            kept += masks.get(t).kept(k, l) ? 1 : 0;
                            positions++;
                        }
                    }
                }
            }
            return positions == 0 ? density() : kept / positions;
        }

        double density() {
            double kept = 0;
            double positions = 0;
            for (Mask mask : masks) {
                for (int k = 0; k < mask.rows(); k++) {
                    for (int l = 0; l < mask.columns(); l++) {
                        kept += mask.kept(k, l) ? 1 : 0;
                        positions += counts(k, l) ? 1 : 0;
                    }
                }
            }
            return kept / positions;
        }
    }

    @Property(tries = 20)
    void meansAndErrorsAreThoseOfTheirDefinitions(@ForAll long seed, @ForAll boolean graph) {
        Case cells = Case.of(RandomStreams.of(seed).stream(), graph);
        CellCounts counts = cells.counts();
        double[] means = counts.means();
        double squared = 0;
        double leftOut = 0;
        double total = 0;
        for (int t = 0; t < cells.masks.size(); t++) {
            Mask mask = cells.masks.get(t);
            for (int i = 0; i < mask.rows(); i++) {
                for (int j = 0; j < mask.columns(); j++) {
                    if (cells.counts(i, j)) {
                        int cell = cells.rows.blockOfUnit()[i] * cells.columns.count()
                                + cells.columns.blockOfUnit()[j];
                        double entry = mask.kept(i, j) ? 1 : 0;
                        double mean = cells.mean(i, j, -1);
                        assertThat(means[cell]).isCloseTo(mean, within(1e-14));
                        squared += (entry - mean) * (entry - mean);
                        leftOut += Math.pow(entry - cells.mean(i, j, t), 2);
                        total++;
                    }
                }
            }
        }
        assertThat(counts.density()).isCloseTo(cells.density(), within(1e-14));
        assertThat(counts.total()).isEqualTo(total);
        assertThat(counts.squaredError(means)).isCloseTo(squared, within(1e-11));
        assertThat(counts.leaveOneOutError()).isCloseTo(leftOut, within(1e-11));
        assertThat(counts.graphon(cells.rows, cells.columns).density().data).isEqualTo(means);
    }

    @Property(tries = 20)
    void aFifthIsHeldOut(@ForAll long seed, @ForAll boolean graph) {
        RandomStream stream = RandomStreams.of(seed).stream();
        Case cells = Case.of(stream, graph);
        HeldOut held = HeldOut.of(cells.masks, graph, stream);
        double error = 0;
        int positions = 0;
        CellCounts rest = CellCounts.of(List.of(complement(held.held(), graph)), graph, cells.rows, cells.columns);
        for (int t = 0; t < cells.masks.size(); t++) {
            Mask mask = cells.masks.get(t);
            for (int i = 0; i < mask.rows(); i++) {
                for (int j = 0; j < mask.columns(); j++) {
                    boolean out = held.held().kept(i, j);
                    assertThat(held.training().get(t).kept(i, j)).isEqualTo(mask.kept(i, j) && !out);
                    assertThat(held.heldKept().get(t).kept(i, j)).isEqualTo(mask.kept(i, j) && out);
                    if (graph) {
                        assertThat(out).isEqualTo(held.held().kept(j, i));
                        assertThat(out && i == j).isFalse();
                    }
                    if (out) {
                        positions++;
                        error += Math.pow((mask.kept(i, j) ? 1 : 0) - trained(held, cells, rest, i, j), 2);
                    }
                }
            }
        }
        assertThat(held.error(cells.rows, cells.columns))
                .isCloseTo(positions == 0 ? 0 : error / positions, within(1e-12));
    }

    private static Mask complement(Mask held, boolean graph) {
        return Mask.of("rest", held.rows(), held.columns(), (i, j) -> !held.kept(i, j) && !(graph && i == j));
    }

    /** The mean of the training masks in the cell of (i, j), over the positions that are left. */
    private static double trained(HeldOut held, Case cells, CellCounts rest, int i, int j) {
        int cell = cells.rows.blockOfUnit()[i] * cells.columns.count()
                + cells.columns.blockOfUnit()[j];
        CellCounts kept = CellCounts.of(held.training(), cells.graph, cells.rows, cells.columns);
        double positions = (double) rest.kept()[cell] * held.training().size();
        double all = 0;
        double sum = 0;
        for (int k = 0; k < rest.kept().length; k++) {
            all += (double) rest.kept()[k] * held.training().size();
            sum += kept.kept()[k];
        }
        double density = all == 0 ? 0 : sum / all;
        return positions == 0 ? density : kept.kept()[cell] / positions;
    }

    @Test
    void aboutAFifthIsAFifth() {
        Mask mask = Mask.dense("m", 200, 200);
        HeldOut held = HeldOut.of(List.of(mask), false, RandomStreams.of(3).stream());
        // Four standard deviations.
        assertThat(held.held().density()).isCloseTo(0.2, within(4 * Math.sqrt(0.16) / 200));
    }
}
