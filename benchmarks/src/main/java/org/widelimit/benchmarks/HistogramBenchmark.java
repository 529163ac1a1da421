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
import org.openjdk.jmh.annotations.Warmup;
import org.widelimit.graphon.Mask;
import org.widelimit.graphon.StepGraphon;
import org.widelimit.graphon.estimate.EstimatorOptions;
import org.widelimit.graphon.estimate.SortedHistogram;
import org.widelimit.graphon.estimate.Sorting;
import org.widelimit.graphon.model.NullModels;
import org.widelimit.numerics.random.RandomStreams;

/** Sorted histogram of one n x n mask of density .2 with 64 blocks, beside one pass over its entries. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class HistogramBenchmark {

    @Param({"1024", "4096"})
    int n;

    @Param({"IN_SAMPLE", "HELD_OUT"})
    Sorting sorting = Sorting.IN_SAMPLE;

    private @Nullable Mask mask;

    @Setup
    public void draw() {
        mask = NullModels.erdosRenyi("layer", n, n, 0.2, RandomStreams.of(1).stream());
    }

    /** Sort, cut into blocks, average. */
    @Benchmark
    public StepGraphon estimate() {
        return SortedHistogram.estimate(mask(), EstimatorOptions.STANDARD.withSorting(sorting), RandomStreams.of(2));
    }

    /** The yardstick: the number of kept weights, entry by entry. */
    @Benchmark
    public int yardstick() {
        Mask read = mask();
        int kept = 0;
        for (int i = 0; i < read.rows(); i++) {
            for (int j = 0; j < read.columns(); j++) {
                kept += read.kept(i, j) ? 1 : 0;
            }
        }
        return kept;
    }

    private Mask mask() {
        if (mask == null) {
            throw new IllegalStateException("not set up");
        }
        return mask;
    }
}
