package org.widelimit.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.gradientflow.ErrorNorm;
import org.widelimit.gradientflow.Flow;
import org.widelimit.gradientflow.FlowIntegrator;
import org.widelimit.gradientflow.FlowOptions;
import org.widelimit.gradientflow.Sampling;
import org.widelimit.gradientflow.Trajectory;
import org.widelimit.gradientflow.VectorField;
import org.widelimit.gradientflow.transformer.Attention;
import org.widelimit.gradientflow.transformer.EffectiveDynamics;
import org.widelimit.gradientflow.transformer.HiddenActivation;
import org.widelimit.gradientflow.transformer.KeyQueryDynamics;
import org.widelimit.gradientflow.transformer.MarginLoss;
import org.widelimit.gradientflow.transformer.OneLayerTransformer;
import org.widelimit.gradientflow.transformer.TransformerData;
import org.widelimit.gradientflow.transformer.TransformerOptions;
import org.widelimit.gradientflow.transformer.TransformerShape;
import org.widelimit.numerics.arrays.NdArray;
import org.widelimit.numerics.arrays.Npy;

/**
 * Our side of {@code benchmarks/peers/flows.py}: {@code benchmarks/run --main FlowRun}.
 *
 * <p>For each line {@code PROBLEM FOLDER RELATIVE ABSOLUTE END SECONDS} of the standard input: reads the problem from the {@code .npy} files
 * of the folder, follows it from time 0 to END with DOP853 at these tolerances (ABSOLUTE in units of the flow's scales), which hold in the root mean square over the components as SciPy's do, again and again
 * for SECONDS, writes the final state to {@code ours.npy} there, and prints one line of JSON. {@code seconds} is the processor time of the whole process a
 * call, collector and compiler included, {@code watched} the same with the invariants of the flow followed along every step, which SciPy has no counterpart of.
 */
public final class FlowRun {

    private static final double NANO = 1e-9;

    private FlowRun() {}

    private record Problem(Flow flow, double[] start) {}

    public static void main(String[] args) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String[] words = line.split(" ");
            Path folder = Path.of(words[1]);
            Problem problem = problem(words[0], folder);
            FlowOptions options = FlowOptions.standard()
                    .withTolerances(Double.parseDouble(words[2]), Double.parseDouble(words[3]))
                    .withErrorNorm(ErrorNorm.ROOT_MEAN_SQUARE)
                    .withSampling(Sampling.ends());
            double end = Double.parseDouble(words[4]);
            double seconds = Double.parseDouble(words[5]);
            Problem bare = new Problem(new Bare(problem.flow), problem.start);
            Trajectory trajectory = solve(bare, options, end).complete();
            Npy.write(folder.resolve("ours.npy"), NdArray.of(trajectory.finalState()));
            System.out.printf(
                    Locale.ROOT,
                    "{\"seconds\": %.9f, \"watched\": %.9f, \"steps\": %d, \"evaluations\": %d}%n",
                    cost(bare, options, end, seconds),
                    cost(problem, options, end, seconds / 4),
                    trajectory.steps(),
                    trajectory.evaluations());
        }
    }

    private static Trajectory solve(Problem problem, FlowOptions options, double end) {
        return FlowIntegrator.of(options).integrate(problem.flow, 0, problem.start, end);
    }

    private static double cost(Problem problem, FlowOptions options, double end, double seconds) {
        long start = System.nanoTime();
        long processor = processorTime();
        int calls = 0;
        do {
            solve(problem, options, end);
            calls++;
        } while ((System.nanoTime() - start) * NANO < seconds);
        return (processorTime() - processor) * NANO / calls;
    }

    private static long processorTime() {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return system.getProcessCpuTime();
    }

    private static Problem problem(String name, Path folder) {
        return switch (name) {
            case "effective" -> effective(folder);
            case "key-query" -> keyQuery(folder);
            case "softmax" -> transformer(folder, Attention.SOFTMAX, HiddenActivation.TANH);
            case "linear" -> transformer(folder, Attention.LINEARISED, HiddenActivation.IDENTITY);
            default -> throw new IllegalArgumentException("expected the name of a problem, found " + name);
        };
    }

    /** {@code state.npy}: W_v, W1 row by row, W2. */
    private static Problem effective(Path folder) {
        double[] state = values(folder, "state");
        int d = (int) Math.round(Math.sqrt(state.length + 1.0)) - 1;
        Flow flow = EffectiveDynamics.of(
                        Arrays.copyOf(state, d),
                        DMatrixRMaj.wrap(d, d, Arrays.copyOfRange(state, d, d + d * d)),
                        Arrays.copyOfRange(state, d + d * d, state.length))
                .flow();
        return new Problem(flow, state);
    }

    /** {@code F.npy}, and {@code state.npy}: W_Q, W_K, each row by row. */
    private static Problem keyQuery(Path folder) {
        double[] f = values(folder, "F");
        double[] state = values(folder, "state");
        int d = (int) Math.round(Math.sqrt(f.length));
        int half = state.length / 2;
        Flow flow = KeyQueryDynamics.of(
                        DMatrixRMaj.wrap(d, d, f),
                        DMatrixRMaj.wrap(d, half / d, Arrays.copyOf(state, half)),
                        DMatrixRMaj.wrap(d, half / d, Arrays.copyOfRange(state, half, state.length)))
                .flow();
        return new Problem(flow, state);
    }

    /** {@code X.npy} (n, s, d), {@code y.npy}, and {@code state.npy}: W_Q, W_K, W_V, W1, W2, all square, each row by row. */
    private static Problem transformer(Path folder, Attention attention, HiddenActivation activation) {
        TransformerData data = TransformerData.of(Npy.read(folder.resolve("X.npy")), Npy.read(folder.resolve("y.npy")));
        TransformerOptions options = new TransformerOptions(attention, activation, MarginLoss.EXPONENTIAL);
        Flow flow = OneLayerTransformer.of(data, options).flow(TransformerShape.square(data.width()));
        return new Problem(flow, values(folder, "state"));
    }

    private static double[] values(Path folder, String name) {
        return Npy.read(folder.resolve(name + ".npy")).values();
    }

    /** A flow without its invariants. */
    private record Bare(Flow flow) implements Flow {
        @Override
        public int dimension() {
            return flow.dimension();
        }

        @Override
        public void derivative(double t, double[] y, double[] dy) {
            flow.derivative(t, y, dy);
        }

        @Override
        public VectorField evaluator() {
            return flow.evaluator();
        }

        @Override
        public double[] scales(double[] initial) {
            return flow.scales(initial);
        }
    }
}
