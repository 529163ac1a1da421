package org.widelimit.graphon.estimate;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;

/**
 * For each unit the units nearest to it, itself among them: all within the distance of the k-th nearest.
 *
 * @param members of each unit's neighbourhood, ascending
 */
record Neighbourhoods(int[][] members) {

    /** Each unit alone. */
    static Neighbourhoods alone(int units) {
        return new Neighbourhoods(
                IntStream.range(0, units).mapToObj(i -> new int[] {i}).toArray(int[][]::new));
    }

    /**
     * Neighbourhoods by Euclidean distance.
     *
     * @param features one row for each coordinate, one column for each unit
     * @param nearest k, at least 1 and at most the number of units
     */
    static Neighbourhoods of(DMatrixRMaj features, int nearest) {
        int units = features.numCols;
        int[][] members = new int[units][];
        double[] distances = new double[units];
        double[] scratch = new double[units];
        for (int i = 0; i < units; i++) {
            Arrays.fill(distances, 0);
            Features.addSquaredDistances(features, i, distances);
            System.arraycopy(distances, 0, scratch, 0, units);
            members[i] = within(distances, kthSmallest(scratch, nearest - 1));
        }
        return new Neighbourhoods(members);
    }

    double meanSize() {
        return Arrays.stream(members).mapToInt(one -> one.length).average().orElse(0);
    }

    private static int[] within(double[] distances, double largest) {
        int[] found = new int[distances.length];
        int count = 0;
        for (int k = 0; k < distances.length; k++) {
            found[count] = k;
            count += distances[k] <= largest ? 1 : 0;
        }
        return Arrays.copyOf(found, count);
    }

    /** The entry of this rank, from 0; the array is put into another order. (Hoare, Algorithm 65: Find, 1961.) */
    static double kthSmallest(double[] values, int rank) {
        int from = 0;
        int to = values.length - 1;
        while (from < to) {
            double pivot = values[(from + to) >>> 1];
            int i = from;
            int j = to;
            while (i <= j) {
                while (values[i] < pivot) {
                    i++;
                }
                while (values[j] > pivot) {
                    j--;
                }
                if (i <= j) {
                    double swapped = values[i];
                    values[i++] = values[j];
                    values[j--] = swapped;
                }
            }
            if (rank <= j) {
                to = j;
            } else if (rank >= i) {
                from = i;
            } else {
                break;
            }
        }
        return values[rank];
    }
}
