package org.widelimit.graphon;

import org.ejml.data.DMatrixRMaj;
import org.widelimit.numerics.random.RandomStream;

/**
 * Entries of a mask, up to 64 of a row at a time. Which entries are kept cannot be guessed by a processor, so they are
 * made by choices and signs and not by jumps.
 */
@FunctionalInterface
interface EntryWords {

    /** Entries {@code from .. to - 1} of row i, at most 64 and {@code from} a multiple of that: entry j is bit j - from. */
    long word(int i, int from, int to);

    /** Every entry is kept. */
    static EntryWords all() {
        return (i, from, to) -> -1L >>> (from - to);
    }

    /** The condition is asked once for each entry. */
    static EntryWords where(EntryPredicate kept) {
        return (i, from, to) -> {
            long word = 0;
            for (int j = from; j < to; j++) {
                word |= (kept.test(i, j) ? 1L : 0L) << j;
            }
            return word;
        };
    }

    /** Scores above a threshold; NaN is not. */
    static EntryWords above(double threshold, DMatrixRMaj scores) {
        double[] score = scores.data;
        int columns = scores.numCols;
        return (i, from, to) -> {
            long word = 0;
            for (int j = from; j < to; j++) {
                word |= (score[i * columns + j] > threshold ? 1L : 0L) << j;
            }
            return word;
        };
    }

    /**
     * Draws, one for each entry, that are below the probability of the entry's block. A draw is k / 2^53, as {@link
     * RandomStream#nextDouble()} has it. It is below p where k is below ceil(2^53 p): where k minus that is negative.
     *
     * @param probability of shape (row blocks, column blocks)
     * @param rowBlock block of each row
     * @param columnBlock block of each column
     */
    static EntryWords drawn(RandomStream stream, DMatrixRMaj probability, int[] rowBlock, int[] columnBlock) {
        long[] limits = new long[probability.getNumElements()];
        for (int k = 0; k < limits.length; k++) {
            limits[k] = (long) Math.ceil(probability.data[k] * 0x1.0p53);
        }
        return (i, from, to) -> {
            int row = rowBlock[i] * probability.numCols;
            long word = 0;
            for (int j = from; j < to; j++) {
                long k = stream.nextLong() >>> 11;
                word |= (k - limits[row + columnBlock[j]] >>> Long.SIZE - 1) << j;
            }
            return word;
        };
    }
}
