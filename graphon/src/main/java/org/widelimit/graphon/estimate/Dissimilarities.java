package org.widelimit.graphon.estimate;

import org.ejml.data.DMatrixRMaj;

/** Mean squared differences d_ij of the slices of W at units i and j. */
interface Dissimilarities {

    /** Adds d_pj to an array, for every unit j. */
    void add(int p, double[] sums);

    /** Squared Euclidean distances of the columns of a matrix. */
    static Dissimilarities ofFeatures(DMatrixRMaj features) {
        return (p, sums) -> Features.addSquaredDistances(features, p, sums);
    }
}
