package org.widelimit.networks.pruning;

import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.widelimit.networks.Loss;
import org.widelimit.networks.SoftmaxCrossEntropy;
import org.widelimit.networks.data.Dataset;

/**
 * What SNIP and GraSP look at: the data in batches, and a loss that is a mean over a batch.
 *
 * @param batches in order; empty for pruners that need no data
 * @param loss of the network's outputs against the targets
 */
public record PruningData(List<Batch> batches, Loss loss) {
    public PruningData {
        batches = List.copyOf(batches);
    }

    /**
     * One batch.
     *
     * @param inputs (n, inputs)
     * @param targets (n, outputs)
     */
    public record Batch(DMatrixRMaj inputs, DMatrixRMaj targets) {
        public Batch {
            if (inputs.numRows != targets.numRows || inputs.numRows == 0) {
                throw new IllegalArgumentException("expected as many targets as inputs, and at least one, found "
                        + targets.numRows + " and " + inputs.numRows);
            }
        }
    }

    /** No data: enough for Random, Magnitude and SynFlow. */
    public static PruningData none() {
        return new PruningData(List.of(), new SoftmaxCrossEntropy());
    }

    /**
     * Inputs and targets in batches of consecutive rows; the last may be smaller.
     *
     * @param x (n, inputs)
     * @param y (n, outputs)
     * @param batchSize rows per batch, at least 1
     */
    public static PruningData of(DMatrixRMaj x, DMatrixRMaj y, Loss loss, int batchSize) {
        if (batchSize < 1) {
            throw new IllegalArgumentException("expected a batch size >= 1, found " + batchSize);
        }
        List<Batch> batches = new ArrayList<>();
        for (int from = 0; from < x.numRows; from += batchSize) {
            int to = Math.min(from + batchSize, x.numRows);
            batches.add(new Batch(rows(x, from, to), rows(y, from, to)));
        }
        return new PruningData(batches, loss);
    }

    /** A data set with one-hot targets and cross-entropy. */
    public static PruningData of(Dataset dataset, int batchSize) {
        return of(dataset.inputs(), dataset.oneHot(), new SoftmaxCrossEntropy(), batchSize);
    }

    private static DMatrixRMaj rows(DMatrixRMaj a, int from, int to) {
        return CommonOps_DDRM.extract(a, from, to, 0, a.numCols);
    }
}
