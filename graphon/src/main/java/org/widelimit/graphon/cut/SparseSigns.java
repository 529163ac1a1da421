package org.widelimit.graphon.cut;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;

/** B = [[sg, c^T], [r, A]] for a sparse difference A, as products alone. */
final class SparseSigns implements SignProblem, BlockAscent.Products {

    private final SparseSide byRows;
    private final SparseSide byColumns;
    private final double[] r;
    private final double[] c;
    private final double total;

    private SparseSigns(SparseSide byRows, SparseSide byColumns, double[] r, double[] c, double total) {
        this.byRows = byRows;
        this.byColumns = byColumns;
        this.r = r;
        this.c = c;
        this.total = total;
    }

    static SparseSigns of(SparseDifference a) {
        double[] r = sums(a.byRows());
        return new SparseSigns(
                a.byRows(),
                a.byColumns(),
                r,
                sums(a.byColumns()),
                Arrays.stream(r).sum());
    }

    /** At least |B|, entry by entry. */
    SparseSigns absolute() {
        return new SparseSigns(byRows.absolute(), byColumns.absolute(), sizes(r), sizes(c), Math.abs(total));
    }

    /**
     * So many operations make up an entry of a product with a vector at most. The first row's partial sums, 2 n^(1/2) +
     * 2, are fewer than those of any row of the side that is n long: 128 + n / 128 is at least 2 n^(1/2).
     */
    double chain() {
        return Math.max(byRows.chain(), byColumns.chain()) + 4;
    }

    @Override
    public int rows() {
        return r.length + 1;
    }

    @Override
    public int columns() {
        return c.length + 1;
    }

    @Override
    public void times(DMatrixRMaj x, DMatrixRMaj y) {
        bordered(byRows, r, c, x, y);
    }

    @Override
    public void transposedTimes(DMatrixRMaj x, DMatrixRMaj y) {
        bordered(byColumns, c, r, x, y);
    }

    @Override
    public double[] rowFields(double[] t) {
        DMatrixRMaj result = new DMatrixRMaj(rows(), 1);
        times(DMatrixRMaj.wrap(t.length, 1, t), result);
        return result.data;
    }

    @Override
    public double[] columnFields(double[] s) {
        DMatrixRMaj result = new DMatrixRMaj(columns(), 1);
        transposedTimes(DMatrixRMaj.wrap(s.length, 1, s), result);
        return result.data;
    }

    @Override
    public void addRow(int i, double factor, double[] target) {
        add(byRows, r, c, i, factor, target);
    }

    @Override
    public void addColumn(int j, double factor, double[] target) {
        add(byColumns, c, r, j, factor, target);
    }

    private void add(SparseSide side, double[] own, double[] other, int line, double factor, double[] target) {
        if (line == 0) {
            target[0] += factor * total;
            for (int k = 0; k < other.length; k++) {
                target[k + 1] += factor * other[k];
            }
        } else {
            target[0] += factor * own[line - 1];
            side.addRow(line - 1, factor, target, 1);
        }
    }

    /** [[sg, other^T], [own, side]] x. */
    private void bordered(SparseSide side, double[] own, double[] other, DMatrixRMaj x, DMatrixRMaj y) {
        int width = x.numCols;
        double[] inner = new double[own.length * width];
        side.times(Arrays.copyOfRange(x.data, width, x.data.length), inner, width);
        for (int k = 0; k < width; k++) {
            y.data[k] = firstRow(other, x, k);
        }
        for (int i = 0; i < own.length; i++) {
            for (int k = 0; k < width; k++) {
                y.data[(i + 1) * width + k] = inner[i * width + k] + own[i] * x.data[k];
            }
        }
    }

    /** sg x_0 + other . x, in partial sums as long as the root of their number. */
    private double firstRow(double[] other, DMatrixRMaj x, int k) {
        int chunk = (int) Math.ceil(Math.sqrt(other.length));
        double sum = total * x.data[k];
        for (int begin = 0; begin < other.length; begin += chunk) {
            double part = 0;
            for (int j = begin; j < Math.min(begin + chunk, other.length); j++) {
                part += other[j] * x.data[(j + 1) * x.numCols + k];
            }
            sum += part;
        }
        return sum;
    }

    private static double[] sums(SparseSide side) {
        double[] ones = new double[side.columns()];
        Arrays.fill(ones, 1);
        double[] sums = new double[side.rows()];
        side.times(ones, sums, 1);
        return sums;
    }

    private static double[] sizes(double[] values) {
        return Arrays.stream(values).map(Math::abs).toArray();
    }
}
