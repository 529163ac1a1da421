package org.widelimit.graphon.estimate;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.graphon.Mask;

/**
 * Restores to estimated probabilities P of a layer the means of its mask M against the flows of the network that meet
 * there,
 *
 * <pre>  P := P + X X^T (M - P) Y Y^T,   span X = {1, b},   span Y = {1, a},</pre>
 *
 * with X and Y orthonormal, b the out-flows of the layer's rows and a the in-flows of its columns. Then the mean of P is
 * that of M, and so is b^T P a, which is what the layer adds to the path density.
 *
 * <p>a comes from the layers below and b from those above, so neither depends on the noise of M. Restored are at most
 * four numbers, which adds at most 4 s^2 / (m n) to the mean squared error, s^2 the mean variance of an entry.
 */
final class FlowMeans {

    /** A flow whose part beside 1 is below this share of it is constant up to rounding. */
    private static final double CONSTANT = 1e-10;

    private FlowMeans() {}

    /** In place. */
    static void restore(DMatrixRMaj p, Mask mask, double[] out, double[] in) {
        double[][] rows = basis(out);
        double[][] columns = basis(in);
        for (double[] y : columns) {
            double[] residuals = residuals(p, mask, y);
            for (double[] x : rows) {
                double coefficient = dot(x, residuals);
                for (int i = 0; i < p.numRows; i++) {
                    double factor = coefficient * x[i];
                    for (int j = 0; j < p.numCols; j++) {
                        p.data[i * p.numCols + j] += factor * y[j];
                    }
                }
            }
        }
    }

    /** (M - P) y. */
    private static double[] residuals(DMatrixRMaj p, Mask mask, double[] y) {
        double[] sums = new double[p.numRows];
        for (int i = 0; i < p.numRows; i++) {
            for (int j = 0; j < p.numCols; j++) {
                sums[i] += ((mask.kept(i, j) ? 1 : 0) - p.data[i * p.numCols + j]) * y[j];
            }
        }
        return sums;
    }

    /** Orthonormal vectors that span 1 and the flow: two, or one where the flow is constant. */
    private static double[][] basis(double[] flow) {
        int n = flow.length;
        double[] constant = new double[n];
        Arrays.fill(constant, 1 / Math.sqrt(n));
        double mean = Arrays.stream(flow).average().orElse(0);
        double[] beside = Arrays.stream(flow).map(value -> value - mean).toArray();
        double norm = Math.sqrt(dot(beside, beside));
        if (norm <= CONSTANT * Math.sqrt(dot(flow, flow))) {
            return new double[][] {constant};
        }
        Arrays.setAll(beside, i -> beside[i] / norm);
        return new double[][] {constant, beside};
    }

    private static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * y[i];
        }
        return sum;
    }
}
