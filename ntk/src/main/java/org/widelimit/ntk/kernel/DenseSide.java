package org.widelimit.ntk.kernel;

import org.ejml.data.DMatrixRMaj;

/**
 * A set of inputs of a dense kernel, and what is known about each of them alone.
 *
 * @param inputs X, (n, d)
 * @param marginals of all layers
 */
record DenseSide(DMatrixRMaj inputs, LayerMarginals marginals) {

    static DenseSide of(DMatrixRMaj x, KernelOptions options) {
        double[] q = new double[x.numRows];
        for (int i = 0; i < x.numRows; i++) {
            double sum = 0;
            for (int j = 0; j < x.numCols; j++) {
                double entry = x.data[i * x.numCols + j];
                sum += entry * entry;
            }
            q[i] = options.weightVariance() * sum / x.numCols + options.biasVariance();
        }
        return new DenseSide(x, LayerMarginals.of(q, options));
    }

    int size() {
        return inputs.numRows;
    }

    /** {@code x_i / |x_i|}, (n, d); a row of zeros stays one. */
    DMatrixRMaj directions() {
        int d = inputs.numCols;
        DMatrixRMaj directions = new DMatrixRMaj(inputs.numRows, d);
        for (int i = 0; i < inputs.numRows; i++) {
            double largest = 0;
            for (int k = i * d; k < (i + 1) * d; k++) {
                largest = Math.max(largest, Math.abs(inputs.data[k]));
            }
            // A power of two takes the squares away from underflow and changes no bit.
            double unit = Math.scalb(1.0, Math.max(Double.MIN_EXPONENT, Math.min(1022, Math.getExponent(largest))));
            double sum = 0;
            for (int k = i * d; k < (i + 1) * d; k++) {
                double entry = inputs.data[k] / unit;
                directions.data[k] = entry;
                sum += entry * entry;
            }
            double norm = sum > 0 ? Math.sqrt(sum) : 1;
            for (int k = i * d; k < (i + 1) * d; k++) {
                directions.data[k] /= norm;
            }
        }
        return directions;
    }
}
