package org.widelimit.networks.pruning;

import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;

/** {@code score ~ N(0, 1)}, independent for every weight and round: a uniformly random mask of the given density. */
public record RandomPruner() implements Pruner {
    @Override
    public String name() {
        return "random";
    }

    @Override
    public List<DMatrixRMaj> scores(ScoringTask task) {
        List<DMatrixRMaj> scores = new ArrayList<>();
        for (int l : task.layers()) {
            int rows = task.network().shape().units(l);
            scores.add(task.stream().gaussianMatrix(rows, task.network().shape().fanIn(l)));
        }
        return scores;
    }
}
