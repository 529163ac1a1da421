package org.widelimit.graphon.cut;

import org.ejml.data.DMatrixRMaj;

/** B = [[sg, c^T], [r, A]] and its transpose, both stored by rows. */
final class DenseSigns implements SignProblem {

    private final DMatrixRMaj b;
    private final DMatrixRMaj transposed;

    DenseSigns(DMatrixRMaj a) {
        b = new DMatrixRMaj(a.numRows + 1, a.numCols + 1);
        transposed = new DMatrixRMaj(a.numCols + 1, a.numRows + 1);
        for (int i = 0; i < a.numRows; i++) {
            for (int j = 0; j < a.numCols; j++) {
                double value = a.unsafe_get(i, j);
                b.unsafe_set(i + 1, j + 1, value);
                b.data[(i + 1) * b.numCols] += value;
                b.data[j + 1] += value;
                b.data[0] += value;
            }
        }
        for (int i = 0; i < b.numRows; i++) {
            for (int j = 0; j < b.numCols; j++) {
                transposed.unsafe_set(j, i, b.unsafe_get(i, j));
            }
        }
    }

    @Override
    public int rows() {
        return b.numRows;
    }

    @Override
    public int columns() {
        return b.numCols;
    }

    @Override
    public double[] rowFields(double[] t) {
        return product(b, t);
    }

    @Override
    public double[] columnFields(double[] s) {
        return product(transposed, s);
    }

    @Override
    public void addRow(int i, double factor, double[] target) {
        add(b, i, factor, target);
    }

    @Override
    public void addColumn(int j, double factor, double[] target) {
        add(transposed, j, factor, target);
    }

    private static void add(DMatrixRMaj lines, int index, double factor, double[] target) {
        int line = index * target.length;
        for (int k = 0; k < target.length; k++) {
            target[k] += factor * lines.data[line + k];
        }
    }

    /** M x, in four partial sums so that additions overlap. */
    static double[] product(DMatrixRMaj m, double[] x) {
        double[] y = new double[m.numRows];
        int whole = m.numCols - m.numCols % 4;
        for (int i = 0; i < y.length; i++) {
            int row = i * m.numCols;
            double s0 = 0;
            double s1 = 0;
            double s2 = 0;
            double s3 = 0;
            for (int j = 0; j < whole; j += 4) {
                s0 += m.data[row + j] * x[j];
                s1 += m.data[row + j + 1] * x[j + 1];
                s2 += m.data[row + j + 2] * x[j + 2];
                s3 += m.data[row + j + 3] * x[j + 3];
            }
            for (int j = whole; j < m.numCols; j++) {
                s0 += m.data[row + j] * x[j];
            }
            y[i] = (s0 + s1) + (s2 + s3);
        }
        return y;
    }
}
