package org.widelimit.validation.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.widelimit.networks.data.Dataset;
import org.widelimit.networks.pruning.Pruner;
import org.widelimit.networks.pruning.PruningOptions;
import org.widelimit.networks.pruning.Schedule;
import org.widelimit.networks.pruning.Scope;
import org.widelimit.numerics.files.OutputFolder;
import org.widelimit.validation.report.FigurePage;
import org.widelimit.validation.report.NumberText;
import org.widelimit.validation.report.TextTable;
import org.widelimit.validation.widths.DistanceCurve;
import org.widelimit.validation.widths.DistancePoint;
import org.widelimit.validation.widths.LayerResult;
import org.widelimit.validation.widths.MaskPoint;
import org.widelimit.validation.widths.WidthsFigures;
import org.widelimit.validation.widths.WidthsFiles;
import org.widelimit.validation.widths.WidthsOptions;
import org.widelimit.validation.widths.WidthsReading;
import org.widelimit.validation.widths.WidthsResult;
import org.widelimit.validation.widths.WidthsStudy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code widths}: one pruner across widths, beside null models. */
@Command(
        name = "widths",
        description = {
            "Compare one pruner's estimated graphons across widths and seeds, layer by layer between hidden layers.",
            "Networks are d-n-...-n-classes, 64-n-...-n-10 on the built-in digits. Distances are labelled cut distances of the step "
                    + "graphons, "
                    + "as means of the lower ends of certified brackets. Each is also taken for masks without "
                    + "structure "
                    + "(Erdos-Renyi) and without structure beyond the degrees (configuration) that went through the "
                    + "same "
                    + "estimator. Exponents need four widths and have 95 %% intervals over the seeds."
        })
final class WidthsCommand extends org.widelimit.validation.cli.Command {

    private static final String HTML = "widths.html";
    private static final int DIGITS = 3;

    @Option(
            names = "--method",
            required = true,
            paramLabel = "M",
            description = "random, magnitude, snip, grasp or synflow.")
    private String method = "";

    @Option(
            names = "--density",
            required = true,
            paramLabel = "D",
            description = "Fraction of the weights to keep, in (0, 1].")
    private double density;

    @Option(
            names = "--widths",
            required = true,
            split = ",",
            paramLabel = "N",
            description = "Widths of the hidden layers, ascending: 128,256,512,1024")
    private List<Integer> widths = List.of();

    @Option(
            names = "--seeds",
            defaultValue = "5",
            paramLabel = "N",
            description = "Networks for each width (default: ${DEFAULT-VALUE}).")
    private int seeds;

    @Mixin
    private final DataArgument data = new DataArgument();

    @Option(
            names = "--hidden-layers",
            defaultValue = "3",
            paramLabel = "L",
            description = "Hidden layers, at least 2 (default: ${DEFAULT-VALUE}).")
    private int hiddenLayers;

    @Option(
            names = "--scope",
            defaultValue = "global",
            description = {
                "One threshold for all layers, or one a layer: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).",
                "With one for all, the densities of the layers drift with the width."
            })
    private Scope scope = Scope.GLOBAL;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "Rounds of scoring and cutting (default: 100 for synflow, else 1).")
    private @Nullable Integer rounds;

    @Mixin
    private final HistogramArguments histogram = new HistogramArguments();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder for widths.json, widths.csv and widths.html; created if absent.")
    private @Nullable Path out;

    @Override
    public Integer call() {
        if (out != null) {
            checkFolder(out);
        }
        PruningOptions pruning = new PruningOptions(
                density,
                scope,
                List.of(),
                rounds == null ? OptionalInt.empty() : OptionalInt.of(rounds),
                Schedule.EXPONENTIAL);
        WidthsOptions options =
                new WidthsOptions(Pruner.named(method), pruning, hiddenLayers, widths, seeds, histogram.options());
        Dataset dataset = data.dataset();
        WidthsResult result = WidthsStudy.run(common().seed(), options, dataset, common().threads(), backend());
        if (out != null) {
            write(out, result);
        }
        print(WidthsFiles.toJson(result), () -> text(result));
        return ExitCode.DONE;
    }

    private void checkFolder(Path folder) {
        OutputFolder.require("--out", folder);
        if (Files.isDirectory(folder)) {
            List.of(WidthsFiles.JSON, WidthsFiles.CSV, HTML)
                    .forEach(file -> checkOutput("--out", folder.resolve(file)));
        }
    }

    private static void write(Path folder, WidthsResult result) {
        OutputFolder.make("--out", folder);
        WidthsFiles.write(folder, result);
        FigurePage.write(
                folder.resolve(HTML),
                result.method() + " at density " + NumberText.display(result.density()) + " across widths",
                WidthsReading.of(result),
                WidthsReading.exponents(result).stream().toList(),
                WidthsFigures.of(result));
    }

    private static String text(WidthsResult result) {
        StringBuilder text = new StringBuilder();
        for (LayerResult layer : result.layers()) {
            text.append(String.format(
                    Locale.ROOT,
                    "%s, %s (limit: %s)%n",
                    result.method(),
                    layer.layer(),
                    layer.limit().label()));
            text.append(table(result, layer)).append(System.lineSeparator());
        }
        WidthsReading.of(result).forEach(line -> text.append(line).append(System.lineSeparator()));
        return text.toString();
    }

    private static TextTable table(WidthsResult result, LayerResult layer) {
        TextTable table = TextTable.of(head(result));
        String[] densities = new String[result.widths().size() + 2];
        String[] flatness = new String[densities.length];
        densities[0] = "density";
        flatness[0] = "flatness";
        densities[densities.length - 1] = "";
        flatness[densities.length - 1] = "";
        for (int k = 0; k < result.widths().size(); k++) {
            MaskPoint masks = layer.masks().get(k);
            densities[k + 1] = number(masks.density());
            flatness[k + 1] = number(masks.flatness());
        }
        table.row(densities).row(flatness);
        layer.distances().forEach(curve -> table.row(row(result, curve)));
        return table;
    }

    private static String[] head(WidthsResult result) {
        String[] head = new String[result.widths().size() + 2];
        head[0] = "width";
        for (int k = 0; k < result.widths().size(); k++) {
            head[k + 1] = Integer.toString(result.widths().get(k));
        }
        head[head.length - 1] = "exponent";
        return head;
    }

    private static String[] row(WidthsResult result, DistanceCurve curve) {
        String[] row = new String[result.widths().size() + 2];
        row[0] = curve.quantity().label() + ", " + curve.model().label();
        for (int k = 0; k < result.widths().size(); k++) {
            List<DistancePoint> points = curve.points();
            row[k + 1] = k < points.size() ? number(points.get(k).lower()) : "–";
        }
        row[row.length - 1] = WidthsReading.text(curve.exponent());
        return row;
    }

    private static String number(double value) {
        return NumberText.display(value, DIGITS);
    }
}
