package org.widelimit.spark.cost;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.widelimit.numerics.InputException;
import org.widelimit.spark.StandardClaims;
import org.widelimit.validation.claim.CellResult;
import org.widelimit.validation.report.Scale;
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

    /** Prints the sentence and the tables of docs/scale-out.md. */
    public static void main(String[] args) {
        if (args.length < 3) {
            throw new IllegalArgumentException(
                    "expected DRIVER_MS LATENCY_MS CELLS..., found " + args.length + " arguments");
        }
        ListScheduling model = new ListScheduling(Double.parseDouble(args[0]) / 1e3, Double.parseDouble(args[1]) / 1e3);
        StoredCells stored = together(Arrays.stream(args).skip(2).map(Path::of).toList());
        StudyCosts costs = StudyCosts.of(stored, new StandardClaims().get());
        System.out.println(summary(costs, stored.scale()) + "\n");
        System.out.print(markdown(model, studies(costs)));
    }

    /**
     * The cells of all stores, in their order.
     *
     * @param stores at least one
     * @throws InputException if one cannot be read, or is of another scale than the first
     */
    static StoredCells together(List<Path> stores) {
        StoredCells first = StoredCells.read(stores.get(0));
        List<CellResult> cells = new ArrayList<>(first.cells());
        for (Path store : stores.subList(1, stores.size())) {
            StoredCells next = StoredCells.read(store);
            if (next.scale() != first.scale()) {
                throw new InputException(
                        "expected cells of scale " + first.scale().label() + " in " + store + ", as in " + stores.get(0)
                                + ", found scale " + next.scale().label());
            }
            cells.addAll(next.cells());
        }
        return new StoredCells(first.scale(), cells);
    }

    /** The cells in one sentence. */
    static String summary(StudyCosts costs, Scale scale) {
        double[] seconds = costs.claims().stream()
                .flatMap(List::stream)
                .flatMap(List::stream)
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
        return String.format(
                Locale.ROOT,
                "%,d cells of %d claims at scale %s: %.0f s of work, mean %.1f ms, median %.1f ms, 99 %% below %.2f s, longest %.2f s.",
                seconds.length,
                costs.claims().size(),
                scale.label(),
                costs.work(),
                1e3 * costs.work() / seconds.length,
                1e3 * seconds[seconds.length / 2],
                seconds[seconds.length * 99 / 100],
                seconds[seconds.length - 1]);
    }

    /** The study that was stored, and larger ones. */
    static Map<String, StudyCosts> studies(StudyCosts costs) {
        Map<String, StudyCosts> studies = new LinkedHashMap<>();
        studies.put("as stored", costs);
        studies.put("10 x replicates", costs.times(1, 10));
        studies.put("10 x claims, 10 x replicates", costs.times(10, 10));
        studies.put("the same and twice the widths too", costs.times(10, 10).andTwiceTheWidth(WIDTH_EXPONENT));
        return studies;
    }

    /** A table of the studies, and one of their makespans. */
    static String markdown(ListScheduling model, Map<String, StudyCosts> studies) {
        StringBuilder text = new StringBuilder(
                "| study | cells | work, core hours | longest chain, s | cores that the driver keeps busy |\n|---|---|---|---|---|\n");
        studies.forEach((name, study) -> text.append(String.format(
                Locale.ROOT,
                "| %s | %,d | %.2f | %.1f | %.0f |%n",
                name,
                study.cells(),
                study.work() / 3600,
                study.longestChain(),
                (study.work() / study.cells() + model.latency()) / model.driver())));
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
