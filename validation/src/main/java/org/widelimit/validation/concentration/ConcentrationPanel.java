package org.widelimit.validation.concentration;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.widelimit.numerics.stats.Interval;
import org.widelimit.numerics.stats.MeanEstimate;
import org.widelimit.validation.report.Axis;
import org.widelimit.validation.report.DataTable;
import org.widelimit.validation.report.DrawnPanel;
import org.widelimit.validation.report.Figure;
import org.widelimit.validation.report.NumberText;
import org.widelimit.validation.report.Series;
import org.widelimit.validation.report.XyFigure;

/** The figures that decide, in words, curves and a table. */
final class ConcentrationPanel {

    private static final int DIGITS = 2;
    private static final Map<String, String> NAMES = Map.of("random", "Random", "snip", "SNIP", "synflow", "SynFlow");

    private final Spectra spectra;
    private final int bottom;
    private final int top;

    private ConcentrationPanel(Spectra spectra) {
        this.spectra = spectra;
        this.bottom = spectra.options().bottomWidth();
        this.top = spectra.options().topWidth();
    }

    static DrawnPanel of(Spectra spectra) {
        ConcentrationPanel panel = new ConcentrationPanel(spectra);
        return DrawnPanel.of(
                "Concentrated spectra: a limit, or a finite width?",
                panel.introduction() + "\n\n" + panel.denseInput() + "\n\n" + panel.prunedInput() + "\n\n"
                        + panel.inheritedWeights(),
                panel.figures(),
                panel.table());
    }

    private String introduction() {
        ConcentrationOptions options = spectra.options();
        return "The graphon limit hypothesis (arXiv 2510.17515, section 6) finds more of the trace in the top eigenvalues"
                + " for SNIP and SynFlow than for Random. Does that belong to the graphons or to the width? Shown is each"
                + " method minus the dense network of the same width: density " + percent(options.density())
                + " of what is pruned, weights drawn anew behind the masks as in that paper, " + options.images()
                + " digits, " + options.replicates() + " networks a point with " + options.draws()
                + " draws of weights each, intervals at 95 %. The predicted line is the same difference of the limits.";
    }

    private String denseInput() {
        return "Input layer dense. By path-density collapse (graphon/C5) the limit has the dense kernel's shape exactly,"
                + " whatever the hidden graphons are: its line is 0. Top-five energy from width " + bottom + " to "
                + top
                + ", in points: "
                + each(m -> estimate(energy(InputLayer.DENSE, m, bottom, Spectra.Weights.NEW)) + " → "
                        + estimate(energy(InputLayer.DENSE, m, top, Spectra.Weights.NEW)))
                + ". "
                + fate(InputLayer.DENSE, Spectra.Weights.NEW);
    }

    private String prunedInput() {
        List<String> held = spectra.methods().stream()
                .filter(m -> Spectra.interval(energy(InputLayer.PRUNED, m, top, Spectra.Weights.NEW))
                        .contains(limitEnergy(m)))
                .toList();
        return "Input layer pruned. A mask on few coordinates does not average out (graphon/C19-inputs), and its graphon need"
                + " not be of rank one, so the limit itself may be concentrated; here it is that of hidden layers of"
                + " infinite width behind each network's own input layer. Limit and network at width " + top
                + ", in points: "
                + each(m -> number(limitEnergy(m)) + " and "
                        + estimate(energy(InputLayer.PRUNED, m, top, Spectra.Weights.NEW)))
                + ". The interval holds the limit for " + names(held) + ".";
    }

    private String inheritedWeights() {
        return "With the weights that pruning saw, input layer dense, width " + bottom + " to " + top + ": "
                + each(m -> estimate(energy(InputLayer.DENSE, m, bottom, Spectra.Weights.INHERITED)) + " → "
                        + estimate(energy(InputLayer.DENSE, m, top, Spectra.Weights.INHERITED)))
                + " points; with their signs drawn anew, at width " + top + ": "
                + each(m -> estimate(energy(InputLayer.DENSE, m, top, Spectra.Weights.NEW_SIGNS)))
                + ". "
                + fate(InputLayer.DENSE, Spectra.Weights.INHERITED)
                + " What is left with the kept weights and goes with new signs is neither the mask nor the width: the score"
                + " has chosen weights with their signs.";
    }

    /** What has become of the excess between the smallest and the largest width. */
    private String fate(InputLayer layer, Spectra.Weights weights) {
        List<String> falls = new ArrayList<>();
        List<String> stays = new ArrayList<>();
        List<String> open = new ArrayList<>();
        for (String method : spectra.methods()) {
            double before = energy(layer, method, bottom, weights).mean();
            Interval after = Spectra.interval(energy(layer, method, top, weights));
            if (after.upper() < before / 2) {
                falls.add(method);
            } else if (after.lower() > before / 2 && after.lower() > 0) {
                stays.add(method);
            } else {
                open.add(method);
            }
        }
        return "Below half of what it was, with the whole interval: " + names(falls) + "; above half: " + names(stays)
                + "; not decided by these networks: " + names(open) + ".";
    }

    private MeanEstimate energy(InputLayer layer, String method, int width, Spectra.Weights weights) {
        return spectra.excess(layer, method, width, Metric.ENERGY, weights);
    }

    private double limitEnergy(String method) {
        return spectra.limitExcess(InputLayer.PRUNED, method, top, Metric.ENERGY)
                .mean();
    }

    private List<Figure> figures() {
        List<Figure> figures = new ArrayList<>();
        for (InputLayer layer : InputLayer.values()) {
            for (Metric metric : Metric.values()) {
                List<Series> series = new ArrayList<>();
                for (String method : spectra.methods()) {
                    series.add(measured(name(method), width -> spectra.excess(layer, method, width, metric)));
                }
                series.addAll(limits(layer, metric));
                String word = word(layer);
                figures.add(figure(word + "-" + metric.id(), metric, "input layer " + word, series));
            }
        }
        List<Series> inherited = new ArrayList<>();
        for (String method : spectra.methods()) {
            inherited.add(measured(
                    name(method), width -> energy(InputLayer.DENSE, method, width, Spectra.Weights.INHERITED)));
            inherited.add(measured(
                    name(method) + ", new signs",
                    width -> energy(InputLayer.DENSE, method, width, Spectra.Weights.NEW_SIGNS)));
        }
        figures.add(figure(
                "inherited-" + Metric.ENERGY.id(),
                Metric.ENERGY,
                "input layer dense, the weights that pruning saw",
                inherited));
        return figures;
    }

    private List<Series> limits(InputLayer layer, Metric metric) {
        if (layer == InputLayer.DENSE) {
            double[] widths = widths();
            return List.of(Series.line("Limit of all", Series.Role.PREDICTED, widths, new double[widths.length]));
        }
        return spectra.methods().stream()
                .map(m -> Series.line(
                        name(m) + ", limit",
                        Series.Role.PREDICTED,
                        widths(),
                        curve(w -> spectra.limitExcess(layer, m, w, metric).mean())))
                .toList();
    }

    private Series measured(String name, IntFunction<MeanEstimate> excess) {
        return Series.line(
                        name,
                        Series.Role.MEASURED,
                        widths(),
                        curve(w -> excess.apply(w).mean()))
                .withIntervals(
                        curve(w -> Spectra.interval(excess.apply(w)).lower()),
                        curve(w -> Spectra.interval(excess.apply(w)).upper()));
    }

    private static XyFigure figure(String id, Metric metric, String setting, List<Series> series) {
        Axis axis = Axis.linear(metric.label() + ", over dense");
        String unit = metric.unit();
        return XyFigure.of(
                "real-concentration-" + id,
                "Excess of the " + metric.label() + ", " + setting,
                Axis.log("width"),
                unit == null ? axis : axis.withUnit(unit),
                series);
    }

    private double[] widths() {
        return curve(w -> (double) w);
    }

    private double[] curve(IntFunction<Double> number) {
        return spectra.options().widths().stream()
                .mapToDouble(w -> number.apply(w))
                .toArray();
    }

    private DataTable table() {
        List<List<String>> rows = new ArrayList<>();
        for (InputLayer layer : InputLayer.values()) {
            for (String method : spectra.methods()) {
                for (int width : spectra.options().widths()) {
                    rows.add(row(layer, method, width));
                }
            }
        }
        return new DataTable(
                "Method minus dense network of the same width; limit minus dense limit. The dense limit has a top-five energy"
                        + " of " + percent(spectra.denseLimit().topFiveEnergy()) + ", a decay exponent of "
                        + number(spectra.denseLimit().decayExponent())
                        + " (over the first half of the eigenvalues) and an effective rank of "
                        + number(spectra.denseLimit().effectiveRank()) + ".",
                List.of(
                        "Input layer",
                        "Method",
                        "Width",
                        "Energy, points",
                        "limit",
                        "Exponent",
                        "limit ",
                        "Effective rank",
                        "limit  ",
                        "Energy, inherited weights",
                        "Energy, new signs"),
                rows);
    }

    private List<String> row(InputLayer layer, String method, int width) {
        List<String> row = new ArrayList<>(List.of(word(layer), name(method), Integer.toString(width)));
        for (Metric metric : Metric.values()) {
            row.add(estimate(spectra.excess(layer, method, width, metric)));
            row.add(number(spectra.limitExcess(layer, method, width, metric).mean()));
        }
        row.add(estimate(energy(layer, method, width, Spectra.Weights.INHERITED)));
        row.add(estimate(energy(layer, method, width, Spectra.Weights.NEW_SIGNS)));
        return row;
    }

    /** 3.1 [2.4, 3.8]. */
    private static String estimate(MeanEstimate estimate) {
        Interval interval = Spectra.interval(estimate);
        return number(estimate.mean()) + " [" + number(interval.lower()) + ", " + number(interval.upper()) + "]";
    }

    private static String number(double value) {
        return Double.isFinite(value) ? NumberText.display(value, DIGITS) : "–";
    }

    private static String percent(double share) {
        return NumberText.display(100 * share, DIGITS + 1) + " %";
    }

    private String each(Function<String, String> words) {
        return list(spectra.methods().stream()
                .map(m -> name(m) + " " + words.apply(m))
                .toList());
    }

    private static String names(List<String> methods) {
        return list(methods.stream().map(ConcentrationPanel::name).toList());
    }

    private static String list(List<String> items) {
        return items.isEmpty() ? "none" : String.join("; ", items);
    }

    private static String word(InputLayer layer) {
        return layer.name().toLowerCase(Locale.ROOT);
    }

    private static String name(String method) {
        return NAMES.getOrDefault(method, method);
    }
}
