package org.widelimit.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.DoubleSupplier;
import org.widelimit.numerics.linalg.DenseBackends;

/**
 * A warm kernel beside one dgemm of the same run: {@code benchmarks/run --main KernelRatioRun [activation] [bias variance] [rounds]}. The two take turns,
 * so that other work on the machine hits both; each is timed after a run of its own that is not; medians. {@code benchmarks/fresh-jvms} calls it ten times.
 */
public final class KernelRatioRun {

    private static final int N = 4096;
    private static final int D = 512;
    private static final int WARM_UP = 8;

    /** After a product the threads of OpenBLAS look for more work, on the processors that the kernel is to be measured on, before they sleep. */
    private static final int SETTLING_MILLIS = 100;

    private static final double NANOS_PER_MILLI = 1e6;

    private KernelRatioRun() {}

    public static void main(String[] args) throws InterruptedException {
        String activation = args.length > 0 ? args[0] : "relu";
        double biasVariance = args.length > 1 ? Double.parseDouble(args[1]) : 0;
        int rounds = args.length > 2 ? Integer.parseInt(args[2]) : 11;
        int threads = Runtime.getRuntime().availableProcessors();
        KernelCase kernel = new KernelCase(activation, biasVariance, N, D, threads);
        double[] ours = new double[rounds];
        double[] theirs = new double[rounds];
        try (GramYardstick gram = new GramYardstick(kernel.inputs(), threads)) {
            for (int k = 0; k < WARM_UP; k++) {
                kernel.run();
            }
            gram.run();
            for (int k = 0; k < rounds; k++) {
                gram.run();
                theirs[k] = millis(gram::run);
                Thread.sleep(SETTLING_MILLIS);
                kernel.run();
                ours[k] = millis(kernel::run);
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%s, Vb %s: kernel %.1f ms, dgemm %.1f ms, ratio %.3f; core %s, %d threads, Java %s%s, load %.1f%n",
                activation,
                biasVariance,
                median(ours),
                median(theirs),
                median(ours) / median(theirs),
                DenseBackends.preferred().core(),
                threads,
                System.getProperty("java.version"),
                ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
                        ? " with the incubator's vectors"
                        : "",
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    private static double millis(DoubleSupplier work) {
        long start = System.nanoTime();
        if (Double.isNaN(work.getAsDouble())) {
            throw new ArithmeticException("expected a number, found NaN");
        }
        return (System.nanoTime() - start) / NANOS_PER_MILLI;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
