package org.widelimit.networks.training;

import org.widelimit.networks.Loss;

/**
 * How to train.
 *
 * @param optimizer the method
 * @param loss what is minimised
 * @param steps number of updates, at least 0
 * @param batchSize examples per update, at least 1; all of them, in their own order, when there are not more
 */
public record TrainingOptions(Optimizer optimizer, Loss loss, int steps, int batchSize) {
    public TrainingOptions {
        if (steps < 0 || batchSize < 1) {
            throw new IllegalArgumentException(
                    "expected steps >= 0 and a batch size >= 1, found " + steps + " and " + batchSize);
        }
    }
}
