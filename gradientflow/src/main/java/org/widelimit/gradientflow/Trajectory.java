package org.widelimit.gradientflow;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.gradientflow.FlowEvent.Occurrence;

/**
 * A solution of a flow, as far as it was followed.
 *
 * @param times the kept times, the initial one first, the last one reached at the end
 * @param states one kept state a row, shape (times, n)
 * @param drift worst drift of each invariant over all accepted steps, by name ({@link Invariant})
 * @param occurrences the events met, in order
 * @param stopReason why it ended
 * @param steps accepted steps
 * @param evaluations evaluations of the vector field
 */
public record Trajectory(
        double[] times,
        DMatrixRMaj states,
        Map<String, Double> drift,
        List<Occurrence> occurrences,
        StopReason stopReason,
        int steps,
        int evaluations) {

    /** Checks the shapes. */
    public Trajectory {
        Objects.requireNonNull(stopReason, "stopReason");
        drift = Map.copyOf(drift);
        occurrences = List.copyOf(occurrences);
        if (times.length != states.numRows || times.length == 0) {
            throw new IllegalArgumentException(
                    "expected a state for each of " + times.length + " times, found " + states.numRows);
        }
    }

    /**
     * How many states are kept.
     *
     * @return at least 1
     */
    public int size() {
        return times.length;
    }

    /**
     * One kept state.
     *
     * @param index 0-based
     * @return a copy of the row
     */
    public double[] state(int index) {
        int n = states.numCols;
        return Arrays.copyOfRange(states.data, index * n, (index + 1) * n);
    }

    /**
     * The last time reached.
     *
     * @return the time
     */
    public double finalTime() {
        return times[times.length - 1];
    }

    /**
     * The last state reached.
     *
     * @return a copy
     */
    public double[] finalState() {
        return state(times.length - 1);
    }

    /**
     * The trajectory itself, if it reached the end of its span.
     *
     * @return this
     * @throws IllegalStateException if it ended before
     */
    public Trajectory complete() {
        if (stopReason != StopReason.END_OF_SPAN) {
            throw new IllegalStateException(
                    "the integration ended early at time " + finalTime() + " after " + steps + " steps: " + stopReason);
        }
        return this;
    }
}
