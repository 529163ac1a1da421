package org.widelimit.networks.pruning;

import java.util.List;
import java.util.OptionalDouble;
import org.widelimit.graphon.Mask;
import org.widelimit.graphon.MaskChain;
import org.widelimit.networks.Mlp;

/**
 * The masks that a pruner chose, and what they were chosen from.
 *
 * @param network the network with its masks; its stored weights are those that it came with
 * @param scores of the last round, one for each prunable layer from the input on
 * @param scope over which weights a threshold was taken
 * @param rounds that were done
 */
public record PruningResult(Mlp network, List<LayerScores> scores, Scope scope, int rounds) {
    public PruningResult {
        scores = List.copyOf(scores);
    }

    /** The masks of all layers, dense ones included. */
    public MaskChain masks() {
        return MaskChain.of(network.masks());
    }

    /** The one threshold of the global scope; empty for the layer-wise scope, or when nothing was to be pruned. */
    public OptionalDouble threshold() {
        return scope == Scope.GLOBAL ? scores.get(0).threshold() : OptionalDouble.empty();
    }

    /** The layers of which nothing is left: the scores collapsed there, and no signal passes. */
    public List<String> deadLayers() {
        return network.masks().stream()
                .filter(mask -> mask.keptCount() == 0)
                .map(Mask::name)
                .toList();
    }
}
