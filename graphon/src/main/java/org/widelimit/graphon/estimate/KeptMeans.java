package org.widelimit.graphon.estimate;

import java.util.Arrays;
import org.widelimit.graphon.EntryPredicate;
import org.widelimit.graphon.Mask;

/**
 * Means of mask entries along rows and columns, over the positions that count, weighted by a value of the other unit.
 */
final class KeptMeans {

    private KeptMeans() {}

    /** For each row i: sum_j m_ij x_j / (number of positions of the row), or 0 where no position counts. */
    static double[] ofRows(Mask mask, EntryPredicate counted, double[] x) {
        double[] means = new double[mask.rows()];
        for (int i = 0; i < means.length; i++) {
            double sum = 0;
            int positions = 0;
            for (int j = 0; j < mask.columns(); j++) {
                if (counted.test(i, j)) {
                    positions++;
                    sum += mask.kept(i, j) ? x[j] : 0;
                }
            }
            means[i] = sum / Math.max(positions, 1);
        }
        return means;
    }

    /** For each column j: sum_i m_ij y_i / (number of positions of the column), or 0 where no position counts. */
    static double[] ofColumns(Mask mask, EntryPredicate counted, double[] y) {
        double[] means = new double[mask.columns()];
        int[] positions = new int[mask.columns()];
        for (int i = 0; i < mask.rows(); i++) {
            for (int j = 0; j < means.length; j++) {
                if (counted.test(i, j)) {
                    positions[j]++;
                    means[j] += mask.kept(i, j) ? y[i] : 0;
                }
            }
        }
        for (int j = 0; j < means.length; j++) {
            means[j] /= Math.max(positions[j], 1);
        }
        return means;
    }

    static double[] ones(int count) {
        double[] ones = new double[count];
        Arrays.fill(ones, 1);
        return ones;
    }
}
