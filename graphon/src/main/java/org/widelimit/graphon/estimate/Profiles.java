package org.widelimit.graphon.estimate;

import org.ejml.data.DMatrixRMaj;
import org.widelimit.graphon.Mask;
import org.widelimit.numerics.random.RandomStreams;

/**
 * Coordinates of the rows and of the columns of a mask without its noise ({@link LowRank}); Euclidean distances are RMS
 * differences of their probabilities.
 *
 * @param rows one row for each coordinate, one column for each row of the mask
 * @param columns likewise for each column of the mask
 */
record Profiles(DMatrixRMaj rows, DMatrixRMaj columns) {

    static Profiles of(Mask mask, boolean graph, RandomStreams streams) {
        Degrees degrees = graph ? Degrees.of(mask) : Degrees.ofLayer(mask);
        LowRank part = LowRank.of(mask, degrees, streams.stream());
        DMatrixRMaj rows = Features.ofProfiles(part.x(), part.y());
        DMatrixRMaj columns = Features.ofProfiles(part.y(), part.x());
        return new Profiles(
                Features.scaled(rows, 1 / Math.sqrt(mask.columns())),
                Features.scaled(columns, 1 / Math.sqrt(mask.rows())));
    }
}
