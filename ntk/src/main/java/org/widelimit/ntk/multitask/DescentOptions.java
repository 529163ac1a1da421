package org.widelimit.ntk.multitask;

import java.util.Objects;
import org.widelimit.networks.training.Optimizer;

/**
 * How to descend.
 *
 * @param steps at least 0
 * @param longestGradient a longer gradient is scaled down to this length, > 0; infinite for none
 */
public record DescentOptions(Optimizer optimizer, int steps, double longestGradient) {
    public DescentOptions {
        Objects.requireNonNull(optimizer);
        if (steps < 0 || !(longestGradient > 0)) {
            throw new IllegalArgumentException(
                    "expected steps >= 0 and a longest gradient > 0, found " + steps + " and " + longestGradient);
        }
    }

    /** Gradients as they are. */
    public static DescentOptions of(Optimizer optimizer, int steps) {
        return new DescentOptions(optimizer, steps, Double.POSITIVE_INFINITY);
    }

    /** The same with gradients cut to this length. */
    public DescentOptions clippedTo(double length) {
        return new DescentOptions(optimizer, steps, length);
    }
}
