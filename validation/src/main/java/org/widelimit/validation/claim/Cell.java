package org.widelimit.validation.claim;

import java.util.Comparator;
import java.util.Objects;
import org.widelimit.numerics.random.RandomStreams;

/**
 * The coordinates of one measurement. With the seed they decide every bit of it.
 *
 * @param claim id of the claim
 * @param knob value of the claim's scale knob, positive: a width, an epsilon
 * @param replicate 0, 1, ...
 */
public record Cell(String claim, double knob, int replicate) {

    /** By claim, then knob, then replicate. */
    public static final Comparator<Cell> ORDER =
            Comparator.comparing(Cell::claim).thenComparingDouble(Cell::knob).thenComparingInt(Cell::replicate);

    public Cell {
        Objects.requireNonNull(claim, "claim");
        if (!(knob > 0 && knob < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("expected a positive finite knob in claim " + claim + ", found " + knob);
        }
        if (replicate < 0) {
            throw new IllegalArgumentException("expected a replicate >= 0 in claim " + claim + ", found " + replicate);
        }
    }

    /** The random streams of this cell, and of no other. The value of the knob names it, not its place in the plan. */
    RandomStreams random(long seed) {
        return RandomStreams.of(seed)
                .child("claim")
                .child(claim)
                .child("knob", Double.doubleToLongBits(knob))
                .child("replicate", replicate);
    }

    /** The random streams of this replicate at every value of the knob. */
    RandomStreams sharedRandom(long seed) {
        return RandomStreams.of(seed)
                .child("claim")
                .child(claim)
                .child("shared")
                .child("replicate", replicate);
    }

    @Override
    public String toString() {
        return claim + ", knob " + knob + ", replicate " + replicate;
    }
}
