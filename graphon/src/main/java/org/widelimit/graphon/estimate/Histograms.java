package org.widelimit.graphon.estimate;

import java.util.ArrayList;
import java.util.List;
import org.widelimit.graphon.GraphonChain;
import org.widelimit.graphon.Mask;
import org.widelimit.graphon.StepGraphon;

/** From groups of units to histograms, over one or more masks of the same units. */
final class Histograms {

    private Histograms() {}

    /** The blocks of each axis in the order of their strength, the mean of their entries. */
    static GraphonEstimate single(List<Mask> masks, boolean graph, int[] rowGroups, int[] columnGroups, String why) {
        UnitBlocks rows = byStrength(rowGroups, List.of(rowStrengths(masks)));
        UnitBlocks columns = graph ? rows : byStrength(columnGroups, List.of(columnStrengths(masks)));
        StepGraphon graphon = CellCounts.of(masks, graph, rows, columns).graphon(rows, columns);
        double bandwidth = SortedHistogramEstimator.bandwidth(rows.count(), columns.count());
        return new GraphonEstimate(graphon, rows.blockOfUnit(), columns.blockOfUnit(), bandwidth, why);
    }

    /**
     * The same for a chain; neurons by the sum of their two strengths.
     *
     * @param layers for each weight layer its masks
     * @param groups for each layer of neurons
     */
    static ChainEstimate chain(List<List<Mask>> layers, List<int[]> groups, String why) {
        List<UnitBlocks> units = units(layers, groups);
        List<StepGraphon> graphons = new ArrayList<>();
        List<Double> bandwidths = new ArrayList<>();
        List<String> reasons = new ArrayList<>();
        for (int l = 0; l < layers.size(); l++) {
            UnitBlocks rows = units.get(l + 1);
            UnitBlocks columns = units.get(l);
            graphons.add(CellCounts.of(layers.get(l), false, rows, columns).graphon(rows, columns));
            bandwidths.add(SortedHistogramEstimator.bandwidth(rows.count(), columns.count()));
            reasons.add(why);
        }
        return new ChainEstimate(GraphonChain.of(graphons), bandwidths, reasons);
    }

    /** Blocks of the unit layers 0 to L + 1. */
    static List<UnitBlocks> units(List<List<Mask>> layers, List<int[]> groups) {
        List<UnitBlocks> units = new ArrayList<>();
        units.add(UnitBlocks.single(layers.get(0).get(0).columns()));
        for (int l = 1; l < layers.size(); l++) {
            units.add(byStrength(
                    groups.get(l - 1), List.of(rowStrengths(layers.get(l - 1)), columnStrengths(layers.get(l)))));
        }
        units.add(UnitBlocks.single(layers.get(layers.size() - 1).get(0).rows()));
        return units;
    }

    private static double[] rowStrengths(List<Mask> masks) {
        double[] strengths = new double[masks.get(0).rows()];
        for (Mask mask : masks) {
            addShares(mask.rowDegrees(), mask.columns(), strengths);
        }
        return strengths;
    }

    private static double[] columnStrengths(List<Mask> masks) {
        double[] strengths = new double[masks.get(0).columns()];
        for (Mask mask : masks) {
            addShares(mask.columnDegrees(), mask.rows(), strengths);
        }
        return strengths;
    }

    private static void addShares(int[] degrees, int length, double[] strengths) {
        for (int i = 0; i < degrees.length; i++) {
            strengths[i] += (double) degrees[i] / length;
        }
    }

    private static UnitBlocks byStrength(int[] groups, List<double[]> strengths) {
        UnitBlocks unordered = UnitBlocks.ofGroups(groups);
        int[] sizes = unordered.sizes();
        double[] means = new double[sizes.length];
        for (double[] own : strengths) {
            for (int i = 0; i < groups.length; i++) {
                means[groups[i]] += own[i] / sizes[groups[i]];
            }
        }
        int[] order = UnitBlocks.ascending(means, means);
        int[] place = new int[order.length];
        for (int k = 0; k < order.length; k++) {
            place[order[k]] = k;
        }
        int[] renamed = new int[groups.length];
        for (int i = 0; i < groups.length; i++) {
            renamed[i] = place[groups[i]];
        }
        return UnitBlocks.ofGroups(renamed);
    }
}
