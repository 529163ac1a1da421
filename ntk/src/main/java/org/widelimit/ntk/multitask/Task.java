package org.widelimit.ntk.multitask;

import java.util.Objects;
import org.widelimit.networks.Loss;
import org.widelimit.networks.MeanSquaredError;

/**
 * A task: some outputs of a network and what is lost on them.
 *
 * @param outputs how many, at least 1
 */
public record Task(String name, int outputs, Loss loss) {
    public Task {
        Objects.requireNonNull(name);
        Objects.requireNonNull(loss);
        if (outputs < 1) {
            throw new IllegalArgumentException("expected at least one output of task " + name + ", found " + outputs);
        }
    }

    /** One output, half the mean squared error. */
    public static Task regression(String name) {
        return new Task(name, 1, new MeanSquaredError());
    }
}
