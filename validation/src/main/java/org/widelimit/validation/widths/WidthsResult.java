package org.widelimit.validation.widths;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;

/**
 * What was found; numbers and names alone, so that it can be written as JSON.
 *
 * @param blocks K of the estimator
 * @param sorting of the estimator, {@code in-sample} or {@code held-out}
 * @param layers those between hidden layers, from the input on
 */
@JsonPropertyOrder({
    "method",
    "density",
    "scope",
    "rounds",
    "hiddenLayers",
    "widths",
    "seeds",
    "seed",
    "blocks",
    "sorting",
    "layers"
})
public record WidthsResult(
        String method,
        double density,
        String scope,
        int rounds,
        int hiddenLayers,
        List<Integer> widths,
        int seeds,
        long seed,
        int blocks,
        String sorting,
        List<LayerResult> layers) {

    public WidthsResult {
        widths = List.copyOf(widths);
        layers = List.copyOf(layers);
    }
}
