package org.widelimit.validation.realinput;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.widelimit.graphon.StepGraphon;
import org.widelimit.validation.report.DrawnPanel;
import org.widelimit.validation.report.Figure;
import org.widelimit.validation.report.HeatMap;
import org.widelimit.validation.report.HeatmapFigure;

/** The estimated graphons of the middle layer as heat maps, the null beside them. */
final class GraphonPanel {

    private static final int PER_ROW = 6;

    private GraphonPanel() {}

    static DrawnPanel of(Runs runs) {
        double upper = Math.ceil(10 * largest(runs)) / 10;
        List<Figure> figures = new ArrayList<>();
        for (int width : runs.options().widths()) {
            figures.add(figure(runs, width).withRange(0, upper));
        }
        return DrawnPanel.of("Estimated graphons", text(runs), figures, null);
    }

    private static String text(Runs runs) {
        int top = runs.options().topWidth();
        StepGraphon empty = empty(runs, top);
        double[] values = empty.density().data;
        return "Layer " + RunFactory.MIDDLE_LAYER
                + ", between the first two hidden layers, as a sorted histogram: rows (outputs) and columns (inputs) "
                + "by ascending degree, averaged in " + runs.options().blocks() + " × "
                + runs.options().blocks()
                + " blocks. This is the estimator of the graphon limit hypothesis (arXiv 2510.17515, section 4), so "
                + "the maps can be laid beside that "
                + "paper's; it sorts each layer for itself. Kernels need one order of the neurons for both layers "
                + "that meet in them, so further "
                + "below they come from a chain of graphons estimated together."
                + "\n\nRead every map against the last one, which has no structure at all: at width " + top
                + " its blocks still run from "
                + Words.number(Arrays.stream(values).min().orElse(Double.NaN)) + " to "
                + Words.number(Arrays.stream(values).max().orElse(Double.NaN)) + " around "
                + Words.number(empty.edgeDensity()) + ", a smooth gradient made of sorted noise.";
    }

    private static HeatmapFigure figure(Runs runs, int width) {
        List<HeatMap> maps = new ArrayList<>();
        for (String method : runs.methods()) {
            NetworkRun run = runs.at(method, width);
            maps.add(map(Words.name(method), run.masks().histogram())
                    .withNote(Words.number(run.masks().inSample().ratio()) + " × null"));
        }
        StepGraphon empty = empty(runs, width);
        maps.add(map("Null", empty).withNote("no structure"));
        return HeatmapFigure.ofDensities(
                        "real-graphons-" + width,
                        "Layer " + RunFactory.MIDDLE_LAYER + " at width " + width,
                        maps,
                        PER_ROW)
                .withCaption("Under each map: its flatness over that of the null.");
    }

    private static StepGraphon empty(Runs runs, int width) {
        return Objects.requireNonNull(runs.emptyHistograms().get(width));
    }

    private static HeatMap map(String name, StepGraphon graphon) {
        return HeatMap.of(name, graphon.density()).withEdges(graphon.rowEdges(), graphon.columnEdges());
    }

    private static double largest(Runs runs) {
        return runs.runs().stream()
                .flatMapToDouble(run -> Arrays.stream(run.masks().histogram().density().data))
                .max()
                .orElse(1);
    }
}
