package org.widelimit.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.graphon.Mask;
import org.widelimit.graphon.model.NullModels;
import org.widelimit.networks.Activations;
import org.widelimit.networks.Mlp;
import org.widelimit.networks.MlpOptions;
import org.widelimit.networks.MlpShape;
import org.widelimit.ntk.empirical.EmpiricalNtk;
import org.widelimit.ntk.empirical.PrunedGradients;
import org.widelimit.ntk.empirical.TangentOperator;
import org.widelimit.numerics.linalg.LinearOperator;
import org.widelimit.numerics.random.RandomStreams;

/**
 * The tangent kernel of a masked ReLU network by its three forms, in turns with one dgemm of 2048 x 2048 as the yardstick, and the peak of the process's memory:
 * {@code benchmarks/run --main EmpiricalNtkRun [layers|product|jacobian] [n] [width] [hidden layers] [density]
 * [EXCLUDED|INCLUDED] [threads]}.
 */
public final class EmpiricalNtkRun {

    private static final int INPUTS = 512;
    private static final int REPEATS = 3;
    private static final int YARDSTICK = 2048;
    private static final double YARDSTICK_FLOPS = 2.0 * YARDSTICK * YARDSTICK * YARDSTICK;

    private EmpiricalNtkRun() {}

    /** Which kernel of which network, and how. */
    private record Task(String form, Mlp network, DMatrixRMaj x, PrunedGradients pruned, int threads) {

        /** Theta(x_1, x_1), of the whole kernel or, for {@code product}, of one column of it. */
        double entry() {
            return switch (form) {
                case "layers" -> EmpiricalNtk.of(network, x, pruned, threads).get(0, 0);
                case "jacobian" -> EmpiricalNtk.byJacobian(network, x, pruned).get(0, 0);
                case "product" -> {
                    LinearOperator operator = TangentOperator.of(network, x, pruned);
                    double[] unit = new double[operator.rows()];
                    unit[0] = 1;
                    double[] column = new double[operator.rows()];
                    operator.apply(unit, column);
                    yield column[0];
                }
                default ->
                    throw new IllegalArgumentException("expected layers, product or jacobian, found \"" + form + '"');
            };
        }
    }

    /** One of each for every repeat, but for the entry, which is always the same. */
    private record Measured(double[] millis, double[] processorSeconds, double[] yardstickRates, double entry) {}

    public static void main(String[] args) throws IOException {
        String form = argument(args, 0, "layers");
        int n = Integer.parseInt(argument(args, 1, "512"));
        int width = Integer.parseInt(argument(args, 2, "2048"));
        int hidden = Integer.parseInt(argument(args, 3, "4"));
        double density = Double.parseDouble(argument(args, 4, "0.2"));
        PrunedGradients pruned = PrunedGradients.valueOf(argument(args, 5, "EXCLUDED"));
        int threads = Integer.parseInt(argument(args, 6, "2"));
        RandomStreams streams = RandomStreams.of(1);
        Mlp network = network(width, hidden, density, streams);
        DMatrixRMaj x = streams.child("inputs").stream().gaussianMatrix(n, INPUTS);
        Measured measured = measure(new Task(form, network, x, pruned, threads), streams);
        System.out.printf(
                Locale.ROOT,
                "%s, n %d, width %d, %d hidden layers, density %s, %s, %d threads, %s: ms %s, processor s %s, dgemm with"
                        + " as many threads GFlop/s %s, kept weights %d, first entry %.12g, peak of the process %s,"
                        + " load %.1f%n",
                form,
                n,
                width,
                hidden,
                density,
                pruned,
                threads,
                network.backend().description(),
                rounded(measured.millis(), "%.0f"),
                rounded(measured.processorSeconds(), "%.1f"),
                rounded(measured.yardstickRates(), "%.1f"),
                network.masks().stream().mapToLong(Mask::keptCount).sum(),
                measured.entry(),
                peak(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    private static Measured measure(Task task, RandomStreams streams) {
        double[] millis = new double[REPEATS];
        double[] processor = new double[REPEATS];
        double[] rates = new double[REPEATS];
        double entry = 0;
        DMatrixRMaj square = streams.child("yardstick").stream().gaussianMatrix(YARDSTICK, YARDSTICK);
        try (GramYardstick dgemm = new GramYardstick(square, task.threads())) {
            dgemm.run();
            for (int r = 0; r < REPEATS; r++) {
                rates[r] = YARDSTICK_FLOPS / nanos(dgemm);
                double before = processorSeconds();
                long start = System.nanoTime();
                entry = task.entry();
                millis[r] = (System.nanoTime() - start) * 1e-6;
                processor[r] = processorSeconds() - before;
            }
        }
        return new Measured(millis, processor, rates, entry);
    }

    private static double nanos(GramYardstick dgemm) {
        long start = System.nanoTime();
        dgemm.run();
        return System.nanoTime() - start;
    }

    /** Of this process, all threads, as the Java machine tells it. */
    private static double processorSeconds() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getProcessCpuTime() * 1e-9
                : Double.NaN;
    }

    private static String rounded(double[] values, String format) {
        return Arrays.stream(values)
                .mapToObj(value -> String.format(Locale.ROOT, format, value))
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private static String argument(String[] args, int index, String otherwise) {
        return args.length > index ? args[index] : otherwise;
    }

    private static Mlp network(int width, int hidden, double density, RandomStreams streams) {
        MlpShape shape = new MlpShape(INPUTS, Collections.nCopies(hidden, width), 1);
        Mlp network = Mlp.initialise(shape, MlpOptions.ntk(Activations.RELU, 2, 0), streams.child("weights"));
        List<Mask> masks = new ArrayList<>();
        for (Mask mask : network.masks()) {
            masks.add(NullModels.erdosRenyi(
                    mask.name(), mask.rows(), mask.columns(), density, streams.child("mask", masks.size()).stream()));
        }
        return network.withMasks(masks);
    }

    /** The largest resident set so far, native memory included. */
    private static String peak() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return "unknown";
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .map(line -> line.substring("VmHWM:".length()).strip())
                .findFirst()
                .orElse("unknown");
    }
}
