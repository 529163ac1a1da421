package org.widelimit.validation.concentration;

import java.util.List;
import java.util.function.Function;
import org.widelimit.ntk.spectrum.SpectralMetrics;
import org.widelimit.numerics.stats.Interval;
import org.widelimit.numerics.stats.MeanEstimate;

/** All networks that were looked at. */
record Spectra(ConcentrationOptions options, List<String> methods, List<NetworkSpectra> networks) {

    /** Of the intervals of the section. */
    static final double LEVEL = 0.05;

    Spectra {
        methods = List.copyOf(methods);
        networks = List.copyOf(networks);
    }

    /** Which weights are behind the masks. */
    enum Weights {
        /** Drawn anew. */
        NEW,
        /** Those that pruning saw. */
        INHERITED,
        /** Those, with their signs drawn anew. */
        NEW_SIGNS;

        private SpectralMetrics of(NetworkSpectra network) {
            return switch (this) {
                case NEW -> network.masked();
                case INHERITED -> network.inherited();
                case NEW_SIGNS -> network.newSigns();
            };
        }
    }

    /** Method minus dense network of the same width: mean over networks. */
    MeanEstimate excess(InputLayer layer, String method, int width, Metric metric, Weights weights) {
        return mean(layer, method, width, s -> metric.difference(weights.of(s), s.dense()));
    }

    /** The same with weights drawn anew. */
    MeanEstimate excess(InputLayer layer, String method, int width, Metric metric) {
        return excess(layer, method, width, metric, Weights.NEW);
    }

    /** Limit minus dense limit: mean over networks, whose input layers differ. */
    MeanEstimate limitExcess(InputLayer layer, String method, int width, Metric metric) {
        return mean(layer, method, width, s -> metric.difference(s.limit(), s.denseLimit()));
    }

    SpectralMetrics denseLimit() {
        return networks.get(0).denseLimit();
    }

    private MeanEstimate mean(InputLayer layer, String method, int width, Function<NetworkSpectra, Double> difference) {
        return MeanEstimate.of(networks.stream()
                .filter(s -> s.inputLayer() == layer && s.method().equals(method) && s.width() == width)
                .mapToDouble(difference::apply)
                .toArray());
    }

    static Interval interval(MeanEstimate estimate) {
        return estimate.interval(LEVEL);
    }
}
