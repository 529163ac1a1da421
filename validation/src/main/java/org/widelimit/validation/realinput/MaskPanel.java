package org.widelimit.validation.realinput;

import java.util.ArrayList;
import java.util.List;
import org.widelimit.validation.report.DataTable;
import org.widelimit.validation.report.DrawnPanel;
import org.widelimit.validation.report.NumberText;

/** What the masks are like: densities, dead units, flatness, path density. */
final class MaskPanel {

    /** Classes of the digits. */
    private static final int OUTPUTS = 10;

    private MaskPanel() {}

    static DrawnPanel of(Runs runs) {
        return DrawnPanel.of("The masks", text(runs), List.of(), table(runs));
    }

    private static String text(Runs runs) {
        int top = runs.options().topWidth();
        int bottom = runs.options().widths().get(0);
        List<String> methods = runs.methods();
        return "Density of the first layer under one threshold for all layers, width " + bottom + " → " + top + ": "
                + Words.each(
                        methods,
                        m -> Words.percent(runs.bottom(m).masks().densities()[0]) + " → "
                                + Words.percent(runs.top(m).masks().densities()[0]))
                + ". The first layer has fan-in 64 at every width and the others n, so where scores shrink with the "
                + "fan-in the threshold spares it: "
                + "the widths are no repetition of one experiment layer by layer."
                + "\n\nOf the "
                + NumberText.count(runs.top(methods.get(0)).masks().hiddenUnits())
                + " hidden units at width " + top + ", so many have no weight left on one side: "
                + Words.each(methods, m -> NumberText.count(runs.top(m).masks().deadUnits()))
                + ". A unit of the last hidden layer has ten weights towards the outputs, so masks without structure "
                + "of density c leave (1−c)^10 of these units without any: "
                + NumberText.count(Math.round(top * Math.pow(1 - runs.options().density(), OUTPUTS))) + " here."
                + "\n\nThe share of paths from input to output of which every weight is kept, over the product of the "
                + "layers' densities, which is what "
                + "masks without structure have: "
                + Words.each(
                        methods,
                        m -> Words.number(runs.top(m).masks().pathDensity()
                                / runs.top(m).masks().nullPathDensity()))
                + " at width " + top + ". Structure is what multiplies paths at equal density.";
    }

    private static DataTable table(Runs runs) {
        List<String> columns = new ArrayList<>(List.of("Method", "Width"));
        for (int l = 1; l <= RunFactory.HIDDEN_LAYERS + 1; l++) {
            columns.add("Density, layer " + l);
        }
        columns.addAll(List.of(
                "Dead units",
                "Flatness",
                "of the null",
                "Ratio",
                "Held-out flatness",
                "of the null ",
                "Ratio ",
                "Path density",
                "over the null's"));
        List<List<String>> rows = new ArrayList<>();
        for (String method : runs.methods()) {
            for (int width : runs.options().widths()) {
                rows.add(row(runs.at(method, width)));
            }
        }
        return new DataTable(
                "Flatness: RMS deviation of the sorted histogram of layer " + RunFactory.MIDDLE_LAYER + " ("
                        + runs.options().blocks() + " blocks) from its mean; null: mean over "
                        + runs.options().nullTrials() + " Erdős–Rényi masks of the same shape and density.",
                columns,
                rows);
    }

    private static List<String> row(NetworkRun run) {
        NetworkRun.Masks masks = run.masks();
        List<String> row = new ArrayList<>(List.of(Words.name(run.method()), Integer.toString(run.width())));
        for (double density : masks.densities()) {
            row.add(Words.number(density));
        }
        row.add(Integer.toString(masks.deadUnits()));
        for (NetworkRun.Flatness flatness : List.of(masks.inSample(), masks.heldOut())) {
            row.add(Words.number(flatness.method()));
            row.add(Words.number(flatness.nullModel()));
            row.add(Words.number(flatness.ratio()));
        }
        row.add(Words.number(masks.pathDensity()));
        row.add(Words.number(masks.pathDensity() / masks.nullPathDensity()));
        return row;
    }
}
