package org.widelimit.networks.pruning;

import java.util.List;
import java.util.OptionalInt;
import org.widelimit.numerics.InputException;

/**
 * How much to prune, and where.
 *
 * @param density fraction of the prunable weights to keep, in (0, 1]
 * @param scope over which weights one threshold is taken
 * @param keepDense layers that are not pruned: {@code first}, {@code last}, or names such as {@code layer2}
 * @param rounds score-and-cut rounds, at least 1; empty for the pruner's own number
 * @param schedule the densities on the way
 */
public record PruningOptions(
        double density, Scope scope, List<String> keepDense, OptionalInt rounds, Schedule schedule) {
    public PruningOptions {
        if (!(density > 0 && density <= 1)) {
            throw new InputException("expected a density in (0, 1], found " + density);
        }
        if (rounds.isPresent() && rounds.getAsInt() < 1) {
            throw new InputException("expected at least one round, found " + rounds.getAsInt());
        }
        keepDense = List.copyOf(keepDense);
    }

    /** Global scope, nothing kept dense, the pruner's own number of rounds, exponential schedule. */
    public static PruningOptions of(double density) {
        return new PruningOptions(density, Scope.GLOBAL, List.of(), OptionalInt.empty(), Schedule.EXPONENTIAL);
    }

    /** These options with another scope. */
    public PruningOptions withScope(Scope other) {
        return new PruningOptions(density, other, keepDense, rounds, schedule);
    }

    /** These options with these layers kept dense. */
    public PruningOptions withKeepDense(String... layers) {
        return new PruningOptions(density, scope, List.of(layers), rounds, schedule);
    }

    /** These options with this many rounds. */
    public PruningOptions withRounds(int count) {
        return new PruningOptions(density, scope, keepDense, OptionalInt.of(count), schedule);
    }

    /** These options with another schedule. */
    public PruningOptions withSchedule(Schedule other) {
        return new PruningOptions(density, scope, keepDense, rounds, other);
    }
}
