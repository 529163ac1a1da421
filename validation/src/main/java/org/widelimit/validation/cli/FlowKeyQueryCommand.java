package org.widelimit.validation.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Locale;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.gradientflow.transformer.KeyQueryDynamics;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.arrays.NdArray;
import org.widelimit.numerics.arrays.Npy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code flow key-query}: the second stage in closed form. */
@Command(name = "key-query", description = "Stage 2: W_Q' = F W_K, W_K' = F^T W_Q, in closed form.")
final class FlowKeyQueryCommand extends org.widelimit.validation.cli.Command {

    @Option(names = "--f", required = true, paramLabel = "F.npy", description = "F, shape (d, d).")
    private Path f = Path.of("");

    @Option(names = "--q", required = true, paramLabel = "Q.npy", description = "W_Q at time 0, shape (d, r).")
    private Path q = Path.of("");

    @Option(names = "--k", required = true, paramLabel = "K.npy", description = "W_K at time 0, shape (d, r).")
    private Path k = Path.of("");

    @Option(names = "--time", required = true, paramLabel = "T", description = "How far to follow it.")
    private double time;

    @Option(names = "--out-q", required = true, paramLabel = "Q1.npy", description = "Where W_Q at time T goes.")
    private Path outQ = Path.of("");

    @Option(names = "--out-k", required = true, paramLabel = "K1.npy", description = "Where W_K at time T goes.")
    private Path outK = Path.of("");

    @Override
    public Integer call() {
        checkOutput("--out-q", outQ);
        checkOutput("--out-k", outK);
        if (outQ.toAbsolutePath().normalize().equals(outK.toAbsolutePath().normalize())) {
            throw new InputException("--out-q and --out-k: expected two files, found " + outQ + " twice");
        }
        if (!Double.isFinite(time)) {
            throw new InputException("--time: expected a finite number, found " + time);
        }
        KeyQueryDynamics dynamics = KeyQueryDynamics.read(f, q, k);
        KeyQueryDynamics.State state = dynamics.at(time);
        requireFinite(state.query());
        requireFinite(state.key());
        Npy.write(outQ, NdArray.of(state.query()));
        Npy.write(outK, NdArray.of(state.key()));
        double[] values = dynamics.decomposition().values();
        ObjectNode json = object();
        Json.put(json, "time", time);
        json.set("singularValues", Json.array(values));
        print(
                json,
                () -> String.format(
                        Locale.ROOT,
                        "W_Q and W_K at t = %s written; F has the singular values %.6g, %.6g, ...%n",
                        time,
                        values.length > 0 ? values[0] : 0,
                        values.length > 1 ? values[1] : 0));
        return ExitCode.DONE;
    }

    private void requireFinite(DMatrixRMaj matrix) {
        for (double value : matrix.data) {
            if (!Double.isFinite(value)) {
                throw new InputException("--time " + time
                        + ": the weights grow beyond the largest double; expected a time with exp(s1 T) below 1e308");
            }
        }
    }
}
