package org.widelimit.ntk.kernel;

import org.ejml.data.DMatrixRMaj;
import org.widelimit.numerics.linalg.Rows;
import org.widelimit.numerics.threads.RowBlocks;

/**
 * A set of inputs of a dense kernel, and what is known about each of them alone.
 *
 * @param inputs X, (n, d)
 * @param squaredNorms {@code |x_i|^2}, infinite or 0 where that over- or underflows
 * @param marginals of all layers
 */
record DenseSide(DMatrixRMaj inputs, double[] squaredNorms, LayerMarginals marginals) {

    /** Between these bounds a sum of squares has lost nothing that counts. */
    private static final double SAFE_LOW = 1e-250;

    private static final double SAFE_HIGH = 1e250;

    /**
     * @param x rows and columns, known to be there
     * @throws org.widelimit.numerics.InputException if x has an entry that is not finite, or a variance overflows
     */
    static DenseSide of(DMatrixRMaj x, KernelOptions options, Execution execution) {
        double[] squaredNorms = new double[x.numRows];
        RowBlocks.each(x.numRows, execution.threads(), (from, to) -> {
            for (int i = from; i < to; i++) {
                squaredNorms[i] = sumOfSquares(x.data, i * x.numCols, x.numCols, 1);
            }
        });
        double[] q = new double[x.numRows];
        for (int i = 0; i < x.numRows; i++) {
            if (!Double.isFinite(squaredNorms[i])) {
                Inputs.checkFinite(x, i);
            }
            q[i] = options.weightVariance() * squaredNorms[i] / x.numCols + options.biasVariance();
        }
        return new DenseSide(x, squaredNorms, LayerMarginals.of(q, options));
    }

    int size() {
        return inputs.numRows;
    }

    /** {@code x_i / |x_i|}, made when asked for; a row of zeros stays one. */
    Rows directions() {
        return new Rows(inputs.numRows, inputs.numCols, this::direction);
    }

    private void direction(int i, double[] into) {
        int d = inputs.numCols;
        double[] x = inputs.data;
        double unit = 1;
        double sum = squaredNorms[i];
        if (!(sum > SAFE_LOW && sum < SAFE_HIGH)) {
            unit = unit(i);
            sum = sumOfSquares(x, i * d, d, unit);
        }
        double inverse = 1 / unit;
        double norm = sum > 0 ? Math.sqrt(sum) : 1;
        int from = i * d;
        for (int k = 0; k < d; k++) {
            into[k] = x[from + k] * inverse / norm;
        }
    }

    /** A power of two near the largest entry of a row: it takes the squares away from underflow and overflow, and changes no bit. */
    private double unit(int row) {
        double largest = 0;
        for (int k = row * inputs.numCols; k < (row + 1) * inputs.numCols; k++) {
            largest = Math.max(largest, Math.abs(inputs.data[k]));
        }
        return Math.scalb(
                1.0, Math.max(Double.MIN_EXPONENT, Math.min(Double.MAX_EXPONENT - 1, Math.getExponent(largest))));
    }

    /** {@code sum_k (a_k / unit)^2} by four sums, because one would wait for each addition to finish. */
    static double sumOfSquares(double[] a, int from, int count, double unit) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        double inverse = 1 / unit;
        int to = from + count;
        int k = from;
        for (; k + 3 < to; k += 4) {
            s0 += square(a[k] * inverse);
            s1 += square(a[k + 1] * inverse);
            s2 += square(a[k + 2] * inverse);
            s3 += square(a[k + 3] * inverse);
        }
        for (; k < to; k++) {
            s0 += square(a[k] * inverse);
        }
        return (s0 + s1) + (s2 + s3);
    }

    private static double square(double x) {
        return x * x;
    }
}
