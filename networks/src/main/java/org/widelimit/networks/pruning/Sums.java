package org.widelimit.networks.pruning;

import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.widelimit.numerics.InputException;

/** Sums, over batches, of the matrices of the prunable layers. */
final class Sums {
    private final List<Integer> layers;
    private final List<DMatrixRMaj> matrices = new ArrayList<>();

    Sums(List<Integer> layers) {
        this.layers = layers;
    }

    /** Adds one batch's matrices; {@code all} has one for every layer of the network, and is taken over. */
    void add(List<DMatrixRMaj> all) {
        for (int s = 0; s < layers.size(); s++) {
            DMatrixRMaj term = all.get(layers.get(s) - 1);
            if (matrices.size() == s) {
                matrices.add(term);
            } else {
                CommonOps_DDRM.addEquals(matrices.get(s), term);
            }
        }
    }

    List<DMatrixRMaj> matrices() {
        return matrices;
    }

    static List<DMatrixRMaj> divided(List<DMatrixRMaj> matrices, double divisor) {
        for (DMatrixRMaj matrix : matrices) {
            CommonOps_DDRM.divide(matrix, divisor);
        }
        return matrices;
    }

    static List<PruningData.Batch> batches(Pruner pruner, ScoringTask task) {
        if (task.data().batches().isEmpty()) {
            throw new InputException("expected data for the method " + pruner.name() + ", found none");
        }
        return task.data().batches();
    }
}
