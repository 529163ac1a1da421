package org.widelimit.networks.pruning;

import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.networks.Mlp;
import org.widelimit.networks.Trace;

/** The SynFlow scores of a network with any activation, by back-propagation through the network of absolute parameters. */
final class SynflowByGradient {
    private SynflowByGradient() {}

    static List<DMatrixRMaj> scores(ScoringTask task) {
        Mlp positive = task.network()
                .withParameters(Arrays.stream(task.network().parameters())
                        .map(Math::abs)
                        .toArray());
        Trace trace = positive.forwardTrace(ones(1, positive.shape().inputs()));
        Sums sums = new Sums(task.layers());
        sums.add(positive.maskGradients(trace, ones(1, positive.shape().outputs())));
        for (int s = 0; s < task.layers().size(); s++) {
            DMatrixRMaj score = sums.matrices().get(s);
            task.applyMask(task.layers().get(s), score);
            for (int k = 0; k < score.getNumElements(); k++) {
                score.data[k] = Math.abs(score.data[k]);
            }
        }
        return sums.matrices();
    }

    private static DMatrixRMaj ones(int rows, int columns) {
        DMatrixRMaj a = new DMatrixRMaj(rows, columns);
        Arrays.fill(a.data, 1);
        return a;
    }
}
