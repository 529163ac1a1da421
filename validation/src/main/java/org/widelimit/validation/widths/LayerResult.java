package org.widelimit.validation.widths;

import java.util.List;

/**
 * One layer between two hidden layers, n x n.
 *
 * @param layer its name
 * @param limit what the limit is, in words
 * @param masks for each width
 * @param distances curves of labelled cut distances
 * @param histograms for each width but the largest
 */
public record LayerResult(
        String layer,
        Limit limit,
        List<MaskPoint> masks,
        List<DistanceCurve> distances,
        List<HistogramPoint> histograms) {

    public LayerResult {
        masks = List.copyOf(masks);
        distances = List.copyOf(distances);
        histograms = List.copyOf(histograms);
    }
}
