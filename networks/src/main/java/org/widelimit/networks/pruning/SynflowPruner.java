package org.widelimit.networks.pruning;

import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.networks.Slopes;

/**
 * {@code score = |dR/dw o w|} with {@code R = 1^T f(1)} of the network whose parameters, biases included, are replaced by their
 * absolute values. No data.
 *
 * <p>H. Tanaka, D. Kunin, D. Yamins and S. Ganguli, arXiv 2006.05467, eq. 4. Without biases and with a positively homogeneous
 * activation the scores of every layer sum to R, or |R|. Where the slope for positive arguments is not negative, they are those of
 * the formula if R fits into a double, and are divided by R if it does not (deep networks); one factor for all layers changes no
 * mask. For other activations they are those of the formula, and R has to fit.
 */
public record SynflowPruner() implements Pruner {
    private static final int ROUNDS = 100;

    @Override
    public String name() {
        return "synflow";
    }

    @Override
    public int defaultRounds() {
        return ROUNDS;
    }

    @Override
    public List<DMatrixRMaj> scores(ScoringTask task) {
        return task.network()
                .options()
                .activation()
                .homogeneity()
                .map(Slopes::positive)
                // A negative slope makes activities negative, and the next layer works at the other slope.
                .filter(slope -> slope >= 0)
                .map(slope -> PathFlow.of(task.network(), slope).scores(task.layers()))
                .orElseGet(() -> SynflowByGradient.scores(task));
    }
}
