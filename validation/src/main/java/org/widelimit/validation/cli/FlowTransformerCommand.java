package org.widelimit.validation.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.widelimit.gradientflow.FlowOptions;
import org.widelimit.gradientflow.StopReason;
import org.widelimit.gradientflow.transformer.Attention;
import org.widelimit.gradientflow.transformer.HiddenActivation;
import org.widelimit.gradientflow.transformer.MarginLoss;
import org.widelimit.gradientflow.transformer.OneLayerTransformer;
import org.widelimit.gradientflow.transformer.Plateau;
import org.widelimit.gradientflow.transformer.TransformerData;
import org.widelimit.gradientflow.transformer.TransformerOptions;
import org.widelimit.gradientflow.transformer.TransformerRun;
import org.widelimit.gradientflow.transformer.TransformerShape;
import org.widelimit.gradientflow.transformer.TransformerWeights;
import org.widelimit.numerics.InputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code flow transformer}: the exact gradient flow of the whole model. */
@Command(
        name = "transformer",
        description = "The exact gradient flow of a one-layer transformer on data, from a Gaussian initialisation.")
final class FlowTransformerCommand extends org.widelimit.validation.cli.Command {

    @Option(
            names = "--data",
            required = true,
            paramLabel = "D.npz",
            description = "X (n, s, d) and y (n,) with entries -1 and 1.")
    private Path data = Path.of("");

    @Option(
            names = "--init-scale",
            required = true,
            paramLabel = "E",
            description = "Standard deviation of the initial weights.")
    private double scale;

    @Option(
            names = "--time",
            required = true,
            paramLabel = "T",
            description = "How far to follow the flow, unscaled time.")
    private double time;

    @Option(
            names = "--attention",
            defaultValue = "softmax",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Attention attention = Attention.SOFTMAX;

    @Option(
            names = "--activation",
            defaultValue = "tanh",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private HiddenActivation activation = HiddenActivation.TANH;

    @Option(
            names = "--loss",
            defaultValue = "exponential",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private MarginLoss loss = MarginLoss.EXPONENTIAL;

    @Option(
            names = "--out",
            paramLabel = "TRAJ.csv",
            description = "Write the trajectory, a row at every accepted step.")
    private @Nullable Path out;

    @Override
    public Integer call() {
        if (!(scale > 0 && Double.isFinite(scale))) {
            throw new InputException("--init-scale: expected a positive number, found " + scale);
        }
        if (!(time > 0 && Double.isFinite(time))) {
            throw new InputException("--time: expected a positive number, found " + time);
        }
        if (out != null) {
            checkOutput("--out", out);
        }
        TransformerData sequences = TransformerData.read(data);
        OneLayerTransformer model =
                OneLayerTransformer.of(sequences, new TransformerOptions(attention, activation, loss));
        TransformerShape shape = shape(sequences);
        TransformerWeights start =
                TransformerWeights.gaussian(shape, scale, streams().child("flow").child("initial weights").stream());
        TransformerRun run = TransformerRun.of(model, start, time, FlowOptions.standard());
        if (run.stopReason() != StopReason.END_OF_SPAN) {
            err().println("widelimit: the flow ended early, at t = " + last(run).time() + ": " + run.stopReason());
        }
        if (out != null) {
            run.writeCsv(out);
        }
        print(json(run), () -> text(run));
        return ExitCode.DONE;
    }

    private TransformerShape shape(TransformerData sequences) {
        try {
            return TransformerShape.square(sequences.width());
        } catch (InputException e) {
            throw e.at(data);
        }
    }

    private static TransformerRun.Sample last(TransformerRun run) {
        return run.samples().get(run.samples().size() - 1);
    }

    private static ObjectNode json(TransformerRun run) {
        ObjectNode json = object();
        Json.put(json, "time", last(run).time());
        Json.put(json, "initialLoss", run.samples().get(0).loss());
        Json.put(json, "finalLoss", last(run).loss());
        Json.put(json, "escapeTime", orNull(run.stages().escape()));
        Json.put(json, "attentionTime", orNull(run.stages().attention()));
        ArrayNode plateaus = json.putArray("plateaus");
        for (Plateau plateau : run.plateaus()) {
            ObjectNode entry = plateaus.addObject();
            Json.put(entry, "entered", plateau.entered());
            Json.put(entry, "left", plateau.left());
        }
        ObjectNode drift = json.putObject("invariantDrift");
        new TreeMap<>(run.drift()).forEach((name, value) -> Json.put(drift, name, value));
        json.put("stopReason", run.stopReason().name());
        json.put("steps", run.samples().size() - 1);
        return json;
    }

    private static @Nullable Double orNull(OptionalDouble time) {
        return time.isPresent() ? time.getAsDouble() : null;
    }

    private static String text(TransformerRun run) {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "loss %.6g at t = 0, %.6g at t = %.6g (%d steps)%n",
                run.samples().get(0).loss(),
                last(run).loss(),
                last(run).time(),
                run.samples().size() - 1));
        text.append(String.format(
                Locale.ROOT,
                "the first plateau ends at %s, attention becomes active at %s%n",
                time(run.stages().escape()),
                time(run.stages().attention())));
        new TreeMap<>(run.drift())
                .forEach((name, value) -> text.append(String.format(Locale.ROOT, "drift of %s: %.2g%n", name, value)));
        return text.toString();
    }

    private static String time(OptionalDouble time) {
        return time.isPresent() ? String.format(Locale.ROOT, "t = %.6g", time.getAsDouble()) : "a later time";
    }
}
