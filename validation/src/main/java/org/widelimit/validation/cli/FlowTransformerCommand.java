package org.widelimit.validation.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.widelimit.gradientflow.FlowIntegrator;
import org.widelimit.gradientflow.FlowOptions;
import org.widelimit.gradientflow.StopReason;
import org.widelimit.gradientflow.Trajectory;
import org.widelimit.gradientflow.transformer.Attention;
import org.widelimit.gradientflow.transformer.HiddenActivation;
import org.widelimit.gradientflow.transformer.MarginLoss;
import org.widelimit.gradientflow.transformer.OneLayerTransformer;
import org.widelimit.gradientflow.transformer.TransformerData;
import org.widelimit.gradientflow.transformer.TransformerOptions;
import org.widelimit.gradientflow.transformer.TransformerShape;
import org.widelimit.gradientflow.transformer.TransformerWeights;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.files.AtomicFiles;
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

    @Option(names = "--init-scale", required = true, paramLabel = "E", description = "Standard deviation of the initial weights.")
    private double scale;

    @Option(names = "--time", required = true, paramLabel = "T", description = "How far to follow the flow, unscaled time.")
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

    @Option(names = "--out", paramLabel = "TRAJ.csv", description = "Write the trajectory, a row at every accepted step.")
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
            OutputFile.check("--out", out);
        }
        TransformerData sequences = TransformerData.read(data);
        OneLayerTransformer model =
                OneLayerTransformer.of(sequences, new TransformerOptions(attention, activation, loss));
        TransformerShape shape = TransformerShape.square(sequences.width());
        TransformerWeights start = model.requireFiniteLoss(TransformerWeights.gaussian(
                shape, scale, streams().child("flow").child("initial weights").stream()));
        Trajectory trajectory = FlowIntegrator.of(FlowOptions.standard())
                .integrate(model.flow(shape), 0, start.state(), time);
        if (trajectory.stopReason() != StopReason.END_OF_SPAN) {
            err().println("widelimit: the flow ended early at t = " + trajectory.finalTime() + ": "
                    + trajectory.stopReason());
        }
        if (out != null) {
            AtomicFiles.writeString(out, csv(model, shape, trajectory, sequences));
        }
        double first = model.loss(start);
        double last = model.loss(TransformerWeights.fromState(shape, trajectory.finalState()));
        print(json(trajectory, first, last), text(trajectory, first, last));
        return ExitCode.DONE;
    }

    private String csv(
            OneLayerTransformer model, TransformerShape shape, Trajectory trajectory, TransformerData sequences) {
        StringWriter text = new StringWriter();
        CsvWriter csv = CsvWriter.builder().build(text);
        csv.writeRecord("time", "rescaled_time", "loss", "norm_wq", "norm_wk", "norm_wv", "norm_w1", "norm_w2");
        for (int i = 0; i < trajectory.size(); i++) {
            TransformerWeights weights = TransformerWeights.fromState(shape, trajectory.state(i));
            double t = trajectory.times()[i];
            csv.writeRecord(
                    Double.toString(t),
                    Double.toString(sequences.rescaledTime(t, scale, loss)),
                    Double.toString(model.loss(weights)),
                    Double.toString(norm(weights.wq().data)),
                    Double.toString(norm(weights.wk().data)),
                    Double.toString(norm(weights.wv().data)),
                    Double.toString(norm(weights.w1().data)),
                    Double.toString(norm(weights.w2())));
        }
        return text.toString();
    }

    private static double norm(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value * value;
        }
        return Math.sqrt(sum);
    }

    private static ObjectNode json(Trajectory trajectory, double first, double last) {
        ObjectNode json = object();
        Json.put(json, "time", trajectory.finalTime());
        Json.put(json, "initialLoss", first);
        Json.put(json, "finalLoss", last);
        ObjectNode drift = json.putObject("invariantDrift");
        new TreeMap<>(trajectory.drift()).forEach((name, value) -> Json.put(drift, name, value));
        json.put("stopReason", trajectory.stopReason().name());
        json.put("steps", trajectory.steps());
        json.put("evaluations", trajectory.evaluations());
        return json;
    }

    private static String text(Trajectory trajectory, double first, double last) {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "loss %.6g at t = 0, %.6g at t = %.6g (%d steps)%n",
                first,
                last,
                trajectory.finalTime(),
                trajectory.steps()));
        new TreeMap<>(trajectory.drift())
                .forEach((name, value) -> text.append(String.format(Locale.ROOT, "drift of %s: %.2g%n", name, value)));
        return text.toString();
    }
}
