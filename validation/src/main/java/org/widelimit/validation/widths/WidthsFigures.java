package org.widelimit.validation.widths;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.widelimit.validation.report.Axis;
import org.widelimit.validation.report.Figure;
import org.widelimit.validation.report.Series;
import org.widelimit.validation.report.XyFigure;

/**
 * The study's figures: for each layer the curve of histograms, and each distance beside the same distance of the null
 * models.
 */
public final class WidthsFigures {

    private static final int DIGITS = 3;

    private WidthsFigures() {}

    /** All figures; ids begin with the layer's name. */
    public static List<Figure> of(WidthsResult result) {
        List<Figure> figures = new ArrayList<>();
        for (LayerResult layer : result.layers()) {
            figures.add(histograms(result, layer));
            distances(result, layer, Quantity.BETWEEN_SEEDS, "distance between seeds")
                    .ifPresent(figures::add);
            distances(result, layer, Quantity.TO_NEXT_WIDTH, "distance from each width to the next")
                    .ifPresent(figures::add);
            if (layer.limit() != Limit.UNKNOWN) {
                distances(
                                result,
                                layer,
                                Quantity.TO_LIMIT,
                                "distance to the limit, " + layer.limit().label())
                        .ifPresent(figures::add);
            }
            structure(layer).ifPresent(figures::add);
        }
        return figures;
    }

    private static XyFigure histograms(WidthsResult result, LayerResult layer) {
        List<HistogramPoint> points = layer.histograms();
        double[] widths = of(points, HistogramPoint::width);
        List<Series> series = List.of(
                Series.line(
                        name(result, Model.METHOD), Series.Role.MEASURED, widths, of(points, HistogramPoint::method)),
                Series.line(
                        name(result, Model.ERDOS_RENYI),
                        Series.Role.REFERENCE,
                        widths,
                        of(points, HistogramPoint::erdosRenyi)),
                Series.scatter(
                        name(result, Model.CONFIGURATION),
                        Series.Role.REFERENCE,
                        widths,
                        of(points, HistogramPoint::configuration)),
                Series.line(
                        "without structure, by formula",
                        Series.Role.PREDICTED,
                        widths,
                        of(points, HistogramPoint::formula)));
        return XyFigure.of(
                        layer.layer() + "-histograms",
                        layer.layer() + ": the curve of sorted histograms, with structure and without",
                        Axis.log("width"),
                        Axis.log("distance to the largest width"),
                        series)
                .withCaption("Frobenius distance of the " + result.blocks() + " × " + result.blocks()
                        + " mean histograms of a width and of width "
                        + result.widths().get(result.widths().size() - 1)
                        + ". Masks without structure have such a curve too: that it falls is no sign of a limit.");
    }

    private static double[] of(List<HistogramPoint> points, ToDoubleFunction<HistogramPoint> number) {
        return points.stream().mapToDouble(number).toArray();
    }

    private static Optional<Figure> distances(WidthsResult result, LayerResult layer, Quantity quantity, String title) {
        return figure(
                layer,
                quantity.label(),
                title,
                curve -> curve.quantity() == quantity ? name(result, curve.model()) : null);
    }

    /** The method's distance to its own null models, beside that of two draws of the null model. */
    private static Optional<Figure> structure(LayerResult layer) {
        return figure(layer, "structure", "structure, and structure beyond the degrees", curve -> {
            boolean method = curve.model() == Model.METHOD;
            return switch (curve.quantity()) {
                case TO_ERDOS_RENYI -> method ? "to an Erdős–Rényi null" : "between two of these";
                case TO_CONFIGURATION -> method ? "to a configuration null" : "between two of those";
                case BETWEEN_SEEDS, TO_NEXT_WIDTH, TO_LIMIT -> null;
            };
        });
    }

    /** @param name of a curve in this figure; null for one that does not belong there */
    private static Optional<Figure> figure(
            LayerResult layer, String id, String title, Function<DistanceCurve, @Nullable String> name) {
        List<Series> series = new ArrayList<>();
        StringBuilder exponents = new StringBuilder();
        for (DistanceCurve curve : layer.distances()) {
            String own = name.apply(curve);
            if (own != null) {
                series.add(series(own, curve));
                if (curve.exponent() != null) {
                    exponents.append(" Exponent, " + own + ": " + WidthsReading.text(curve.exponent()) + ".");
                }
            }
        }
        if (series.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(XyFigure.of(
                        layer.layer() + "-" + id,
                        layer.layer() + ": " + title,
                        Axis.log("width"),
                        Axis.log("labelled cut distance"),
                        series)
                .withCaption("Means of the lower ends of certified brackets, with 95 % intervals over the seeds."
                        + exponents));
    }

    private static Series series(String name, DistanceCurve curve) {
        double[] widths =
                curve.points().stream().mapToDouble(DistancePoint::width).toArray();
        double[] lower =
                curve.points().stream().mapToDouble(DistancePoint::lower).toArray();
        Series series = switch (curve.model()) {
            case METHOD -> Series.line(name, Series.Role.MEASURED, widths, lower);
            case ERDOS_RENYI -> Series.line(name, Series.Role.REFERENCE, widths, lower);
            case CONFIGURATION -> Series.scatter(name, Series.Role.REFERENCE, widths, lower);
        };
        return series.withIntervals(
                ends(curve, DistancePoint::intervalLower), ends(curve, DistancePoint::intervalUpper));
    }

    private static double[] ends(DistanceCurve curve, Function<DistancePoint, @Nullable Double> end) {
        return curve.points().stream()
                .mapToDouble(point -> {
                    Double value = end.apply(point);
                    return value == null ? Double.NaN : value;
                })
                .toArray();
    }

    private static String name(WidthsResult result, Model model) {
        return switch (model) {
            case METHOD -> result.method();
            case ERDOS_RENYI -> "Erdős–Rényi null";
            case CONFIGURATION -> "configuration null";
        };
    }
}
