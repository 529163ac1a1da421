package org.widelimit.validation.catalogue;

import java.util.List;
import org.ejml.data.DMatrixRMaj;

/**
 * How much the units' flows followed each other in one round of SynFlow: the slope g in alpha_t = xi_t + g beta_(t-1) and beta_t = eta_t +
 * g alpha_(t-1) ({@link SynflowResponse}), by least squares through the origin over all hidden units. xi and eta are known: sums of the
 * original weights above the common threshold.
 */
final class SynflowGain {

    private double products;
    private double squares;

    private SynflowGain() {}

    /**
     * The slope, with a bias of order 1/n.
     *
     * @param magnitudes of the original weights, (n, n) each
     * @param tau threshold of the density after the round
     * @param before hidden units before the round
     * @param after hidden units after it
     */
    static double of(
            List<DMatrixRMaj> magnitudes, double tau, List<SynflowRun.Units> before, List<SynflowRun.Units> after) {
        SynflowGain gain = new SynflowGain();
        for (int l = 0; l < after.size(); l++) {
            double[] in = SynflowRun.relative(rowSumsAbove(magnitudes.get(l), tau));
            double[] out = SynflowRun.relative(columnSumsAbove(magnitudes.get(l + 1), tau));
            gain.add(after.get(l).inFlow(), in, before.get(l).outFlow());
            gain.add(after.get(l).outFlow(), out, before.get(l).inFlow());
        }
        return gain.products / gain.squares;
    }

    private void add(double[] flow, double[] own, double[] opposite) {
        double[] response = SynflowRun.relative(flow);
        double[] cause = SynflowRun.relative(opposite);
        for (int i = 0; i < own.length; i++) {
            products += (response[i] - own[i]) * (cause[i] - 1);
            squares += (cause[i] - 1) * (cause[i] - 1);
        }
    }

    /** sum_j of the w_ij above tau. */
    private static double[] rowSumsAbove(DMatrixRMaj magnitude, double tau) {
        double[] sums = new double[magnitude.numRows];
        for (int i = 0; i < sums.length; i++) {
            int start = i * magnitude.numCols;
            double sum = 0;
            for (int j = 0; j < magnitude.numCols; j++) {
                sum += ifAbove(tau, magnitude.data[start + j]);
            }
            sums[i] = sum;
        }
        return sums;
    }

    /** sum_i of the w_ij above tau. */
    private static double[] columnSumsAbove(DMatrixRMaj magnitude, double tau) {
        double[] sums = new double[magnitude.numCols];
        for (int i = 0; i < magnitude.numRows; i++) {
            int start = i * magnitude.numCols;
            for (int j = 0; j < sums.length; j++) {
                sums[j] += ifAbove(tau, magnitude.data[start + j]);
            }
        }
        return sums;
    }

    /** w if w &gt; tau, else 0; by the sign of tau - w and not by a jump, for no processor guesses which weights they are. */
    private static double ifAbove(double tau, double w) {
        long all = Double.doubleToRawLongBits(tau - w) >> (Long.SIZE - 1);
        return Double.longBitsToDouble(Double.doubleToRawLongBits(w) & all);
    }
}
