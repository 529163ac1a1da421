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
            double[] in = SynflowRun.relative(sumsAbove(magnitudes.get(l), tau, Direction.ROWS));
            double[] out = SynflowRun.relative(sumsAbove(magnitudes.get(l + 1), tau, Direction.COLUMNS));
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

    private enum Direction {
        ROWS,
        COLUMNS
    }

    private static double[] sumsAbove(DMatrixRMaj magnitude, double tau, Direction direction) {
        double[] sums = new double[direction == Direction.ROWS ? magnitude.numRows : magnitude.numCols];
        for (int i = 0; i < magnitude.numRows; i++) {
            for (int j = 0; j < magnitude.numCols; j++) {
                double w = magnitude.unsafe_get(i, j);
                if (w > tau) {
                    sums[direction == Direction.ROWS ? i : j] += w;
                }
            }
        }
        return sums;
    }
}
