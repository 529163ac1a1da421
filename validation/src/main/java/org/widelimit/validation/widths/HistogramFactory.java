package org.widelimit.validation.widths;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.widelimit.graphon.Mask;
import org.widelimit.graphon.MaskChain;
import org.widelimit.graphon.StepGraphon;
import org.widelimit.graphon.estimate.SortedHistogram;
import org.widelimit.numerics.random.RandomStreams;
import org.widelimit.validation.pruned.NullChains;
import org.widelimit.validation.pruned.PruningAtInitialisation;

/** Prunes one network and estimates the graphons of its layers and of their null models. */
final class HistogramFactory {

    private final WidthsOptions options;
    private final PruningAtInitialisation pruning;
    private final RandomStreams streams;

    HistogramFactory(WidthsOptions options, PruningAtInitialisation pruning, RandomStreams streams) {
        this.options = options;
        this.pruning = pruning;
        this.streams = streams;
    }

    /** The layers between hidden layers of the network of this width and seed, from the input on. */
    List<LayerHistograms> histograms(int width, int seed) {
        RandomStreams random = streams.child("width", width).child("seed", seed);
        MaskChain masks = pruning.prune(options.pruner(), width, random).masks();
        Map<Model, MaskChain> chains = nulls(masks, random.child("null"));
        chains.put(Model.METHOD, masks);
        Map<Model, MaskChain> twins = nulls(masks, random.child("twin"));
        List<LayerHistograms> layers = new ArrayList<>();
        for (int l = 1; l < options.hiddenLayers(); l++) {
            Mask mask = masks.layers().get(l);
            layers.add(new LayerHistograms(
                    width,
                    seed,
                    mask.name(),
                    mask.density(),
                    estimates(chains, l, random.child("split")),
                    estimates(twins, l, random.child("twin split"))));
        }
        return layers;
    }

    private static Map<Model, MaskChain> nulls(MaskChain masks, RandomStreams random) {
        Map<Model, MaskChain> chains = new EnumMap<>(Model.class);
        chains.put(Model.ERDOS_RENYI, NullChains.erdosRenyi(masks, random.child("erdos-renyi")));
        chains.put(Model.CONFIGURATION, NullChains.configuration(masks, random.child("configuration")));
        return chains;
    }

    private Map<Model, StepGraphon> estimates(Map<Model, MaskChain> chains, int layer, RandomStreams random) {
        Map<Model, StepGraphon> histograms = new EnumMap<>(Model.class);
        chains.forEach((model, chain) -> histograms.put(
                model,
                SortedHistogram.estimate(
                        chain.layers().get(layer), options.estimator(), random.child(model.label(), layer + 1))));
        return histograms;
    }
}
