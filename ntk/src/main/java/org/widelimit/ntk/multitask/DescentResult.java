package org.widelimit.ntk.multitask;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;

/**
 * What a descent gave.
 *
 * @param parameters theta at the end
 * @param losses (steps + 1, k): before each step, and at the end
 * @param weights (steps, k), as chosen
 * @param backwardPasses through the shared parameters, all steps together
 */
public record DescentResult(double[] parameters, DMatrixRMaj losses, DMatrixRMaj weights, double backwardPasses) {

    /** l_i at the end. */
    public double[] finalLosses() {
        return Arrays.copyOfRange(losses.data, (losses.numRows - 1) * losses.numCols, losses.numRows * losses.numCols);
    }

    /** {@code l_i(end) / l_i(start)}. */
    public double[] remaining() {
        double[] share = finalLosses();
        for (int i = 0; i < share.length; i++) {
            share[i] /= losses.get(0, i);
        }
        return share;
    }
}
