package org.widelimit.graphon.estimate;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.widelimit.numerics.random.RandomStream;

/**
 * Groups of units by pivots: the next unit that has no group is a pivot, and all units without a group whose
 * dissimilarity from it is at most a threshold join it (Airoldi, Costa and Chan, 2013, algorithm 1). Units come in a
 * random order; of equal ones all join.
 */
final class PivotGroups {

    /** Pivots whose dissimilarities make the scale of thresholds. */
    private static final int SCALE_PIVOTS = 16;

    private final int units;
    private final List<Dissimilarities> dissimilarities;
    private final int[] order;
    private final Map<Integer, double[]> rows = new HashMap<>();

    /**
     * @param dissimilarities of the same units; they add up
     */
    PivotGroups(int units, List<Dissimilarities> dissimilarities, RandomStream random) {
        this.units = units;
        this.dissimilarities = dissimilarities;
        this.order = random.permutation(units);
    }

    /** The groups at a threshold, numbers from 0 without gaps. */
    int[] at(double threshold) {
        int[] group = new int[units];
        Arrays.fill(group, -1);
        int next = 0;
        for (int pivot : order) {
            if (group[pivot] < 0) {
                double[] from = row(pivot);
                group[pivot] = next;
                for (int j = 0; j < units; j++) {
                    if (group[j] < 0 && from[j] <= threshold) {
                        group[j] = next;
                    }
                }
                next++;
            }
        }
        return group;
    }

    /** Dissimilarities of some pivots from all other units, ascending. */
    double[] scale() {
        int pivots = Math.min(SCALE_PIVOTS, units);
        double[] all = new double[pivots * (units - 1)];
        int count = 0;
        for (int k = 0; k < pivots; k++) {
            double[] from = row(order[k]);
            for (int j = 0; j < units; j++) {
                if (j != order[k]) {
                    all[count++] = from[j];
                }
            }
        }
        Arrays.sort(all);
        return all;
    }

    private double[] row(int pivot) {
        return rows.computeIfAbsent(pivot, p -> {
            double[] row = new double[units];
            dissimilarities.forEach(one -> one.add(p, row));
            return row;
        });
    }
}
