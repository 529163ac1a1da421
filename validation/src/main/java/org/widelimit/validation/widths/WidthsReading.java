package org.widelimit.validation.widths;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.widelimit.validation.report.NumberText;

/** What the numbers of a study say, in sentences made from them. */
public final class WidthsReading {

    private static final int DIGITS = 3;

    private WidthsReading() {}

    /**
     * Sentences, layer by layer: structure against the null models at the largest width, the curve of histograms, and
     * the exponents.
     */
    public static List<String> of(WidthsResult result) {
        List<String> sentences = new ArrayList<>();
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

    /** An exponent with its interval, or a dash. */
    public static String text(@Nullable Exponent exponent) {
        return exponent == null
                ? "–"
                : number(exponent.slope()) + " [" + number(exponent.lower()) + ", " + number(exponent.upper()) + "]";
    }

    private static String number(double value) {
        return NumberText.display(value, DIGITS);
    }
}
