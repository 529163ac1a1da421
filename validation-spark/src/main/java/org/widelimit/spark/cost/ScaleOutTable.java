package org.widelimit.spark.cost;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.widelimit.spark.StandardClaims;
import org.widelimit.validation.claim.CellResult;
import org.widelimit.validation.study.StoredCells;

/**
 * Prints tables of the simulated cost of stored studies, and of larger ones of their kind, on up to 1,000 cores.
 *
 * <p>Arguments: milliseconds of the driver for each cell, milliseconds of latency, then stores of cells ({@code cells.jsonl}) of one scale, which count as one study.
 */
public final class ScaleOutTable {

    private static final int[] CORES = {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1000};

    /** Kernels and networks cost as the square of the width and more, up to the cube. */
    private static final double WIDTH_EXPONENT = 3;

    private ScaleOutTable() {}

    /** Prints the tables of docs/scale-out.md. */
    public static void main(String[] args) {
        if (args.length < 3) {
            throw new IllegalArgumentException(
                    "expected DRIVER_MS LATENCY_MS CELLS..., found " + args.length + " arguments");
        }
        ListScheduling model = new ListScheduling(Double.parseDouble(args[0]) / 1e3, Double.parseDouble(args[1]) / 1e3);
        List<CellResult> cells = new ArrayList<>();
        StoredCells stored = StoredCells.read(Path.of(args[2]));
        for (int i = 2; i < args.length; i++) {
            stored = StoredCells.read(Path.of(args[i]));
            cells.addAll(stored.cells());
        }
        StudyCosts costs = StudyCosts.of(new StoredCells(stored.scale(), cells), new StandardClaims().get());
        System.out.print(markdown(model, studies(costs)));
    }

    private static Map<String, StudyCosts> studies(StudyCosts costs) {
        Map<String, StudyCosts> studies = new LinkedHashMap<>();
        studies.put("as stored", costs);
        studies.put("10 x replicates", costs.times(1, 10));
        studies.put("10 x claims, 10 x replicates", costs.times(10, 10));
        studies.put(
                "10 x claims, 10 x replicates, twice the widths too",
                costs.times(10, 10).andTwiceTheWidth(WIDTH_EXPONENT));
        return studies;
    }

    /** A table of the studies, and one of their makespans. */
    static String markdown(ListScheduling model, Map<String, StudyCosts> studies) {
        StringBuilder text =
                new StringBuilder("| study | cells | work, core hours | longest chain, s |\n|---|---|---|---|\n");
        studies.forEach((name, study) -> text.append(String.format(
                Locale.ROOT,
                "| %s | %,d | %.2f | %.1f |%n",
                name,
                study.cells(),
                study.work() / 3600,
                study.longestChain())));
        text.append("\n| cores |");
        studies.keySet().forEach(name -> text.append(' ').append(name).append(" |"));
        text.append("\n|---|").append("---|".repeat(studies.size())).append('\n');
        for (int cores : CORES) {
            text.append("| ").append(cores).append(" |");
            for (StudyCosts study : studies.values()) {
                double makespan = model.makespan(study, cores);
                text.append(String.format(
                        Locale.ROOT,
                        " %,.1f s, %.0f %% (%s) |",
                        makespan,
                        100 * study.work() / (cores * makespan),
                        model.limit(study, cores)));
            }
            text.append('\n');
        }
        return text.toString();
    }
}
