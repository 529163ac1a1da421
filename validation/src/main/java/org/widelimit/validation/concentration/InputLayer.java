package org.widelimit.validation.concentration;

import org.widelimit.networks.pruning.PruningOptions;

/** Whether the input layer takes part in pruning; all others do. */
enum InputLayer {
    DENSE,
    PRUNED;

    PruningOptions options(double density) {
        PruningOptions options = PruningOptions.of(density);
        return this == DENSE ? options.withKeepDense("first") : options;
    }
}
