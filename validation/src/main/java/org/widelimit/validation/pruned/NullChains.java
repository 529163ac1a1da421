package org.widelimit.validation.pruned;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.widelimit.graphon.Mask;
import org.widelimit.graphon.MaskChain;
import org.widelimit.graphon.model.NullModels;
import org.widelimit.numerics.random.RandomStream;
import org.widelimit.numerics.random.RandomStreams;

/** Null models of a whole network: each layer's masks without structure, layer by layer independent. */
public final class NullChains {

    /** Trades for each row after which the configuration model's chain has forgotten its start, as its authors found. */
    private static final int TRADES_PER_ROW = 5;

    private NullChains() {}

    /** Erdos-Renyi masks of the shapes and the densities of these layers. */
    public static MaskChain erdosRenyi(MaskChain masks, RandomStreams streams) {
        return each(
                masks,
                streams,
                (mask, stream) ->
                        NullModels.erdosRenyi(mask.name(), mask.rows(), mask.columns(), mask.density(), stream));
    }

    /** Masks that are random but for the row and column degrees of these layers. */
    public static MaskChain configuration(MaskChain masks, RandomStreams streams) {
        return each(
                masks,
                streams,
                (mask, stream) -> NullModels.configuration(mask, (long) TRADES_PER_ROW * mask.rows(), stream));
    }

    private static MaskChain each(MaskChain masks, RandomStreams streams, BiFunction<Mask, RandomStream, Mask> model) {
        List<Mask> nulls = new ArrayList<>();
        for (Mask mask : masks.layers()) {
            RandomStream stream = streams.child("layer", nulls.size() + 1).stream();
            nulls.add(model.apply(mask, stream));
        }
        return MaskChain.of(nulls);
    }
}
