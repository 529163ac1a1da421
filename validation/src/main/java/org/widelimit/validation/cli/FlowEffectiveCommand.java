package org.widelimit.validation.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.widelimit.gradientflow.transformer.BlowUp;
import org.widelimit.gradientflow.transformer.EffectiveDynamics;
import org.widelimit.gradientflow.transformer.EffectiveTrajectory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code flow effective}: the first stage up to its blow-up. */
@Command(
        name = "effective",
        description = {
            "Stage 1: Wv' = (W1 W2)^T, W1' = Wv^T W2^T, W2' = (Wv W1)^T, up to the blow-up of E = Wv W1 W2.",
            "Times are in the flow's own (rescaled) unit."
        })
final class FlowEffectiveCommand extends org.widelimit.validation.cli.Command {

    @Option(names = "--wv", required = true, paramLabel = "A.npy", description = "W_v = v W_V, shape (d,).")
    private Path wv = Path.of("");

    @Option(names = "--w1", required = true, paramLabel = "B.npy", description = "W^[1], shape (d, d).")
    private Path w1 = Path.of("");

    @Option(names = "--w2", required = true, paramLabel = "C.npy", description = "W^[2], shape (d,).")
    private Path w2 = Path.of("");

    @Option(
            names = "--out",
            paramLabel = "TRAJ.csv",
            description = "Write the trajectory, a row at every accepted step.")
    private @Nullable Path out;

    @Override
    public Integer call() {
        if (out != null) {
            checkOutput("--out", out);
        }
        EffectiveDynamics start = EffectiveDynamics.read(wv, w1, w2);
        BlowUp blowUp;
        if (out == null) {
            blowUp = start.blowUp();
        } else {
            EffectiveTrajectory trajectory = start.trajectory();
            trajectory.writeCsv(out);
            blowUp = trajectory.blowUp();
        }
        print(json(blowUp), () -> text(blowUp));
        return ExitCode.DONE;
    }

    private static ObjectNode json(BlowUp blowUp) {
        ObjectNode json = object();
        Json.put(json, "blowUpTime", blowUp.time().isPresent() ? blowUp.time().getAsDouble() : null);
        Json.put(json, "energy", blowUp.energy());
        Json.put(json, "invariantDrift", blowUp.invariantDrift());
        json.put("saddle", blowUp.saddle());
        json.put("outcome", blowUp.outcome().name());
        Json.put(json, "lastTime", blowUp.lastTime());
        json.put("steps", blowUp.steps());
        return json;
    }

    private static String text(BlowUp blowUp) {
        String end = switch (blowUp.outcome()) {
            case BLOW_UP -> "blow-up at T* = " + blowUp.time().orElseThrow();
            case SADDLE ->
                "no blow-up: at rest at a saddle at t = " + blowUp.lastTime() + " (only rounding errors leave it)";
            case UNRESOLVED -> "unresolved at t = " + blowUp.lastTime();
        };
        return String.format(
                Locale.ROOT,
                "%s%nE = %.6g at the last of %d steps; invariants C1, C2 drift by %.2g up to E = 1e6%n",
                end,
                blowUp.energy(),
                blowUp.steps(),
                blowUp.invariantDrift());
    }
}
