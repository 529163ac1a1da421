package org.widelimit.graphon.cut;

import java.util.Objects;

/**
 * How hard the search for a large cut tries.
 *
 * @param exactSide a matrix whose smaller side, after rows and columns that are alike are put together, is at most
 *     this is enumerated (2^side sets, so long as that is not more than 2^32 operations); 0 to 30
 * @param starts random starts of the alternating search, at least 1
 * @param tabuStarts how many of their results are improved further, at least 0
 * @param movesPerUnit moves of one improvement, divided by the larger side, at least 0
 * @param bound how the upper end is found
 */
public record CutNormOptions(int exactSide, int starts, int tabuStarts, int movesPerUnit, Bound bound) {

    /** Exact up to 22, 16 starts, the best 8 improved by 20 moves for each row or column, semidefinite bound. */
    public static final CutNormOptions STANDARD = new CutNormOptions(22, 16, 8, 20, Bound.SEMIDEFINITE);

    /** Ways to an upper end; each holds with all rounding. */
    public enum Bound {
        /** Singular value of the centred matrix: one factorisation. For noise 1.3 to 1.7 times the truth. */
        CENTRED,
        /**
         * The better of that and the semidefinite relaxation: about ten factorisations. For noise 1.1 times the truth.
         */
        SEMIDEFINITE
    }

    public CutNormOptions {
        Objects.requireNonNull(bound, "bound");
        if (exactSide < 0 || exactSide > 30) {
            throw new IllegalArgumentException("expected an exact side from 0 to 30, found " + exactSide);
        }
        if (starts < 1 || tabuStarts < 0 || movesPerUnit < 0) {
            throw new IllegalArgumentException("expected at least 1 start, 0 tabu starts and 0 moves, found " + starts
                    + ", " + tabuStarts + " and " + movesPerUnit);
        }
    }

    /** The same with another limit of the enumeration. */
    public CutNormOptions withExactSide(int side) {
        return new CutNormOptions(side, starts, tabuStarts, movesPerUnit, bound);
    }

    /** The same with another way to the upper end. */
    public CutNormOptions withBound(Bound newBound) {
        return new CutNormOptions(exactSide, starts, tabuStarts, movesPerUnit, newBound);
    }
}
