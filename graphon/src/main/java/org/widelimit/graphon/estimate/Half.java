package org.widelimit.graphon.estimate;

import org.widelimit.graphon.EntryPredicate;
import org.widelimit.graphon.Mask;
import org.widelimit.numerics.random.RandomStream;

/** Which positions of a mask count: all, or one of two random halves. */
final class Half {

    private Half() {}

    static EntryPredicate all() {
        return (i, j) -> true;
    }

    /** Each position with probability 1/2. */
    static EntryPredicate random(int rows, int columns, RandomStream stream) {
        return Mask.of("half", rows, columns, (i, j) -> stream.nextLong() < 0)::kept;
    }

    static EntryPredicate other(EntryPredicate half) {
        return (i, j) -> !half.test(i, j);
    }
}
