package org.widelimit.benchmarks;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Tangent kernel of 5 hidden layers, n = 4096, d = 512, beside one product X X^T by OpenBLAS with the same number of threads. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DenseNtkBenchmark {

    /** Without bias relu is one function of the cosine; erf with a bias goes through its layers. */
    @Param({"relu:0", "erf:0.1"})
    String network = "relu:0";

    @Param("4096")
    int n;

    @Param("512")
    int d;

    @Param("2")
    int threads;

    private @Nullable KernelCase kernelCase;
    private @Nullable GramYardstick gram;

    @Setup
    public void draw() {
        String[] parts = network.split(":");
        KernelCase made = new KernelCase(parts[0], Double.parseDouble(parts[1]), n, d, threads);
        kernelCase = made;
        gram = new GramYardstick(made.inputs(), threads);
    }

    @Benchmark
    public double kernel() {
        if (kernelCase == null) {
            throw new IllegalStateException("not set up");
        }
        return kernelCase.run();
    }

    @Benchmark
    public double yardstick() {
        if (gram == null) {
            throw new IllegalStateException("not set up");
        }
        return gram.run();
    }

    @TearDown
    public void free() {
        if (gram != null) {
            gram.close();
        }
    }
}
