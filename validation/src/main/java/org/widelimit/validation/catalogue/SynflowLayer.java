package org.widelimit.validation.catalogue;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;

/**
 * The remaining weights of one layer, row by row.
 *
 * <p>A round looks at every weight once for the in-flow, and once for the out-flow and its score. Scores above a bound are not
 * kept: a round that cuts a thousandth of the weights selects its threshold among the few small ones.
 */
final class SynflowLayer {

    /** Shorter runs are moved faster one by one than by a call. */
    private static final int SHORT = 16;

    /** Marks a column: the sign. */
    private static final int REMOVED = Integer.MIN_VALUE;

    private final int[] starts;
    private final int columnCount;
    private final int[] columns;
    private final double[] values;
    private int[] places = new int[1024];
    private double[] scores = new double[1024];
    private int count;

    /** All weights, by their magnitudes, (out, in). */
    SynflowLayer(DMatrixRMaj magnitude) {
        columnCount = magnitude.numCols;
        starts = new int[magnitude.numRows + 1];
        columns = new int[magnitude.getNumElements()];
        values = magnitude.data.clone();
        int[] row = new int[columnCount];
        Arrays.setAll(row, j -> j);
        for (int i = 0; i < magnitude.numRows; i++) {
            System.arraycopy(row, 0, columns, i * columnCount, columnCount);
            starts[i + 1] = (i + 1) * columnCount;
        }
    }

    int rowCount() {
        return starts.length - 1;
    }

    int columnCount() {
        return columnCount;
    }

    /** Number of weights that are left. */
    int size() {
        return starts[rowCount()];
    }

    /** |W| a. */
    double[] times(double[] a) {
        double[] z = new double[rowCount()];
        for (int i = 0; i < z.length; i++) {
            double sum = 0;
            for (int k = starts[i]; k < starts[i + 1]; k++) {
                sum += values[k] * a[columns[k]];
            }
            z[i] = sum;
        }
        return z;
    }

    /** |W|^T b. */
    double[] transposeTimes(double[] b) {
        double[] g = new double[columnCount];
        for (int i = 0; i < b.length; i++) {
            for (int k = starts[i]; k < starts[i + 1]; k++) {
                g[columns[k]] += values[k] * b[i];
            }
        }
        return g;
    }

    /** |W|^T b; on the way the scores b_i |w_ij| a_j of at most {@code bound} are noted, and earlier ones forgotten. */
    double[] transposeTimes(double[] b, double[] a, double bound) {
        count = 0;
        double[] g = new double[columnCount];
        for (int i = 0; i < b.length; i++) {
            int weights = starts[i + 1] - starts[i];
            if (count + weights > places.length) {
                int length = Math.max(2 * count, count + weights);
                places = Arrays.copyOf(places, length);
                scores = Arrays.copyOf(scores, length);
            }
            count = noteRow(starts[i], starts[i + 1], b[i], a, bound, g);
        }
        return g;
    }

    /**
     * Adds one row to g, and answers with the number of scores that are noted after it. Every score is written, and stays if it is at most the
     * bound: which are cannot be guessed, so no jump depends on it.
     */
    private int noteRow(int from, int to, double flow, double[] a, double bound, double[] g) {
        int[] notedPlaces = places;
        double[] notedScores = scores;
        int noted = count;
        for (int k = from; k < to; k++) {
            int j = columns[k];
            double w = values[k];
            g[j] += w * flow;
            double score = w * (flow * a[j]);
            notedPlaces[noted] = k;
            notedScores[noted] = score;
            noted += 1 - (int) (Double.doubleToRawLongBits(bound - score) >>> (Long.SIZE - 1));
        }
        return noted;
    }

    /** The scores that were noted, in one row. */
    DMatrixRMaj noted() {
        return DMatrixRMaj.wrap(1, count, scores);
    }

    /** Removes the weights whose noted score is at most the threshold. */
    void removeUpTo(double threshold) {
        int removed = 0;
        for (int c = 0; c < count; c++) {
            places[removed] = places[c];
            removed += scores[c] <= threshold ? 1 : 0;
        }
        count = 0;
        if (removed > size() / SHORT) {
            removeMany(removed);
        } else {
            removeFew(removed);
        }
    }

    /** Removes the first so many places: the runs between them are moved. */
    private void removeFew(int removed) {
        int size = size();
        int row = 0;
        int from = 0;
        for (int c = 0; c < removed; c++) {
            int place = places[c];
            for (; starts[row] <= place; row++) {
                starts[row] -= c;
            }
            moveBack(from, place, c);
            from = place + 1;
        }
        for (; row < starts.length; row++) {
            starts[row] -= removed;
        }
        moveBack(from, size, removed);
    }

    /** Removes the first so many places: all weights are moved one by one, and the next one overwrites what is removed. */
    private void removeMany(int removed) {
        for (int c = 0; c < removed; c++) {
            columns[places[c]] |= REMOVED;
        }
        int left = 0;
        for (int i = 0; i < rowCount(); i++) {
            int from = starts[i];
            starts[i] = left;
            for (int k = from; k < starts[i + 1]; k++) {
                int column = columns[k];
                columns[left] = column;
                values[left] = values[k];
                left += 1 - (column >>> (Integer.SIZE - 1));
            }
        }
        starts[rowCount()] = left;
    }

    private void moveBack(int from, int to, int by) {
        if (by == 0) {
            return;
        }
        if (to - from >= SHORT) {
            System.arraycopy(values, from, values, from - by, to - from);
            System.arraycopy(columns, from, columns, from - by, to - from);
        } else {
            for (int k = from; k < to; k++) {
                values[k - by] = values[k];
                columns[k - by] = columns[k];
            }
        }
    }

    int[] rowDegrees() {
        int[] degrees = new int[rowCount()];
        Arrays.setAll(degrees, i -> starts[i + 1] - starts[i]);
        return degrees;
    }

    int[] columnDegrees() {
        int[] degrees = new int[columnCount];
        for (int k = 0; k < size(); k++) {
            degrees[columns[k]]++;
        }
        return degrees;
    }

    /** Zeros and ones. */
    DMatrixRMaj mask() {
        DMatrixRMaj mask = new DMatrixRMaj(rowCount(), columnCount);
        for (int i = 0; i < rowCount(); i++) {
            for (int k = starts[i]; k < starts[i + 1]; k++) {
                mask.set(i, columns[k], 1);
            }
        }
        return mask;
    }
}
