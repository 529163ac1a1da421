package org.widelimit.graphon.estimate;

import java.util.List;
import org.widelimit.numerics.InputException;

/** How many masks of the same units an estimator takes. */
final class Replicates {

    private Replicates() {}

    static <T> T one(String estimator, List<T> masks) {
        if (masks.size() != 1) {
            throw new InputException(estimator + ": expected one mask of each layer, found " + masks.size()
                    + " (several are for " + StochasticBlockApproximation.NAME + ")");
        }
        return masks.get(0);
    }
}
