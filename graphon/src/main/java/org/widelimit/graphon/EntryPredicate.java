package org.widelimit.graphon;

/** A condition on an entry {@code (i, j)} of a matrix, both indices counted from 0. */
@FunctionalInterface
public interface EntryPredicate {

    /**
     * Says whether the entry satisfies the condition.
     *
     * @param i row (output unit)
     * @param j column (input unit)
     */
    boolean test(int i, int j);
}
