package org.widelimit.graphon.estimate;

import java.util.List;
import java.util.Objects;
import org.widelimit.graphon.GraphonChain;

/**
 * Estimated graphons of all layers of a network, with one partition for each unit layer.
 *
 * @param graphons in order from the input
 * @param bandwidths as in {@link GraphonEstimate}, one for each weight layer
 * @param why what was chosen and why, one sentence for each weight layer
 */
public record ChainEstimate(GraphonChain graphons, List<Double> bandwidths, List<String> why) {

    public ChainEstimate {
        Objects.requireNonNull(graphons, "graphons");
        bandwidths = List.copyOf(bandwidths);
        why = List.copyOf(why);
    }
}
