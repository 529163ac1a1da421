package org.widelimit.validation.cli;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.widelimit.graphon.Mask;
import org.widelimit.graphon.StepGraphon;
import org.widelimit.validation.report.HeatMap;
import org.widelimit.validation.report.HeatmapFigure;

/**
 * A layer in four maps: its mask as the file has it and sorted by degrees, its estimated graphon, and what the same estimator makes of random masks of the same shape and
 * density.
 *
 * @param graphon the estimate
 * @param nothing the estimate from random masks
 * @param estimator its name
 * @param reading flatness and its null, in words
 */
record LayerMaps(Mask mask, StepGraphon graphon, StepGraphon nothing, String estimator, String reading) {

    /** Cells of a drawn mask on each axis: more than the eye tells apart would only make the page large. */
    private static final int CELLS = 64;

    /** The four maps in one range of colours. */
    HeatmapFigure figure(String id, String title) {
        Mask sorted = mask.permuted(ascending(mask.rowDegrees()), ascending(mask.columnDegrees()));
        List<HeatMap> maps = List.of(
                cells("mask, units in the order of the file", mask),
                cells("mask, units by ascending degree", sorted),
                map("graphon of the mask, " + estimator, graphon),
                map("the same of a random mask of this density", nothing));
        return HeatmapFigure.ofDensities(id, title, maps, maps.size())
                .withRange(0, largest(maps))
                .withCaption(caption());
    }

    private String caption() {
        return String.format(
                Locale.ROOT,
                "%d x %d weights (outputs x inputs), %d kept, density %.4f; %d dead outputs and %d dead inputs. %s"
                        + " A cell is a mean over neighbouring units; where the third map looks like the fourth, sorting"
                        + " has made its pattern out of noise.",
                mask.rows(),
                mask.columns(),
                mask.keptCount(),
                mask.density(),
                mask.deadRows(),
                mask.deadColumns(),
                reading.strip().replace(System.lineSeparator(), ". "));
    }

    private static HeatMap map(String name, StepGraphon graphon) {
        return HeatMap.of(name, graphon.density()).withEdges(graphon.rowEdges(), graphon.columnEdges());
    }

    /** Kept fractions of cells as equal as whole units allow. */
    private static HeatMap cells(String name, Mask ordered) {
        return HeatMap.of(name, ordered.blockDensities(edges(ordered.rows()), edges(ordered.columns())));
    }

    /** Cell k of K begins at unit k n / K, rounded up. */
    private static int[] edges(int units) {
        int cells = Math.min(CELLS, units);
        return IntStream.rangeClosed(0, cells)
                .map(k -> (int) (((long) k * units + cells - 1) / cells))
                .toArray();
    }

    private static int[] ascending(int[] degrees) {
        return IntStream.range(0, degrees.length)
                .boxed()
                .sorted(Comparator.comparingInt(unit -> degrees[unit]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** The upper end of the colours. An empty mask has some, too. */
    private static double largest(List<HeatMap> maps) {
        return maps.stream()
                .flatMapToDouble(map -> IntStream.range(0, map.values().size()).mapToDouble(map.values()::get))
                .filter(value -> value > 0)
                .max()
                .orElse(1);
    }
}
