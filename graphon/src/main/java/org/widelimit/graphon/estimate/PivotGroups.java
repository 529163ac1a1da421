package org.widelimit.graphon.estimate;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.numerics.random.RandomStream;

/**
 * Groups of units by pivots: the next unit, in a random order, whose dissimilarity from all pivots so far is above a
 * threshold is a pivot, and each unit joins the nearest pivot, the first of equally near ones.
 *
 * <p>In Airoldi, Costa and Chan (2013), algorithm 1, a unit joins the first pivot that is near enough. The pivots are the
 * same there, but the first groups are as wide as the threshold allows and the last have what is left of others, which
 * costs squared error at the same number of groups.
 */
final class PivotGroups {

    /** Pivots whose dissimilarities make the scale of thresholds. */
    private static final int SCALE_PIVOTS = 16;

    /** Dissimilarities that are kept from one threshold to the next, 32 MiB; those of further pivots are computed again. */
    private static final long KEPT = 1L << 22;

    private final int units;
    private final DMatrixRMaj features;
    private final int[] order;
    private final Map<Integer, double[]> rows = new HashMap<>();
    private final long mostKept;

    /**
     * @param features one row for each coordinate, one column for each unit; dissimilarities are squared Euclidean
     *     distances
     */
    PivotGroups(DMatrixRMaj features, RandomStream random) {
        this(features, random, KEPT);
    }

    /** The same with room for so many dissimilarities. */
    PivotGroups(DMatrixRMaj features, RandomStream random, long mostKept) {
        this.mostKept = mostKept;
        this.units = features.numCols;
        this.features = features;
        this.order = random.permutation(units);
    }

    /** The groups at a threshold, numbers from 0 without gaps. */
    int[] at(double threshold) {
        int[] group = new int[units];
        double[] nearest = new double[units];
        Arrays.fill(nearest, Double.POSITIVE_INFINITY);
        int next = 0;
        for (int pivot : order) {
            if (nearest[pivot] > threshold) {
                double[] from = row(pivot);
                for (int j = 0; j < units; j++) {
                    if (from[j] < nearest[j]) {
                        nearest[j] = from[j];
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
        double[] kept = rows.get(pivot);
        if (kept != null) {
            return kept;
        }
        double[] row = new double[units];
        Features.addSquaredDistances(features, pivot, row);
        // The first pivots in the order are those that most thresholds have.
        if ((rows.size() + 1L) * units <= mostKept) {
            rows.put(pivot, row);
        }
        return row;
    }

    /** Pivots whose dissimilarities are kept. */
    int kept() {
        return rows.size();
    }
}
