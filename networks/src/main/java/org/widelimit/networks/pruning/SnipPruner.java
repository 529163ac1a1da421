package org.widelimit.networks.pruning;

import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.networks.Mlp;
import org.widelimit.networks.Trace;

/**
 * {@code score = |dL/dm| = |g o w|}, normalised to sum 1 over all prunable weights; gradients are summed over the batches.
 *
 * <p>N. Lee, T. Ajanthan and P. Torr, SNIP, arXiv 1810.02340, eq. 6. Where all gradients vanish the scores stay zero.
 */
public record SnipPruner() implements Pruner {
    @Override
    public String name() {
        return "snip";
    }

    @Override
    public List<DMatrixRMaj> scores(ScoringTask task) {
        Mlp network = task.network();
        Sums sums = new Sums(task.layers());
        for (PruningData.Batch batch : Sums.batches(this, task)) {
            Trace trace = network.forwardTrace(batch.inputs());
            sums.add(network.maskGradients(trace, task.data().loss().gradient(trace.outputs(), batch.targets())));
        }
        List<DMatrixRMaj> scores = new ArrayList<>(sums.matrices());
        double total = 0;
        for (int s = 0; s < scores.size(); s++) {
            DMatrixRMaj score = scores.get(s);
            task.applyMask(task.layers().get(s), score);
            for (int k = 0; k < score.getNumElements(); k++) {
                score.data[k] = Math.abs(score.data[k]);
                total += score.data[k];
            }
        }
        return total > 0 ? Sums.divided(scores, total) : scores;
    }
}
