package org.widelimit.validation.widths;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;

/**
 * What was found; numbers and names alone, so that it can be written as JSON.
 *
 * @param data name of the data set that the pruner saw
 * @param dataSha256 SHA-256 of its file, 64 hexadecimal digits
 * @param blocks K of the estimator
 * @param sorting of the estimator, {@code in-sample} or {@code held-out}
 * @param layers those between hidden layers, from the input on
 */
@JsonPropertyOrder({
    "method",
    "data",
    "dataSha256",
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
        String data,
        String dataSha256,
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
