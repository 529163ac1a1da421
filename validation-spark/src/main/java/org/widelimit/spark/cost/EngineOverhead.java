package org.widelimit.spark.cost;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.widelimit.numerics.linalg.DenseBackends;
import org.widelimit.spark.SparkEngine;
import org.widelimit.validation.claim.Cell;
import org.widelimit.validation.claim.CellResult;
import org.widelimit.validation.report.Scale;
import org.widelimit.validation.study.CellRunner;
import org.widelimit.validation.study.CellStore;
import org.widelimit.validation.study.Engine;
import org.widelimit.validation.study.LocalEngine;
import org.widelimit.validation.study.StopSignal;
import org.widelimit.validation.study.StudyKey;

/**
 * Measures what an engine adds to a cell: trivial cells all at once (time for each, and processor time of this process for each, which on a cluster is the driver's), and one after another
 * (the way there and back, a job for each, which bounds what a core waits for). Finished cells go to a store in a file, as in {@code verify}. The better of two runs counts, for processor time
 * their mean, after one that is not counted.
 *
 * <p>Arguments: number of cells at once, number one after another, then {@code local:N} or a Spark master.
 */
public final class EngineOverhead {

    private static final int RUNS = 2;

    private final Engine engine;
    private final CellRunner runner = CellRunner.of(List.of(TrivialClaims.claim()), 1, DenseBackends.named("ejml"));

    private EngineOverhead(Engine engine) {
        this.engine = engine;
    }

    /** Prints one line of a Markdown table. */
    public static void main(String[] args) throws IOException {
        if (args.length != 3) {
            throw new IllegalArgumentException("expected CELLS SERIAL ENGINE, found " + args.length + " arguments");
        }
        int cells = Integer.parseInt(args[0]);
        int serial = Integer.parseInt(args[1]);
        long start = System.nanoTime();
        try (Engine engine = engine(args[2])) {
            EngineOverhead overhead = new EngineOverhead(engine);
            overhead.atOnce(1);
            double ready = (System.nanoTime() - start) / 1e9;
            overhead.atOnce(cells);
            double processor = processorSeconds();
            double parallel = overhead.best(() -> overhead.atOnce(cells)) / cells;
            processor = (processorSeconds() - processor) / (RUNS * cells);
            double latency = overhead.best(() -> overhead.oneAfterAnother(serial)) / serial;
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %.1f | %.3f | %.3f | %.2f |%n",
                    engine.description(),
                    ready,
                    1e3 * parallel,
                    1e3 * processor,
                    1e3 * latency);
        }
    }

    /** Processor time of this process, all threads. */
    private static double processorSeconds() {
        return ProcessHandle.current()
                        .info()
                        .totalCpuDuration()
                        .map(Duration::toNanos)
                        .orElse(0L)
                / 1e9;
    }

    private static Engine engine(String name) {
        return name.startsWith("local:")
                ? new LocalEngine(Integer.parseInt(name.substring("local:".length())))
                : SparkEngine.connect(name, TrivialClaims.class, Duration.ofSeconds(60));
    }

    /** A measured run, which reads and writes files. */
    private interface Measured {
        double seconds() throws IOException;
    }

    private double best(Measured run) throws IOException {
        double best = Double.POSITIVE_INFINITY;
        for (int i = 0; i < RUNS; i++) {
            best = Math.min(best, run.seconds());
        }
        return best;
    }

    private double atOnce(int cells) throws IOException {
        return seconds(IntStream.range(0, cells).mapToObj(EngineOverhead::cell).toList(), result -> List.of());
    }

    private double oneAfterAnother(int cells) throws IOException {
        return seconds(List.of(cell(0)), result -> {
            int following = result.cell().replicate() + 1;
            return following < cells ? List.of(cell(following)) : List.of();
        });
    }

    private static Cell cell(int replicate) {
        return new Cell(TrivialClaims.ID, 1, replicate);
    }

    private double seconds(List<Cell> first, Function<CellResult, List<Cell>> next) throws IOException {
        Path folder = Files.createTempDirectory("widelimit-overhead");
        Path file = folder.resolve("cells.jsonl");
        long start = System.nanoTime();
        try (CellStore store = CellStore.open(
                file, new StudyKey(1, Scale.QUICK, Map.of(), "overhead", "unknown", "unknown", "ejml"))) {
            Engine.Outcome outcome = engine.run(
                    first,
                    runner,
                    result -> {
                        store.append(result);
                        return next.apply(result);
                    },
                    new StopSignal());
            if (outcome != Engine.Outcome.FINISHED) {
                throw new IllegalStateException("expected a run to its end, found " + outcome);
            }
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(folder);
        }
        return (System.nanoTime() - start) / 1e9;
    }
}
