package org.widelimit.validation.realinput;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.widelimit.validation.report.Axis;
import org.widelimit.validation.report.DrawnPanel;
import org.widelimit.validation.report.Series;
import org.widelimit.validation.report.XyFigure;

/** Which curves of flatness fall because the estimator's noise falls, and which stay because there is structure. */
final class FlatnessPanel {

    /** Up to this ratio a method's flatness is called the null's; masks differ by a few percent from each other. */
    private static final double SAME = 1.1;

    private FlatnessPanel() {}

    static DrawnPanel of(Runs runs) {
        List<XyFigure> figures = List.of(
                figure(runs, "real-flatness", "Flatness, sorted in sample", NetworkRun.Masks::inSample),
                figure(
                        runs,
                        "real-flatness-held-out",
                        "Flatness, sorted on one half and averaged on the other",
                        NetworkRun.Masks::heldOut));
        return DrawnPanel.of("A falling curve is not convergence", text(runs), figures, null);
    }

    private static String text(Runs runs) {
        int bottom = runs.options().widths().get(0);
        int top = runs.options().topWidth();
        List<String> structured = new ArrayList<>();
        List<String> same = new ArrayList<>();
        for (String method : runs.methods()) {
            NetworkRun.Masks masks = runs.top(method).masks();
            boolean flat = masks.inSample().ratio() <= SAME && masks.heldOut().ratio() <= SAME;
            (flat ? same : structured).add(method);
        }
        ToDoubleFunction<NetworkRun> inSample = run -> run.masks().inSample().method();
        ToDoubleFunction<NetworkRun> nullModel = run -> run.masks().inSample().nullModel();
        return "For a mask without structure, of density c, sorting by degree leaves a deviation of (2c(1−c)/n)^(1/2) "
                + "from flatness and binning adds (c(1−c))^(1/2)K/n: "
                + "both fall with the width, with nothing there to converge to. From width " + bottom + " to " + top
                + " the null goes as n to the "
                + exponents(runs, runs.methods(), nullModel, Words::number)
                + " (at each method's density). Held-out sorting leaves the binning alone."
                + "\n\n"
                + (same.isEmpty() ? "No method's curve is the null's." : ofTheNull(runs, same, inSample))
                + " "
                + (structured.isEmpty() ? "No method shows structure." : withStructure(runs, structured, inSample));
    }

    private static String ofTheNull(Runs runs, List<String> methods, ToDoubleFunction<NetworkRun> inSample) {
        return "The null's curve, to " + Words.percent(SAME - 1) + ": "
                + Words.each(
                        methods,
                        m -> "ratio " + ratio(runs, m) + ", exponent " + Words.number(runs.exponent(m, inSample)))
                + ". What falls there is the estimator's bias, and the limit is a constant graphon as far as this estimator can see.";
    }

    private static String withStructure(Runs runs, List<String> methods, ToDoubleFunction<NetworkRun> inSample) {
        int top = runs.options().topWidth();
        return "Structure: "
                + Words.each(
                        methods,
                        m -> ratio(runs, m) + " times the null at width " + top + ", exponent "
                                + Words.number(runs.exponent(m, inSample)))
                + ".";
    }

    private static String ratio(Runs runs, String method) {
        return Words.number(runs.top(method).masks().inSample().ratio());
    }

    /** One number where the methods agree to its digits, else from the least to the greatest. */
    private static String exponents(
            Runs runs, List<String> methods, ToDoubleFunction<NetworkRun> number, Function<Double, String> text) {
        double least = methods.stream()
                .mapToDouble(m -> runs.exponent(m, number))
                .min()
                .orElse(Double.NaN);
        double greatest = methods.stream()
                .mapToDouble(m -> runs.exponent(m, number))
                .max()
                .orElse(Double.NaN);
        String first = text.apply(least);
        String last = text.apply(greatest);
        return first.equals(last) ? first : first + " … " + last;
    }

    private static XyFigure figure(
            Runs runs, String id, String title, Function<NetworkRun.Masks, NetworkRun.Flatness> flatness) {
        ToDoubleFunction<NetworkRun> nullModel =
                run -> flatness.apply(run.masks()).nullModel();
        List<Series> series = new ArrayList<>();
        for (String method : runs.methods()) {
            series.add(Series.line(
                    Words.name(method),
                    Series.Role.MEASURED,
                    runs.widths(),
                    runs.curve(method, run -> flatness.apply(run.masks()).method())));
        }
        series.add(Series.line("Null", Series.Role.REFERENCE, runs.widths(), runs.mean(nullModel))
                .withIntervals(runs.least(nullModel), runs.greatest(nullModel)));
        return XyFigure.of(
                        id, title, Axis.log("width"), Axis.log("flatness of layer " + RunFactory.MIDDLE_LAYER), series)
                .withCaption("The null's band: its range over the densities that the five methods give this layer.");
    }
}
