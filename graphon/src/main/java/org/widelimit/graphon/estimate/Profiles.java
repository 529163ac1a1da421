package org.widelimit.graphon.estimate;

import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.graphon.Mask;
import org.widelimit.numerics.random.RandomStreams;

/**
 * Coordinates of the rows and of the columns of a mask, or of the mean of several, without its noise ({@link LowRank});
 * Euclidean distances are RMS differences of their probabilities.
 *
 * @param rows one row for each coordinate, one column for each row of the mask
 * @param columns likewise for each column of the mask
 */
record Profiles(DMatrixRMaj rows, DMatrixRMaj columns) {

    static Profiles of(List<Mask> masks, boolean graph, RandomStreams streams) {
        Degrees degrees = Degrees.of(masks, graph);
        LowRank part = LowRank.of(masks, degrees, streams.stream());
        DMatrixRMaj rows = Features.ofProfiles(part.x(), part.y());
        DMatrixRMaj columns = Features.ofProfiles(part.y(), part.x());
        return new Profiles(
                Features.scaled(rows, 1 / Math.sqrt(degrees.columns())),
                Features.scaled(columns, 1 / Math.sqrt(degrees.rows())));
    }

    /** Coordinates of the neurons of each hidden layer, from both layers of weights that meet there. */
    static List<DMatrixRMaj> ofNeurons(List<List<Mask>> layers, RandomStreams streams) {
        List<Profiles> profiles = new ArrayList<>();
        for (List<Mask> masks : layers) {
            profiles.add(of(masks, false, streams.child("layer", profiles.size())));
        }
        List<DMatrixRMaj> features = new ArrayList<>();
        for (int l = 1; l < profiles.size(); l++) {
            features.add(
                    Features.stacked(profiles.get(l - 1).rows(), profiles.get(l).columns()));
        }
        return features;
    }
}
