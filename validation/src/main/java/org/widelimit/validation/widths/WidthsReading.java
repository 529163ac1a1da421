package org.widelimit.validation.widths;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.widelimit.validation.report.DataTable;
import org.widelimit.validation.report.NumberText;

/** What the numbers of a study say, in sentences made from them. */
public final class WidthsReading {

    private static final int DIGITS = 3;

    /** The distances that go to 0 if masks converge. */
    private static final List<Quantity> CONVERGENCE =
            List.of(Quantity.TO_LIMIT, Quantity.TO_NEXT_WIDTH, Quantity.BETWEEN_SEEDS);

    private WidthsReading() {}

    /**
     * Sentences: what was run, and layer by layer structure against the null models at the largest width, the curve of
     * histograms, and the exponents beside those of masks without structure.
     */
    public static List<String> of(WidthsResult result) {
        List<String> sentences = new ArrayList<>();
        sentences.add(setting(result));
        for (LayerResult layer : result.layers()) {
            sentences.add(layer.layer() + ": "
                    + structure(layer, Quantity.TO_ERDOS_RENYI, Model.ERDOS_RENYI, "an Erdős–Rényi mask", "structure"));
            sentences.add(layer.layer() + ": "
                    + structure(
                            layer,
                            Quantity.TO_CONFIGURATION,
                            Model.CONFIGURATION,
                            "a random mask of the same degrees",
                            "structure beyond the degrees"));
            sentences.add(layer.layer() + ": " + histograms(result, layer));
            for (Quantity quantity : CONVERGENCE) {
                exponents(layer, quantity).ifPresent(text -> sentences.add(layer.layer() + ": " + text));
            }
        }
        return sentences;
    }

    private static String structure(LayerResult layer, Quantity quantity, Model nullModel, String other, String what) {
        DistancePoint method = last(layer, quantity, Model.METHOD);
        DistancePoint twins = last(layer, quantity, nullModel);
        return "at width " + method.width() + " the distance to " + other + " is " + number(method.lower())
                + ", between two of these " + number(twins.lower()) + ": " + verdict(method, twins, what) + ".";
    }

    private static String verdict(DistancePoint method, DistancePoint twins, String what) {
        if (method.intervalLower() == null || twins.intervalUpper() == null) {
            return "one seed cannot tell whether there is " + what;
        }
        return method.intervalLower() > twins.intervalUpper() ? what : "no " + what + " that this estimator sees";
    }

    private static DistancePoint last(LayerResult layer, Quantity quantity, Model model) {
        List<DistancePoint> points = find(layer, quantity, model).orElseThrow().points();
        return points.get(points.size() - 1);
    }

    private static Optional<DistanceCurve> find(LayerResult layer, Quantity quantity, Model model) {
        return layer.distances().stream()
                .filter(curve -> curve.quantity() == quantity && curve.model() == model)
                .findFirst();
    }

    private static String histograms(WidthsResult result, LayerResult layer) {
        HistogramPoint first = layer.histograms().get(0);
        return "the mean histogram of width " + first.width() + " is " + number(first.method())
                + " from that of width " + result.widths().get(result.widths().size() - 1)
                + "; for masks without structure it is " + number(first.erdosRenyi()) + ", by formula "
                + number(first.formula()) + ".";
    }

    private static String setting(WidthsResult result) {
        return "%s on %s, density %s with %s, %d hidden layers, %s; histograms of %d blocks, %s sorting."
                .formatted(
                        result.method(),
                        result.data(),
                        number(result.density()),
                        result.scope().equals("global") ? "one threshold for all layers" : "a threshold for each layer",
                        result.hiddenLayers(),
                        result.seeds() == 1 ? "one seed" : result.seeds() + " seeds",
                        result.blocks(),
                        result.sorting());
    }

    /** Nothing where the method or masks without structure have no exponent. */
    private static Optional<String> exponents(LayerResult layer, Quantity quantity) {
        @Nullable Exponent method = exponent(layer, quantity, Model.METHOD);
        @Nullable Exponent noise = exponent(layer, quantity, Model.ERDOS_RENYI);
        if (method == null || noise == null) {
            return Optional.empty();
        }
        return Optional.of("the " + words(quantity) + " goes as a power of the width with exponent " + text(method)
                + ", that of Erdős–Rényi masks with " + text(noise) + ": " + comparison(method, noise) + ".");
    }

    private static String comparison(Exponent method, Exponent noise) {
        if (method.lower() > noise.upper()) {
            return "it falls more slowly than without structure";
        }
        return method.upper() < noise.lower()
                ? "it falls faster than without structure"
                : "the intervals overlap, so that it falls tells nothing that noise would not";
    }

    private static @Nullable Exponent exponent(LayerResult layer, Quantity quantity, Model model) {
        return find(layer, quantity, model).map(DistanceCurve::exponent).orElse(null);
    }

    private static String words(Quantity quantity) {
        return switch (quantity) {
            case TO_LIMIT -> "distance to the limit";
            case TO_NEXT_WIDTH -> "distance to the next width";
            case BETWEEN_SEEDS -> "distance between seeds";
            case TO_ERDOS_RENYI -> "distance to an Erdős–Rényi mask";
            case TO_CONFIGURATION -> "distance to a mask of the same degrees";
        };
    }

    /** The exponents of the method's distances that have one, beside those of the null models; nothing where none has. */
    public static Optional<DataTable> exponents(WidthsResult result) {
        List<List<String>> rows = new ArrayList<>();
        for (LayerResult layer : result.layers()) {
            for (Quantity quantity : CONVERGENCE) {
                if (exponent(layer, quantity, Model.METHOD) == null) {
                    continue;
                }
                List<String> row = new ArrayList<>(List.of(layer.layer() + ", " + words(quantity)));
                for (Model model : Model.values()) {
                    row.add(text(exponent(layer, quantity, model)));
                }
                rows.add(row);
            }
        }
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(new DataTable(
                        "Exponents of the width, with 95 % intervals over the seeds.",
                        List.of("distance", result.method(), "Erdős–Rényi null", "configuration null"), rows));
    }

    /** An exponent with its interval, or a dash. */
    public static String text(@Nullable Exponent exponent) {
        return exponent == null
                ? "–"
                : number(exponent.slope()) + " [" + number(exponent.lower()) + ", " + number(exponent.upper()) + "]";
    }

    /** Two seeds cannot bound an exponent: the ends of its interval are infinite. */
    private static String number(double value) {
        if (Double.isInfinite(value)) {
            return value > 0 ? "∞" : "−∞";
        }
        return NumberText.display(value, DIGITS);
    }
}
