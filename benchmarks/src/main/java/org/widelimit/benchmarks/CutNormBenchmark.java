package org.widelimit.benchmarks;

import java.util.concurrent.TimeUnit;
import org.ejml.data.DMatrixRMaj;
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
import org.openjdk.jmh.annotations.Warmup;
import org.widelimit.graphon.cut.CutBracket;
import org.widelimit.graphon.cut.CutNorm;
import org.widelimit.graphon.cut.CutNormOptions;
import org.widelimit.numerics.linalg.DenseBackend;
import org.widelimit.numerics.linalg.DenseBackends;
import org.widelimit.numerics.random.RandomStream;
import org.widelimit.numerics.random.RandomStreams;

/** Certified cut norm of an n x n matrix of random signs, beside one product X X^T of the same matrix. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2)
@Measurement(iterations = 5)
@Fork(1)
public class CutNormBenchmark {

    @Param({"300", "1000"})
    int n;

    private final DenseBackend backend = DenseBackends.preferred();
    private @Nullable DMatrixRMaj signs;

    @Setup
    public void draw() {
        RandomStream stream = RandomStreams.of(1).child("signs", n).stream();
        DMatrixRMaj matrix = new DMatrixRMaj(n, n);
        for (int k = 0; k < matrix.data.length; k++) {
            matrix.data[k] = stream.nextDouble() < 0.5 ? -0.5 : 0.5;
        }
        signs = matrix;
    }

    /** Both ends of the bracket with all defaults. */
    @Benchmark
    public CutBracket bracket() {
        return CutNorm.of(matrix(), CutNormOptions.STANDARD, RandomStreams.of(1));
    }

    /** The yardstick: 2 n^3 floating-point operations. */
    @Benchmark
    public DMatrixRMaj yardstick() {
        return backend.multiplyTransB(matrix(), matrix());
    }

    private DMatrixRMaj matrix() {
        if (signs == null) {
            throw new IllegalStateException("not set up");
        }
        return signs;
    }
}
