package org.widelimit.gradientflow.transformer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * How far the columns (or rows) of a matrix have turned onto one line, whatever their sign and length (condensation, Definition 1 of
 * arXiv 2510.06954).
 */
public final class Condensation {
    private Condensation() {}

    /**
     * &lt;W_k, v&gt; / (|W_k| |v|) for each column W_k.
     *
     * @param w shape (d, m)
     * @param v length d, any length but zero
     * @return m cosines in [-1, 1]; NaN for a column that is zero
     */
    public static double[] columnCosines(DMatrixRMaj w, double[] v) {
        requireLength(w.numRows, v);
        double[] cosines = new double[w.numCols];
        double norm = Matrices.norm(v);
        for (int k = 0; k < w.numCols; k++) {
            double[] column = column(w, k);
            cosines[k] = clamp(Matrices.dot(column, v) / (Matrices.norm(column) * norm));
        }
        return cosines;
    }

    /**
     * The same for rows.
     *
     * @param w shape (m, d)
     * @param v length d, any length but zero
     * @return m cosines in [-1, 1]; NaN for a row that is zero
     */
    public static double[] rowCosines(DMatrixRMaj w, double[] v) {
        return columnCosines(transpose(w), v);
    }

    /**
     * The angle between each column and the line along v: atan2(|P_perp W_k|, |v . W_k| / |v|), which keeps its digits where the cosine
     * rounds to 1.
     *
     * @param w shape (d, m)
     * @param v length d, not zero
     * @return m angles in [0, pi/2]; NaN for a column that is zero
     */
    public static double[] columnAngles(DMatrixRMaj w, double[] v) {
        requireLength(w.numRows, v);
        double[] unit = Matrices.scaled(1 / Matrices.norm(v), v);
        double[] angles = new double[w.numCols];
        for (int k = 0; k < w.numCols; k++) {
            double[] column = column(w, k);
            double along = Matrices.dot(column, unit);
            double[] across = column.clone();
            for (int i = 0; i < across.length; i++) {
                across[i] -= along * unit[i];
            }
            double distance = Matrices.norm(across);
            angles[k] = along == 0 && distance == 0 ? Double.NaN : Math.atan2(distance, Math.abs(along));
        }
        return angles;
    }

    /**
     * The same for rows.
     *
     * @param w shape (m, d)
     * @param v length d, not zero
     * @return m angles in [0, pi/2]; NaN for a row that is zero
     */
    public static double[] rowAngles(DMatrixRMaj w, double[] v) {
        return columnAngles(transpose(w), v);
    }

    /**
     * The angle between two vectors, 2 atan2(|a - b|, |a + b|) of the unit vectors a and b: accurate for small angles and for nearly
     * opposite ones.
     *
     * @param x a vector
     * @param y a vector of the same length
     * @return the angle in [0, pi]; NaN if one of them is zero
     */
    public static double angle(double[] x, double[] y) {
        requireLength(x.length, y);
        double nx = Matrices.norm(x);
        double ny = Matrices.norm(y);
        double minus = 0;
        double plus = 0;
        for (int i = 0; i < x.length; i++) {
            double a = x[i] / nx;
            double b = y[i] / ny;
            minus += (a - b) * (a - b);
            plus += (a + b) * (a + b);
        }
        return 2 * Math.atan2(Math.sqrt(minus), Math.sqrt(plus));
    }

    /**
     * The number of condensed directions: the fewest lines, taken greedily, such that each row is within an angle of one of them. Rows in
     * descending order of length; a row that is further than the angle from every line so far begins a new one.
     *
     * @param w one vector a row
     * @param angle in (0, pi/2)
     * @param floor rows shorter than this share of the longest one are passed over; in [0, 1)
     * @return the number of lines; 0 for a matrix of zeros
     */
    public static int lines(DMatrixRMaj w, double angle, double floor) {
        if (!(angle > 0 && angle < Math.PI / 2) || !(floor >= 0 && floor < 1)) {
            throw new IllegalArgumentException(
                    "expected an angle in (0, pi/2) and a floor in [0, 1), found " + angle + " and " + floor);
        }
        double[][] rows = new double[w.numRows][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Arrays.copyOfRange(w.data, i * w.numCols, (i + 1) * w.numCols);
        }
        Arrays.sort(rows, Comparator.comparingDouble(row -> -Matrices.norm(row)));
        List<double[]> lines = new ArrayList<>();
        for (double[] row : rows) {
            boolean counts = Matrices.norm(row) > floor * Matrices.norm(rows[0]);
            if (counts && lines.stream().noneMatch(line -> lineAngle(line, row) <= angle)) {
                lines.add(row);
            }
        }
        return lines.size();
    }

    private static double lineAngle(double[] x, double[] y) {
        double angle = angle(x, y);
        return Math.min(angle, Math.PI - angle);
    }

    private static double clamp(double cosine) {
        return Double.isNaN(cosine) ? cosine : Math.max(-1, Math.min(1, cosine));
    }

    private static double[] column(DMatrixRMaj w, int k) {
        double[] column = new double[w.numRows];
        for (int i = 0; i < column.length; i++) {
            column[i] = w.data[i * w.numCols + k];
        }
        return column;
    }

    private static DMatrixRMaj transpose(DMatrixRMaj w) {
        return CommonOps_DDRM.transpose(w, null);
    }

    private static void requireLength(int expected, double[] v) {
        if (v.length != expected) {
            throw new IllegalArgumentException("expected a vector of length " + expected + ", found " + v.length);
        }
    }
}
