package org.widelimit.graphon.estimate;

/** Which entries a histogram estimator sorts by, and which ones it averages. */
public enum Sorting {

    /**
     * Sorts by all entries and averages the same ones. Noise in the degrees is then sorted too and shows as structure;
     * see {@link SortingNull}.
     */
    IN_SAMPLE,

    /**
     * Splits the positions (i, j) at random into two halves, sorts by the kept fractions of one half, averages the
     * other half in cells by its own counts, swaps the halves and averages the two results. The entries of a Bernoulli
     * mask in the two halves are independent, so a constant graphon is estimated without bias. (Splitting the kept
     * entries instead would not do: the two halves of a Bernoulli mask's edges are anticorrelated.)
     */
    HELD_OUT
}
