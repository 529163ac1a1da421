package org.widelimit.graphon;

/** Checks of index arrays. */
final class Permutations {

    private Permutations() {}

    /** Refuses an array that does not hold each of 0..size-1 once. */
    static void require(int[] order, int size, String what) {
        if (order.length != size) {
            throw new IllegalArgumentException(
                    "expected a permutation of " + size + " " + what + ", found " + order.length + " indices");
        }
        boolean[] seen = new boolean[size];
        for (int index : order) {
            if (index < 0 || index >= size || seen[index]) {
                throw new IllegalArgumentException("expected a permutation of " + size + " " + what + ", found index "
                        + index + " out of range or twice");
            }
            seen[index] = true;
        }
    }
}
