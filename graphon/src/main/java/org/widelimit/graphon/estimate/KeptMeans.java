package org.widelimit.graphon.estimate;

import java.util.Arrays;
import org.widelimit.graphon.Mask;

/**
 * Means of mask entries along rows and columns, over the positions that count, weighted by a value of the other unit.
 */
final class KeptMeans {

    private KeptMeans() {}

    /** For each row i: sum_j m_ij x_j / (number of positions of the row), or 0 where no position counts. */
    static double[] ofRows(Half half, double[] x) {
        Mask kept = half.kept();
        double[] sums = new double[kept.rows()];
        int[] columns = new int[kept.columns()];
        for (int i = 0; i < sums.length; i++) {
            int count = kept.keptColumns(i, columns);
            for (int c = 0; c < count; c++) {
                sums[i] += x[columns[c]];
            }
        }
        return divided(sums, half.rowPositions());
    }

    /** For each column j: sum_i m_ij y_i / (number of positions of the column), or 0 where no position counts. */
    static double[] ofColumns(Half half, double[] y) {
        Mask kept = half.kept();
        double[] sums = new double[kept.columns()];
        int[] columns = new int[kept.columns()];
        for (int i = 0; i < kept.rows(); i++) {
            int count = kept.keptColumns(i, columns);
            for (int c = 0; c < count; c++) {
                sums[columns[c]] += y[i];
            }
        }
        return divided(sums, half.columnPositions());
    }

    /** Degrees over the numbers of positions, 0 where no position counts. */
    static double[] ofDegrees(int[] degrees, int[] positions) {
        return divided(Arrays.stream(degrees).asDoubleStream().toArray(), positions);
    }

    private static double[] divided(double[] sums, int[] positions) {
        for (int u = 0; u < sums.length; u++) {
            sums[u] /= Math.max(positions[u], 1);
        }
        return sums;
    }

    static double[] ones(int count) {
        double[] ones = new double[count];
        Arrays.fill(ones, 1);
        return ones;
    }
}
