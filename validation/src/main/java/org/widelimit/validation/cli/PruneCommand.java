package org.widelimit.validation.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.widelimit.graphon.MaskChain;
import org.widelimit.graphon.MaskFiles;
import org.widelimit.networks.Activations;
import org.widelimit.networks.Mlp;
import org.widelimit.networks.MlpOptions;
import org.widelimit.networks.MlpShape;
import org.widelimit.networks.WeightFiles;
import org.widelimit.networks.data.Dataset;
import org.widelimit.networks.data.Standardisation;
import org.widelimit.networks.pruning.Pruner;
import org.widelimit.networks.pruning.PruningData;
import org.widelimit.networks.pruning.PruningOptions;
import org.widelimit.networks.pruning.PruningResult;
import org.widelimit.networks.pruning.Schedule;
import org.widelimit.networks.pruning.Scope;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.random.RandomStreams;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code prune}: masks of a freshly initialised network. */
@Command(
        name = "prune",
        description = {
            "Prune a freshly initialised ReLU network and write its masks.",
            "The network is f = W_{L+1} relu(... relu(W_1 x)) with unscaled weights, its loss the softmax cross-entropy; the data's smallest and",
            "largest entries are mapped to 0 and 1. Kept are the weights with score > threshold, the k-th smallest score, k = int((1 - density) N)."
        })
final class PruneCommand extends org.widelimit.validation.cli.Command {

    private static final int BATCH_SIZE = 256;
    private static final double HE_VARIANCE = 2;

    /** How initial weights are drawn. */
    enum Init {
        normal,
        uniform
    }

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
            names = "--hidden",
            required = true,
            split = ",",
            paramLabel = "N",
            description = "Widths of the hidden layers: 512,512")
    private List<Integer> hidden = List.of();

    @Mixin
    private final DataArgument data = new DataArgument();

    @Option(
            names = "--scope",
            defaultValue = "global",
            description =
                    "One threshold for all layers, or one a layer: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Scope scope = Scope.GLOBAL;

    @Option(
            names = "--keep-dense",
            split = ",",
            paramLabel = "LAYER",
            description = "Layers that are not pruned: first, last, or names such as layer2.")
    private List<String> keepDense = List.of();

    @Option(
            names = "--init",
            defaultValue = "normal",
            description = {
                "Initial weights (default: ${DEFAULT-VALUE}):",
                "normal: N(0, 2/fan_in), no biases;",
                "uniform: U(+-1/sqrt(fan_in)) with biases of the same law, as PyTorch's nn.Linear."
            })
    private Init init = Init.normal;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "Rounds of scoring and cutting (default: 100 for synflow, else 1).")
    private @Nullable Integer rounds;

    @Option(
            names = "--schedule",
            defaultValue = "exponential",
            description = "Densities of the rounds: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Schedule schedule = Schedule.EXPONENTIAL;

    @Option(names = "--out", required = true, paramLabel = "MASKS.npz", description = "Where the masks go.")
    private Path out = Path.of("");

    @Option(
            names = "--weights-out",
            paramLabel = "WEIGHTS.npz",
            description = "Where the initial weights go, not multiplied by masks.")
    private @Nullable Path weightsOut;

    @Override
    public Integer call() {
        checkOutput("--out", out);
        if (weightsOut != null) {
            checkOutput("--weights-out", weightsOut);
        }
        for (int width : hidden) {
            if (width < 1) {
                throw new InputException("--hidden: expected widths of at least 1, found " + width);
            }
        }
        PruningOptions options = new PruningOptions(
                density, scope, keepDense, rounds == null ? OptionalInt.empty() : OptionalInt.of(rounds), schedule);
        Pruner pruner = Pruner.named(method);
        Dataset dataset = data.dataset().standardised(Standardisation.UNIT_INTERVAL);
        RandomStreams random = streams().child("prune");
        Mlp network = Mlp.initialise(
                        shape(dataset),
                        init == Init.normal
                                ? MlpOptions.standard(Activations.RELU, HE_VARIANCE, 0)
                                : MlpOptions.pytorchDefault(Activations.RELU),
                        random.child("initial weights"))
                .withBackend(backend());
        long start = System.nanoTime();
        PruningResult result =
                pruner.prune(network, PruningData.of(dataset, BATCH_SIZE), options, random.child("scores"));
        double seconds = (System.nanoTime() - start) * 1e-9;
        MaskFiles.write(out, result.masks());
        if (weightsOut != null) {
            WeightFiles.write(weightsOut, network);
        }
        if (!result.deadLayers().isEmpty()) {
            err().println("widelimit: nothing is left of " + String.join(", ", result.deadLayers())
                    + ": no signal passes this network");
        }
        report(result, seconds);
        return ExitCode.DONE;
    }

    private MlpShape shape(Dataset dataset) {
        try {
            return new MlpShape(dataset.features(), hidden, dataset.classes().size());
        } catch (InputException e) {
            throw e.at("--hidden");
        }
    }

    private void report(PruningResult result, double seconds) {
        MaskChain masks = result.masks();
        ObjectNode json = object();
        json.set("layers", LayerTable.json(masks));
        Json.put(
                json,
                "threshold",
                result.threshold().isPresent() ? result.threshold().getAsDouble() : null);
        Json.put(json, "seconds", seconds);
        json.put("rounds", result.rounds());
        Json.put(json, "density", masks.density());
        print(
                json,
                () -> LayerTable.text(masks)
                        + String.format(
                                Locale.ROOT,
                                "%s kept %.4f of all weights in %d round%s, %.2f s%n",
                                method,
                                masks.density(),
                                result.rounds(),
                                result.rounds() == 1 ? "" : "s",
                                seconds));
    }
}
