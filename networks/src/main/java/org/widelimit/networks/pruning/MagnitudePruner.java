package org.widelimit.networks.pruning;

import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;

/**
 * {@code score = |w|} of the stored weight.
 *
 * <p>It depends on the parametrisation: stored entries have one variance for all layers in the NTK parametrisation, and the
 * variance {@code Vw/fan_in} in the standard one, so that a global threshold prunes layers of large fan-in more.
 */
public record MagnitudePruner() implements Pruner {
    @Override
    public String name() {
        return "magnitude";
    }

    @Override
    public List<DMatrixRMaj> scores(ScoringTask task) {
        List<DMatrixRMaj> weights = task.network().weights();
        List<DMatrixRMaj> scores = new ArrayList<>();
        for (int l : task.layers()) {
            DMatrixRMaj score = weights.get(l - 1);
            for (int k = 0; k < score.getNumElements(); k++) {
                score.data[k] = Math.abs(score.data[k]);
            }
            task.applyMask(l, score);
            scores.add(score);
        }
        return scores;
    }
}
