package org.widelimit.graphon.estimate;

import java.util.List;
import org.widelimit.graphon.Mask;
import org.widelimit.graphon.MaskChain;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.random.RandomStreams;

/**
 * A way from 0/1 masks to graphons. Masks are rectangular, rows and columns have orders and blocks of their own.
 *
 * <p>A square mask that is symmetric with a zero diagonal is taken for the adjacency matrix of a simple graph: its
 * diagonal does not count, and its estimate is symmetric. ({@link SortedHistogramEstimator} with a fixed number of
 * blocks is the exception: it averages all positions.)
 */
public interface GraphonEstimator {

    /** As on the command line: {@code usvt}. */
    String name();

    /**
     * The graphon of masks of the same units, one or more of them.
     *
     * @param masks of one shape; unit i is the same in each
     * @param streams for what is drawn at random
     * @throws InputException if the estimator needs another number of masks
     */
    GraphonEstimate estimate(List<Mask> masks, RandomStreams streams);

    /**
     * The graphons of all layers of networks of the same units, with one order and one partition of the units for each
     * unit layer, shared by the layer that ends there and the layer that begins there. Input coordinates and outputs
     * are no exchangeable units: they keep their own order and a block each.
     *
     * @param chains of the same shapes; unit i of each layer is the same in each
     * @throws InputException if consecutive layers do not fit, or the estimator needs another number of chains
     */
    ChainEstimate estimateChain(List<MaskChain> chains, RandomStreams streams);

    /** The graphon of one mask. */
    default GraphonEstimate estimate(Mask mask, RandomStreams streams) {
        return estimate(List.of(mask), streams);
    }

    /** The graphons of one network. */
    default ChainEstimate estimateChain(MaskChain chain, RandomStreams streams) {
        return estimateChain(List.of(chain), streams);
    }
}
