package org.widelimit.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.linalg.DenseBackends;
import org.widelimit.validation.claim.Cell;
import org.widelimit.validation.claim.CellResult;
import org.widelimit.validation.claim.Claim;
import org.widelimit.validation.claim.Judgement;
import org.widelimit.validation.report.Scale;
import org.widelimit.validation.report.Verdict;
import org.widelimit.validation.study.CellStore;
import org.widelimit.validation.study.Engine;
import org.widelimit.validation.study.LocalEngine;
import org.widelimit.validation.study.MemoryCellStore;
import org.widelimit.validation.study.StopSignal;
import org.widelimit.validation.study.StudyListener;
import org.widelimit.validation.study.StudyPlan;
import org.widelimit.validation.study.StudyResult;
import org.widelimit.validation.study.StudyRunner;

/** One Spark in this process, which is what {@code local[2]} is. */
@Timeout(300)
class SparkEngineTest {

    @SuppressWarnings("NullAway.Init")
    private static SparkEngine spark;

    @BeforeAll
    static void connect() {
        spark = SparkEngine.connect("local[2]", TestClaims.class, Duration.ofSeconds(60));
    }

    @AfterAll
    static void close() {
        spark.close();
    }

    private static StudyPlan plan(Claim... claims) {
        return new StudyPlan(7, Scale.QUICK, List.of(claims), List.of());
    }

    private static StudyResult run(Engine engine, StudyPlan plan, CellStore store, StopSignal stop) {
        return new StudyRunner(engine, DenseBackends.named("ejml")).run(plan, store, StudyListener.NONE, stop);
    }

    private static Map<Cell, String> bits(MemoryCellStore store) {
        Map<Cell, String> bits = new TreeMap<>(Cell.ORDER);
        store.cells().forEach(result -> bits.put(result.cell(), Cells.bits(result)));
        return bits;
    }

    @Test
    void roundsFailuresAndBitsAreThoseOfTheLocalEngine() {
        StudyPlan plan = plan(TestClaims.undecided(), TestClaims.failing());
        MemoryCellStore here = new MemoryCellStore();
        MemoryCellStore there = new MemoryCellStore();
        StudyResult local = run(new LocalEngine(1), plan, here, new StopSignal());
        StudyResult distributed = run(spark, plan, there, new StopSignal());
        assertThat(bits(there)).isEqualTo(bits(here)).hasSizeGreaterThan(24 + 24 + 24);
        assertThat(distributed.outcome()).isEqualTo(Engine.Outcome.FINISHED);
        assertThat(distributed.judgements().stream().map(Judgement::main))
                .isEqualTo(local.judgements().stream().map(Judgement::main).toList());
        assertThat(distributed.judgements().get(1).verdict()).isEqualTo(Verdict.ERROR);
        assertThat(distributed.judgements().get(1).error())
                .isEqualTo("width 32.0, replicate 5: IllegalStateException: no convergence");
    }

    @Test
    void askedToStopItCancelsItsJobsAndHandsOverWhatHadFinished() {
        StopSignal stop = new StopSignal();
        MemoryCellStore store = new MemoryCellStore() {
            @Override
            public void append(CellResult result) {
                super.append(result);
                stop.request();
            }
        };
        long start = System.nanoTime();
        StudyResult result = run(spark, plan(TestClaims.slow()), store, stop);
        assertThat(result.outcome()).isEqualTo(Engine.Outcome.STOPPED);
        assertThat(store.cells()).isNotEmpty().allMatch(cell -> cell.failure() == null);
        // The cells that were left sleep for ten minutes; the context is free for others long before.
        MemoryCellStore after = new MemoryCellStore();
        assertThat(run(spark, plan(TestClaims.undecided()), after, new StopSignal())
                        .outcome())
                .isEqualTo(Engine.Outcome.FINISHED);
        assertThat(System.nanoTime() - start).isLessThan(Duration.ofSeconds(200).toNanos());
    }

    @Test
    void anInterruptStopsAndStaysSet() {
        MemoryCellStore store = new MemoryCellStore() {
            @Override
            public void append(CellResult result) {
                super.append(result);
                Thread.currentThread().interrupt();
            }
        };
        StudyResult result = run(spark, plan(TestClaims.slow()), store, new StopSignal());
        assertThat(Thread.interrupted()).isTrue();
        assertThat(result.outcome()).isEqualTo(Engine.Outcome.STOPPED);
    }

    @Test
    void whatTheStoreSaysReachesTheCaller() {
        CellStore full = new MemoryCellStore() {
            @Override
            public void append(CellResult result) {
                throw new InputException("the disk is full");
            }
        };
        assertThatThrownBy(() -> run(spark, plan(TestClaims.undecided()), full, new StopSignal()))
                .isInstanceOf(InputException.class)
                .hasMessage("the disk is full");
    }

    @Test
    void claimsThatExecutorsDoNotHaveAreRefusedBeforeAnythingRuns() {
        MemoryCellStore store = new MemoryCellStore();
        StudyPlan plan = plan(new StandardClaims().get().claim("flow/15-rate"));
        assertThatThrownBy(() -> run(spark, plan, store, new StopSignal()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("flow/15-rate");
        assertThat(store.cells()).isEmpty();
    }

    @Test
    void nothingToDoIsDoneAtOnce() {
        assertThat(run(spark, plan(), new MemoryCellStore(), new StopSignal()).outcome())
                .isEqualTo(Engine.Outcome.FINISHED);
        assertThat(spark.description()).startsWith("spark 4.").endsWith(", local[2]");
    }
}
