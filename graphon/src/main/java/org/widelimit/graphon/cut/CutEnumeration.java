package org.widelimit.graphon.cut;

import org.ejml.data.DMatrixRMaj;

/**
 * The exact maximum by going through all sets of rows. For a set S with column sums c_j the best T gives max(sum of the
 * positive c_j, minus the sum of the negative ones) = (sum |c_j| + |sum c_j|) / 2.
 *
 * <p>The sets form a tree: a child of S adds one row behind the last of S. So each set costs one addition of a row, as
 * with a Gray code, but its column sums come from at most k additions and not from 2^k, and do not drift.
 */
final class CutEnumeration {

    private final DMatrixRMaj a;
    private final double[] sums;
    private double best;
    private long bestRows;

    private CutEnumeration(DMatrixRMaj a) {
        this.a = a;
        this.sums = new double[(a.numRows + 1) * a.numCols];
    }

    /**
     * The maximum.
     *
     * @param value the largest value met, off by {@code error} at most
     * @param error 0 for a matrix whose sums are all exact
     * @param witness sets that reach it
     */
    record Maximum(double value, double error, Witness witness) {}

    /** Goes through the 2^rows sets of the rows of a. */
    static Maximum of(CutProblem problem) {
        DMatrixRMaj a = problem.a();
        CutEnumeration run = new CutEnumeration(a);
        run.visit(0, 0, 0);
        boolean[] rows = new boolean[a.numRows];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = (run.bestRows >>> i & 1) != 0;
        }
        double error = problem.isLattice()
                ? 0
                : Rounding.up(Rounding.gamma(a.numRows + a.numCols + 4.0) * problem.absoluteSum(), 2);
        return new Maximum(run.best, error, Witness.forRows(a, rows));
    }

    private void visit(int level, int firstRow, long rows) {
        int n = a.numCols;
        int parent = level * n;
        int child = parent + n;
        for (int i = firstRow; i < a.numRows; i++) {
            int row = i * n;
            double absolute = 0;
            double total = 0;
            for (int j = 0; j < n; j++) {
                double sum = sums[parent + j] + a.data[row + j];
                sums[child + j] = sum;
                absolute += Math.abs(sum);
                total += sum;
            }
            double value = (absolute + Math.abs(total)) / 2;
            long chosen = rows | 1L << i;
            if (value > best) {
                best = value;
                bestRows = chosen;
            }
            visit(level + 1, i + 1, chosen);
        }
    }
}
