package org.widelimit.networks.pruning;

import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.networks.Mlp;
import org.widelimit.numerics.random.RandomStream;

/**
 * One round's work for a pruner.
 *
 * @param network with the masks of the rounds before
 * @param layers the prunable layers, ascending, counted from 1; the others are kept dense
 * @param data what the loss is measured on
 * @param stream this round's random numbers
 */
public record ScoringTask(Mlp network, List<Integer> layers, PruningData data, RandomStream stream) {
    public ScoringTask {
        layers = List.copyOf(layers);
    }

    /** {@code M_l o A}: zero where layer l is masked, in place. */
    void applyMask(int l, DMatrixRMaj a) {
        network.masks().get(l - 1).applyTo(a);
    }
}
