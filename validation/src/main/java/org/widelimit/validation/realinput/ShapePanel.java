package org.widelimit.validation.realinput;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.widelimit.ntk.spectrum.Spectrum;
import org.widelimit.validation.report.Axis;
import org.widelimit.validation.report.DataTable;
import org.widelimit.validation.report.DrawnPanel;
import org.widelimit.validation.report.Series;
import org.widelimit.validation.report.XyFigure;

/**
 * Whether the limits have the shape of the dense kernel, as path densities alone would have it, and what changes it.
 */
final class ShapePanel {

    /** How many times the error of Random's estimated limit a deviation may be before it is called one. */
    private static final double MARGIN = 2;

    private ShapePanel() {}

    static DrawnPanel of(Runs runs) {
        List<XyFigure> figures = List.of(
                figure(
                        runs,
                        "real-shape-limits-densities",
                        "Shape of the limits, V = W",
                        k -> k.newWeights().limit()),
                figure(
                        runs,
                        "real-shape-limits-moments",
                        "Shape of the limits, W and V",
                        k -> k.inherited().limit()),
                figure(
                        runs,
                        "real-shape-networks",
                        "Shape of the networks",
                        k -> k.inherited().network()));
        return DrawnPanel.of(
                "Path densities scale a kernel, and second moments shape it", text(runs), figures, table(runs));
    }

    private static String text(Runs runs) {
        // The Erdos-Renyi graphon is of rank one exactly, so this is what estimating a chain costs.
        double error = runs.top("random").kernels().newWeights().limitFromDense();
        double momentError = runs.top("random").kernels().inherited().limitFromDense();
        return "For ReLU without biases, V = W and a first layer whose graphon is of rank one, the Graphon NTK is the "
                + "dense kernel (in an input metric that the first layer sets) times the path density, whatever "
                + "the other layers' graphons are: all masks of that kind have one spectrum up to a factor. V ≠ W "
                + "re-weights the layers and so changes the shape; a first layer that is not of rank one may change "
                + "it too."
                + "\n\nRandom's graphons are constant, so the deviation of its estimated limits from the dense shape ("
                + Words.percent(error) + " with V = W, " + Words.percent(momentError)
                + " with V) is what estimation costs here. "
                + beyond(runs, "V = W", error, k -> k.newWeights().limitFromDense()) + " "
                + beyond(runs, "W and V", momentError, k -> k.inherited().limitFromDense())
                + " SNIP's first layer keeps "
                + Words.percent(runs.top("snip").masks().densities()[0])
                + " of its weights, so the theorem need not hold for it: its limits deviate by "
                + Words.percent(runs.top("snip").kernels().newWeights().limitFromDense()) + " and "
                + Words.percent(runs.top("snip").kernels().inherited().limitFromDense()) + "."
                + "\n\nThe networks' own deviations from the dense shape are in the table: finite width for the null "
                + "network, and for the weights that pruning saw whatever else is in them.";
    }

    private static String beyond(
            Runs runs, String limits, double error, Function<NetworkRun.Kernels, Double> deviation) {
        List<String> methods = runs.methods().stream()
                .filter(m -> deviation.apply(runs.top(m).kernels()) > MARGIN * error)
                .toList();
        return "Beyond twice that, for limits with " + limits + ": "
                + (methods.isEmpty()
                        ? "none."
                        : Words.each(
                                        methods,
                                        m -> Words.percent(
                                                deviation.apply(runs.top(m).kernels()))) + ".");
    }

    private static XyFigure figure(
            Runs runs, String id, String title, Function<NetworkRun.Kernels, Spectrum> spectrum) {
        List<Series> series = new ArrayList<>();
        double[] dense = shares(runs.dense());
        for (String method : runs.methods()) {
            double[] shares = shares(spectrum.apply(runs.top(method).kernels()));
            for (int k = 0; k < shares.length; k++) {
                shares[k] /= dense[k];
            }
            series.add(Series.line(
                    Words.name(method), Series.Role.MEASURED, SpectrumPanel.indices(shares.length), shares));
        }
        return XyFigure.of(id, title, Axis.log("index"), Axis.log("share of the trace, over the dense limit's"), series)
                .withCaption("A kernel of the dense shape is at 1 throughout.");
    }

    private static double[] shares(Spectrum spectrum) {
        double[] values = spectrum.eigenvalues();
        double trace = spectrum.trace();
        for (int k = 0; k < values.length; k++) {
            values[k] /= trace;
        }
        return values;
    }

    private static DataTable table(Runs runs) {
        List<List<String>> rows = new ArrayList<>();
        for (String method : runs.methods()) {
            NetworkRun.Kernels kernels = runs.top(method).kernels();
            rows.add(List.of(
                    Words.name(method),
                    Words.percent(kernels.newWeights().limitFromDense()),
                    Words.percent(kernels.inherited().limitFromDense()),
                    Words.percent(kernels.newWeights().networkFromDense()),
                    Words.percent(kernels.newSigns().networkFromDense()),
                    Words.percent(kernels.inherited().networkFromDense()),
                    Words.percent(kernels.nullModel().networkFromDense())));
        }
        return new DataTable(
                "Shape error against the dense limit, width " + runs.options().topWidth() + ".",
                List.of(
                        "Method",
                        "Limit, V = W",
                        "Limit, W and V",
                        "Network, new weights",
                        "Network, new signs",
                        "Network",
                        "Null network"),
                rows);
    }
}
