package org.widelimit.validation.widths;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.widelimit.graphon.StepGraphon;
import org.widelimit.graphon.estimate.Sorting;

/** Distances of mean histograms to that of the largest width. */
final class HistogramCurve {

    private HistogramCurve() {}

    /** @param histograms of one layer, all widths and seeds */
    static List<HistogramPoint> of(WidthsOptions options, List<LayerHistograms> histograms) {
        int blocks = options.estimator().blocks();
        int last = options.largestWidth();
        List<HistogramPoint> points = new ArrayList<>();
        for (int width : options.widths().subList(0, options.widths().size() - 1)) {
            double density = histograms.stream()
                    .filter(one -> one.width() == width)
                    .mapToDouble(LayerHistograms::density)
                    .average()
                    .orElseThrow();
            double[] distances = Arrays.stream(Model.values())
                    .mapToDouble(
                            model -> blocks * distance(mean(histograms, width, model), mean(histograms, last, model)))
                    .toArray();
            double formula = formula(options, density, width, last);
            points.add(new HistogramPoint(width, distances[0], distances[1], distances[2], formula));
        }
        return points;
    }

    private static double formula(WidthsOptions options, double density, int width, int last) {
        int blocks = options.estimator().blocks();
        double variance = density * (1 - density);
        double sorting = options.estimator().sorting() == Sorting.HELD_OUT
                ? 0
                : Math.sqrt(2 * variance) * (1 / Math.sqrt(width) - 1 / Math.sqrt(last));
        double here = (double) Math.min(blocks, width) / width;
        double there = (double) Math.min(blocks, last) / last;
        return blocks * Math.sqrt(sorting * sorting + variance * (here * here + there * there) / options.seeds());
    }

    private static StepGraphon mean(List<LayerHistograms> histograms, int width, Model model) {
        return StepGraphon.mean(histograms.stream()
                .filter(one -> one.width() == width)
                .map(one -> one.of(model))
                .toList());
    }

    /** The L2 distance of the densities on the common partition. */
    static double distance(StepGraphon u, StepGraphon w) {
        double[] rows = union(u.rowEdges(), w.rowEdges());
        double[] columns = union(u.columnEdges(), w.columnEdges());
        double sum = 0;
        for (int a = 0; a + 1 < rows.length; a++) {
            for (int b = 0; b + 1 < columns.length; b++) {
                double difference = u.density(rows[a], columns[b]) - w.density(rows[a], columns[b]);
                sum += (rows[a + 1] - rows[a]) * (columns[b + 1] - columns[b]) * difference * difference;
            }
        }
        return Math.sqrt(sum);
    }

    private static double[] union(double[] first, double[] second) {
        double[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return Arrays.stream(all).sorted().distinct().toArray();
    }
}
