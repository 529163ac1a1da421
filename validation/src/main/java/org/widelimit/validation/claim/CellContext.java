package org.widelimit.validation.claim;

import java.util.Objects;
import org.widelimit.numerics.linalg.DenseBackend;
import org.widelimit.numerics.random.RandomStreams;

/**
 * All that a cell may depend on.
 *
 * @param seed the seed of the study
 */
public record CellContext(Cell cell, long seed, DenseBackend backend) {

    public CellContext {
        Objects.requireNonNull(cell, "cell");
        Objects.requireNonNull(backend, "backend");
    }

    /** Value of the scale knob: a width, an epsilon. */
    public double knob() {
        return cell.knob();
    }

    /**
     * Value of a knob that is a whole number: a width.
     *
     * @throws IllegalStateException if it is not one
     */
    public int size() {
        int size = (int) knob();
        if (size != knob()) {
            throw new IllegalStateException(
                    "expected a whole number as knob of claim " + cell.claim() + ", found " + knob());
        }
        return size;
    }

    /** 0, 1, ... */
    public int replicate() {
        return cell.replicate();
    }

    /** Randomness of this cell alone. */
    public RandomStreams random() {
        return cell.random(seed);
    }

    /** Randomness of this replicate, the same at every value of the knob; for claims with shared replicates. */
    public RandomStreams sharedRandom() {
        return cell.sharedRandom(seed);
    }
}
