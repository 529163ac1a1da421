package org.widelimit.graphon.estimate;

import java.util.Objects;

/**
 * Options of the histogram estimators.
 *
 * @param blocks blocks on each axis, at least 1; an axis with fewer units has one block for each unit
 * @param sorting which entries are sorted by and which are averaged
 */
public record EstimatorOptions(int blocks, Sorting sorting) {

    /** 64 blocks (P1, section 4) sorted in sample. */
    public static final EstimatorOptions STANDARD = new EstimatorOptions(64, Sorting.IN_SAMPLE);

    public EstimatorOptions {
        Objects.requireNonNull(sorting, "sorting");
        if (blocks < 1) {
            throw new IllegalArgumentException("expected at least one block, found " + blocks);
        }
    }

    /** The same with another number of blocks. */
    public EstimatorOptions withBlocks(int newBlocks) {
        return new EstimatorOptions(newBlocks, sorting);
    }

    /** The same with another sorting. */
    public EstimatorOptions withSorting(Sorting newSorting) {
        return new EstimatorOptions(blocks, newSorting);
    }
}
