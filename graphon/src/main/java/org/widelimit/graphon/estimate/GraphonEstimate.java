package org.widelimit.graphon.estimate;

import java.util.Objects;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.graphon.StepGraphon;

/**
 * An estimated graphon and how it came about.
 *
 * @param graphon the estimate, its units ordered by strength
 * @param rowBlocks row block of the graphon for each row of the mask; not to be changed
 * @param columnBlocks column block of the graphon for each column of the mask; not to be changed
 * @param bandwidth what was chosen: for a histogram the mean share of an axis that a block holds, (1 / K_rows + 1 /
 *     K_columns) / 2; for neighbourhood smoothing the same of a neighbourhood; for singular value thresholding the
 *     threshold
 * @param why what was chosen and why, one sentence with the numbers
 */
public record GraphonEstimate(StepGraphon graphon, int[] rowBlocks, int[] columnBlocks, double bandwidth, String why) {

    public GraphonEstimate {
        Objects.requireNonNull(graphon, "graphon");
        Objects.requireNonNull(why, "why");
    }

    /** The estimated probabilities of the mask's own entries, P_ij = W(block of row i, block of column j). */
    public DMatrixRMaj probabilities() {
        DMatrixRMaj density = graphon.density();
        DMatrixRMaj fitted = new DMatrixRMaj(rowBlocks.length, columnBlocks.length);
        for (int i = 0; i < rowBlocks.length; i++) {
            int from = rowBlocks[i] * density.numCols;
            int to = i * columnBlocks.length;
            for (int j = 0; j < columnBlocks.length; j++) {
                fitted.data[to + j] = density.data[from + columnBlocks[j]];
            }
        }
        return fitted;
    }
}
