package org.widelimit.validation.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.widelimit.numerics.linalg.DenseBackend;
import org.widelimit.numerics.linalg.DenseBackends;
import org.widelimit.validation.claim.CellResult;
import org.widelimit.validation.claim.Claim;
import org.widelimit.validation.claim.Judgement;
import org.widelimit.validation.claim.Measurement;
import org.widelimit.validation.claim.StatementVerdict;
import org.widelimit.validation.report.Scale;
import org.widelimit.validation.report.Verdict;

class StudyRunnerTest {

    private static final DenseBackend BACKEND = DenseBackends.named("ejml");
    private static final StudyPlan PLAN = StudyPlan.of(StudyClaims.all(), Scale.QUICK, 7);

    private static StudyResult run(StudyPlan plan, int threads) {
        return new StudyRunner(new LocalEngine(threads), BACKEND).run(plan, CellStore.inMemory());
    }

    /** All that a report shows of a judgement, except for the seconds. */
    private static List<Object> shown(Judgement judgement) {
        List<Object> shown = new ArrayList<>(
                List.of(judgement.claim().id(), judgement.main(), judgement.falsehoods(), judgement.samples()));
        shown.add(judgement.look());
        shown.add(String.valueOf(judgement.error()));
        return shown;
    }

    private static List<List<Object>> shown(StudyResult result) {
        return result.judgements().stream().map(StudyRunnerTest::shown).toList();
    }

    @Test
    void everyClaimOfThePlanIsAsExpected() {
        StudyResult result = run(PLAN, 2);
        assertThat(result.judgements()).hasSize(4).allMatch(Judgement::isFinal).allMatch(Judgement::asExpected);
        assertThat(result.asExpected()).isTrue();
        assertThat(result.outcome()).isEqualTo(Engine.Outcome.FINISHED);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4})
    void theBitsDoNotDependOnTheThreads(int threads) {
        assertThat(shown(run(PLAN, threads))).isEqualTo(shown(run(PLAN, 1)));
    }

    @Test
    void theBitsDoNotDependOnTheOrderOrCompanyOfClaims() {
        List<Claim> reversed = new ArrayList<>(PLAN.claims());
        Collections.reverse(reversed);
        List<List<Object>> found = new ArrayList<>(shown(run(new StudyPlan(7, Scale.QUICK, reversed, List.of()), 2)));
        Collections.reverse(found);
        List<List<Object>> expected = shown(run(PLAN, 2));
        assertThat(found).isEqualTo(expected);
        StudyPlan alone = new StudyPlan(7, Scale.QUICK, List.of(StudyClaims.rate("test/2")), List.of());
        assertThat(shown(run(alone, 2)).get(0)).isEqualTo(expected.get(1));
    }

    @Test
    void anotherSeedGivesOtherNumbers() {
        StudyPlan other = new StudyPlan(8, Scale.QUICK, PLAN.claims(), List.of());
        assertThat(run(other, 2).judgements().get(0).main().estimate())
                .isNotEqualTo(run(PLAN, 2).judgements().get(0).main().estimate());
    }

    @Test
    void aThrowingCellEndsItsClaimAndTheOthersGoOn() {
        Claim broken = StudyClaims.value("test/9", 3, cell -> {
            if (cell.replicate() == 5 && cell.knob() == 32) {
                throw new IllegalStateException("no convergence");
            }
            return Measurement.of("quantity", 3);
        });
        Claim undefined = StudyClaims.value("test/10", 3, cell -> Measurement.of("quantity", 0.0 / 0));
        Claim greedy = StudyClaims.value(
                "test/11", 3, cell -> Measurement.of("quantity", new double[Integer.MAX_VALUE - 8].length));
        List<Claim> claims = List.of(broken, StudyClaims.rate("test/2"), undefined, greedy);
        StudyResult result = run(new StudyPlan(7, Scale.QUICK, claims, List.of()), 2);
        assertThat(result.judgements().stream().map(Judgement::verdict))
                .containsExactly(Verdict.ERROR, Verdict.SUPPORTED, Verdict.ERROR, Verdict.ERROR);
        assertThat(result.judgements().get(3).error()).contains("OutOfMemoryError");
        assertThat(result.judgements().get(0).error())
                .isEqualTo("width 32.0, replicate 5: IllegalStateException: no convergence");
        assertThat(result.judgements().get(2).error())
                .isEqualTo("width 16.0, replicate 0: expected a finite number, found \"quantity\" = NaN");
        assertThat(result.judgements().get(0).falsehoods().stream().map(StatementVerdict::verdict))
                .containsOnly(Verdict.ERROR);
        assertThat(result.asExpected()).isFalse();
    }

    private static StudyKey key() {
        return new StudyKey(7, Scale.QUICK, Map.of(), "test", "code", "java", "ejml");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 60})
    void aStoppedStudyGoesOnWhereItWas(int cells, @TempDir Path folder) {
        Path file = folder.resolve("cells.jsonl");
        StopSignal stop = new StopSignal();
        StudyListener stopping = new StudyListener() {
            @Override
            public void cellFinished(CellResult result, int finished, int planned) {
                if (finished == cells) {
                    stop.request();
                }
            }
        };
        StudyRunner runner = new StudyRunner(new LocalEngine(2), BACKEND);
        try (CellStore store = CellStore.open(file, key())) {
            StudyResult stopped = runner.run(PLAN, store, stopping, stop);
            assertThat(stopped.outcome()).isEqualTo(Engine.Outcome.STOPPED);
            assertThat(stopped.asExpected()).isFalse();
        }
        AtomicInteger again = new AtomicInteger();
        Set<Object> earlier = ConcurrentHashMap.newKeySet();
        StudyListener counting = new StudyListener() {
            @Override
            public void cellFinished(CellResult result, int finished, int planned) {
                again.addAndGet(earlier.contains(result.cell()) ? 1 : 0);
            }
        };
        try (CellStore store = CellStore.open(file, key())) {
            store.earlier().forEach(result -> earlier.add(result.cell()));
            assertThat(earlier).hasSizeGreaterThanOrEqualTo(cells);
            StudyResult resumed = runner.run(PLAN, store, counting, new StopSignal());
            assertThat(shown(resumed)).isEqualTo(shown(run(PLAN, 2)));
        }
        assertThat(again).hasValue(0);
        try (CellStore store = CellStore.open(file, key())) {
            // Judged again from the file alone.
            assertThat(StudyRunner.judge(PLAN, store.earlier()).stream().map(StudyRunnerTest::shown))
                    .isEqualTo(shown(run(PLAN, 2)));
        }
    }

    @Test
    void failedCellsAreTriedAgainWhenAStudyIsResumed(@TempDir Path folder) {
        AtomicInteger failures = new AtomicInteger(1);
        Claim flaky = StudyClaims.value("test/9", 3, cell -> {
            if (failures.getAndDecrement() > 0) {
                throw new IllegalStateException("the disk was full");
            }
            return Measurement.of("quantity", 3 + 1e-3 * cell.random().stream().nextGaussian());
        });
        StudyPlan plan = new StudyPlan(7, Scale.QUICK, List.of(flaky), List.of());
        Path file = folder.resolve("cells.jsonl");
        StudyRunner runner = new StudyRunner(new LocalEngine(1), BACKEND);
        try (CellStore store = CellStore.open(file, key())) {
            assertThat(runner.run(plan, store).judgements().get(0).verdict()).isEqualTo(Verdict.ERROR);
        }
        try (CellStore store = CellStore.open(file, key())) {
            assertThat(runner.run(plan, store).judgements().get(0).verdict()).isEqualTo(Verdict.SUPPORTED);
        }
    }

    @Test
    void anInterruptStopsWithoutWaitingForCellsThatHang() throws Exception {
        CountDownLatch hanging = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        Claim endless = StudyClaims.value("test/9", 3, cell -> {
            hanging.countDown();
            boolean waiting = true;
            while (waiting) {
                // Deaf to interrupts, as native code is.
                try {
                    never.await();
                    waiting = false;
                } catch (InterruptedException e) {
                    continue;
                }
            }
            return Measurement.of("quantity", 3);
        });
        StudyPlan plan = new StudyPlan(7, Scale.QUICK, List.of(endless), List.of());
        List<StudyResult> results = Collections.synchronizedList(new ArrayList<>());
        Thread study = new Thread(() -> results.add(run(plan, 2)));
        study.start();
        hanging.await();
        study.interrupt();
        study.join();
        never.countDown();
        assertThat(results).hasSize(1);
        assertThat(results.get(0).outcome()).isEqualTo(Engine.Outcome.STOPPED);
        assertThat(results.get(0).judgements().get(0).isFinal()).isFalse();
    }

    @Test
    void theListenerHearsOfEveryCellAndEveryClaim() {
        List<String> judged = new ArrayList<>();
        AtomicInteger cells = new AtomicInteger();
        StudyListener listener = new StudyListener() {
            @Override
            public void cellFinished(CellResult result, int finished, int planned) {
                assertThat(finished).isEqualTo(cells.incrementAndGet()).isLessThanOrEqualTo(planned);
            }

            @Override
            public void claimJudged(Judgement judgement, int number, int claims) {
                judged.add(judgement.claim().id());
                assertThat(number).isEqualTo(judged.size());
                assertThat(claims).isEqualTo(4);
            }
        };
        new StudyRunner(new LocalEngine(2), BACKEND).run(PLAN, CellStore.inMemory(), listener, new StopSignal());
        assertThat(judged).containsExactlyInAnyOrder("test/1", "test/2", "test/3", "other/1");
        assertThat(cells.get()).isGreaterThan(50);
    }

    @Test
    void anEngineNeedsAThread() {
        assertThatIllegalArgumentException().isThrownBy(() -> new LocalEngine(0));
        assertThat(LocalEngine.onAllCores().threads())
                .isEqualTo(Runtime.getRuntime().availableProcessors());
    }
}
