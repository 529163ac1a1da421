package org.widelimit.networks.training;

import java.util.Arrays;
import java.util.List;
import org.widelimit.networks.Mlp;

/**
 * What training gave.
 *
 * @param network the network after the last step, with the masks it began with
 * @param losses for each step the loss of its batch before the step
 */
public record TrainingResult(Mlp network, List<Double> losses) {
    public TrainingResult {
        losses = List.copyOf(losses);
    }

    static TrainingResult of(Mlp network, double[] losses) {
        return new TrainingResult(network, Arrays.stream(losses).boxed().toList());
    }
}
