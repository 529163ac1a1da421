package org.widelimit.validation.realinput;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.widelimit.validation.report.Axis;
import org.widelimit.validation.report.DataTable;
import org.widelimit.validation.report.DrawnPanel;
import org.widelimit.validation.report.Series;
import org.widelimit.validation.report.XyFigure;

/**
 * Whether the kernel of the limit is that of the network: for the weights that pruning saw, for new signs, and for new
 * weights.
 */
final class LimitPanel {

    private LimitPanel() {}

    static DrawnPanel of(Runs runs) {
        List<XyFigure> figures = List.of(
                figure(runs, "real-trace-inherited", "Trace: weights that pruning saw", NetworkRun.Kernels::inherited),
                figure(
                        runs,
                        "real-trace-new-signs",
                        "Trace: the same with signs drawn anew",
                        NetworkRun.Kernels::newSigns),
                figure(
                        runs,
                        "real-trace-new-weights",
                        "Trace: new weights behind the same masks",
                        NetworkRun.Kernels::newWeights));
        return DrawnPanel.of("Does the limit describe the network?", text(runs), figures, table(runs));
    }

    private static String text(Runs runs) {
        Yardstick yardstick = Yardstick.of(runs);
        int top = runs.options().topWidth();
        List<String> wrong = outside(runs, yardstick, NetworkRun.Kernels::inherited);
        List<String> wrongSigns = outside(runs, yardstick, NetworkRun.Kernels::newSigns);
        List<String> wrongWeights = outside(runs, yardstick, NetworkRun.Kernels::newWeights);
        return "The Graphon NTK of a pruned network takes from each layer the density W of kept weights and, for "
                + "weights that pruning saw, their second moment V = E[m w²], "
                + "both estimated as one chain in " + runs.options().blocks()
                + " blocks; gradients of pruned weights do not count. For weights drawn anew V = W. The same on the "
                + "side of the network: its tangent kernel on "
                + runs.options().images() + " digits, the mean over the 10 outputs."
                + "\n\nThe yardstick is the null model, whose limit is known exactly (the product of the layers' "
                + "densities times the dense kernel). Scaled to width "
                + top + ", its " + runs.runs().size() + " networks are off by " + Words.number(yardstick.logTrace())
                + " in the logarithm of the trace and by " + Words.percent(yardstick.shapeError())
                + " in shape (RMS): that is finite width. A network is said to agree with its limit when its trace is "
                + "within four of these standard errors and its shape error "
                + "within twice that."
                + "\n\n"
                + verdict(runs, yardstick, wrong, "With the weights that pruning saw", NetworkRun.Kernels::inherited)
                + " "
                + verdict(
                        runs,
                        yardstick,
                        wrongSigns,
                        "With the signs of these weights drawn anew",
                        NetworkRun.Kernels::newSigns)
                + " "
                + verdict(runs, yardstick, wrongWeights, "With all weights drawn anew", NetworkRun.Kernels::newWeights)
                + reason(runs, wrong, wrongSigns);
    }

    private static List<String> outside(
            Runs runs, Yardstick yardstick, Function<NetworkRun.Kernels, Comparison> comparison) {
        return runs.methods().stream()
                .filter(m -> !yardstick.covers(comparison.apply(runs.top(m).kernels())))
                .toList();
    }

    private static String verdict(
            Runs runs,
            Yardstick yardstick,
            List<String> wrong,
            String what,
            Function<NetworkRun.Kernels, Comparison> comparison) {
        if (wrong.isEmpty()) {
            return what + " all five agree.";
        }
        List<String> right =
                runs.methods().stream().filter(m -> !wrong.contains(m)).toList();
        return what + (right.isEmpty() ? " none agrees: " : " agree " + Words.names(right) + "; not so: ")
                + Words.each(wrong, m -> {
                    Comparison found = comparison.apply(runs.top(m).kernels());
                    double exponent = runs.exponent(
                            m, run -> comparison.apply(run.kernels()).traceRatio());
                    return "trace " + Words.number(found.traceRatio()) + " times the limit's, "
                            + (yardstick.isTrend(exponent)
                                    ? "going as n to the " + Words.number(exponent)
                                    : "without a trend in n")
                            + ", shape off by " + Words.percent(found.shapeError());
                })
                + ".";
    }

    /** Said only where the numbers show it: wrong with the signs that pruning saw, right with new ones. */
    private static String reason(Runs runs, List<String> wrong, List<String> wrongSigns) {
        List<String> bySigns =
                wrong.stream().filter(m -> !wrongSigns.contains(m)).toList();
        if (bySigns.isEmpty()) {
            return "";
        }
        return "\n\nWhat differs between the first two are the signs alone, so for " + Words.names(bySigns)
                + " the masks have to do with the signs of the weights that they keep. W and V know nothing of that: "
                + "the limit takes signs to be independent of the "
                + "masks, which holds for scores made of |w| and not for scores made of gradients. A graphon of masks "
                + "says what becomes of new weights behind them; "
                + "what becomes of the weights that pruning saw is a further question.";
    }

    private static XyFigure figure(
            Runs runs, String id, String title, Function<NetworkRun.Kernels, Comparison> comparison) {
        List<Series> series = new ArrayList<>();
        for (String method : runs.methods()) {
            series.add(Series.line(
                    Words.name(method),
                    Series.Role.MEASURED,
                    runs.widths(),
                    runs.curve(method, run -> comparison.apply(run.kernels()).traceRatio())));
        }
        ToDoubleFunction<NetworkRun> nullModel =
                run -> run.kernels().nullModel().traceRatio();
        series.add(Series.line("Null", Series.Role.REFERENCE, runs.widths(), runs.mean(nullModel))
                .withIntervals(runs.least(nullModel), runs.greatest(nullModel)));
        return XyFigure.of(
                        id,
                        title,
                        Axis.log("width"),
                        Axis.log("trace of the network's kernel over the limit's"),
                        series)
                .withCaption("At 1 the network has the trace of its limit. The null's band: the range of its five "
                        + "networks.");
    }

    private static DataTable table(Runs runs) {
        List<List<String>> rows = new ArrayList<>();
        for (String method : runs.methods()) {
            NetworkRun.Kernels kernels = runs.top(method).kernels();
            List<String> row = new ArrayList<>(List.of(Words.name(method)));
            for (Comparison found :
                    List.of(kernels.inherited(), kernels.newSigns(), kernels.newWeights(), kernels.nullModel())) {
                row.add(Words.number(found.traceRatio()));
                row.add(Words.percent(found.shapeError()));
            }
            rows.add(row);
        }
        return new DataTable(
                "Width " + runs.options().topWidth()
                        + ": trace of the network's kernel over its limit's, and shape error |Θ/tr Θ − Θ′/tr Θ′| / "
                        + "|Θ′/tr Θ′| (Frobenius).",
                List.of(
                        "Method",
                        "Weights that pruning saw: trace",
                        "shape",
                        "New signs: trace",
                        "shape ",
                        "New weights: trace",
                        "shape  ",
                        "Null: trace",
                        "shape   "),
                rows);
    }
}
