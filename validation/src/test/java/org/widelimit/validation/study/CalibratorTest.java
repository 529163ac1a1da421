package org.widelimit.validation.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.widelimit.numerics.linalg.DenseBackend;
import org.widelimit.numerics.linalg.DenseBackends;
import org.widelimit.validation.claim.Claim;
import org.widelimit.validation.claim.Measurement;
import org.widelimit.validation.claim.OrderClaim;
import org.widelimit.validation.claim.RateClaim;
import org.widelimit.validation.claim.Sweep;
import org.widelimit.validation.report.Scale;

/** Calibration is held against claims whose rates of error are known. */
class CalibratorTest {

    private static final DenseBackend BACKEND = DenseBackends.named("ejml");

    private static Calibrator run(List<Claim> claims, int seeds, int threads) {
        Calibrator calibrator = new Calibrator(claims, Scale.QUICK, threads);
        for (int seed = 1; seed <= seeds; seed++) {
            assertThat(calibrator.run(seed, BACKEND, StudyListener.NONE, new StopSignal()))
                    .isTrue();
        }
        return calibrator;
    }

    /** b exceeds a by {@code effect} in units of the standard deviation of the difference. */
    private static Claim order(double effect) {
        return OrderClaim.named("test/order")
                .states("a is smaller than b")
                .derived("nowhere", "a test")
                .knob("width")
                .at(Scale.QUICK, Sweep.over(16).replicates(8, 16))
                .measures(cell -> Measurement.of("a", 0)
                        .and("b", effect + cell.random().stream().nextGaussian()))
                .smaller("a", "b")
                .falsehoodReversed("b is smaller than a")
                .build();
    }

    @Test
    void trueClaimsPassAndFalseOnesDoNot() throws InterruptedException {
        List<Claim> claims = List.of(
                StudyClaims.value("test/true", 3), StudyClaims.value("test/false", 5), StudyClaims.identity("other/1"));
        List<Calibration> found = run(claims, 6, 2).calibrations(40, 1, new StopSignal());
        assertThat(found.get(0).seeds())
                .isEqualTo(new Tally(6, 0, found.get(0).seeds().undecided(), 0));
        assertThat(found.get(0).resampled().studies()).isEqualTo(40);
        assertThat(found.get(0).pool()).isEqualTo(6 * 8);
        assertThat(found.get(0).passes()).isTrue();
        assertThat(found.get(1).seeds().wrong()).isEqualTo(6);
        assertThat(found.get(1).resampled().wrong()).isEqualTo(40);
        assertThat(found.get(1).passes()).isFalse();
        // Instances are not resampled; every seed brings new ones.
        assertThat(found.get(2).resampled().studies()).isZero();
        assertThat(found.get(2).samples()).isEqualTo(6 * 200);
        assertThat(found.get(2).passes()).isTrue();
    }

    @Test
    void aClaimWithoutEffectRefutesItselfNoMoreOftenThanItsLevel() throws InterruptedException {
        // Nothing is there, so each verdict on "a < b" is an error; both looks together may make them in 1 % of the
        // studies.
        Calibration found = run(List.of(order(0)), 300, 2)
                .calibrations(0, 1, new StopSignal())
                .get(0);
        double share = (found.seeds().studies() - found.seeds().undecided()) / 300.0;
        // Either sign of the effect: two one-sided errors of 1 %. Five standard deviations above.
        assertThat(share).isLessThan(0.02 + 5 * Math.sqrt(0.02 * 0.98 / 300));
        assertThat(found.seeds().wrongVerdicts().atLeast(Tally.CONFIDENCE)).isLessThan(Tally.ALLOWED);
        // A procedure that can decide nothing refutes no falsehood, and does not pass.
        assertThat(found.passes()).isFalse();
    }

    @Test
    void resampledStudiesAreAsFrequentlyUndecidedAsThoseOfNewSeeds() throws InterruptedException {
        // An effect of 0.8 is often too small for 16 replicates at 1 %: a rate of undecided studies in the middle.
        List<Claim> claims = List.of(order(0.8));
        Calibration found =
                run(claims, 100, 2).calibrations(100, 1, new StopSignal()).get(0);
        double ran = found.seeds().undecided() / 100.0;
        double resampled = found.resampled().undecided() / 100.0;
        assertThat(ran).isBetween(0.1, 0.9);
        // The pool of 800 replicates has the effect to 0.035; 100 studies have a rate to 0.05 each.
        assertThat(resampled).isCloseTo(ran, within(0.2));
    }

    /** A rate of a number that may be negative: it was decided with one seed, and in error with the next. */
    @Test
    void studiesThatCannotBeJudgedAreWrongOnes() throws InterruptedException {
        Claim claim = RateClaim.named("test/negative")
                .states("A number that is now positive and now negative scales as n^-1/2")
                .derived("nowhere", "a test")
                .knob("width")
                .at(Scale.QUICK, Sweep.over(16, 32, 64, 128).replicates(8, 16))
                .measuresNumber("number", cell -> cell.random().stream().nextGaussian())
                .exponent(-0.5)
                .within(0.1, "a test")
                .falsehood("n^-1", -1)
                .build();
        Calibration found =
                run(List.of(claim), 3, 1).calibrations(10, 1, new StopSignal()).get(0);
        assertThat(found.seeds().wrong()).isEqualTo(3);
        assertThat(found.resampled().wrong()).isEqualTo(10);
        assertThat(found.passes()).isFalse();
    }

    /** Of 300 studies six may be wrong where there is sampling error; of every instance there is none. */
    @Test
    void oneCounterexampleIsEnoughForAClaimAboutInstances() {
        Tally once = new Tally(300, 1, 0, 0);
        Claim sampled = StudyClaims.value("test/sampled", 3);
        Claim exact = StudyClaims.identity("other/exact");
        assertThat(new Calibration(sampled, once, Tally.NONE, 0, 0, 0).passes()).isTrue();
        assertThat(new Calibration(exact, once, Tally.NONE, 0, 0, 0).passes()).isFalse();
        assertThat(new Calibration(exact, new Tally(300, 0, 0, 1), Tally.NONE, 0, 0, 0).passes())
                .isTrue();
    }

    @Test
    void theCountsDoNotDependOnThreads() throws InterruptedException {
        List<Claim> claims = List.of(order(0.8), StudyClaims.rate("test/rate"));
        List<Calibration> one = run(claims, 3, 1).calibrations(10, 3, new StopSignal());
        List<Calibration> three = run(claims, 3, 3).calibrations(10, 3, new StopSignal());
        for (int i = 0; i < claims.size(); i++) {
            assertThat(three.get(i).seeds()).isEqualTo(one.get(i).seeds());
            assertThat(three.get(i).resampled()).isEqualTo(one.get(i).resampled());
        }
    }

    @Test
    void storedCellsAreAPoolOfTheirOwn(@TempDir Path folder) throws InterruptedException {
        Claim claim = StudyClaims.value("test/true", 3);
        StudyPlan plan = StudyPlan.of(List.of(claim), Scale.QUICK, 1);
        Path file = folder.resolve("cells.jsonl");
        try (CellStore store =
                CellStore.open(file, new StudyKey(1, Scale.QUICK, Map.of(), "1", "code", "java", "ejml"))) {
            new StudyRunner(new LocalEngine(1), BACKEND).run(plan, store);
        }
        StoredCells stored = StoredCells.read(file);
        assertThat(stored.scale()).isEqualTo(Scale.QUICK);
        assertThat(stored.damagedLine()).isZero();
        Calibrator calibrator = new Calibrator(List.of(claim), Scale.QUICK, 1);
        calibrator.addStored(stored.cells());
        Calibration found = calibrator.calibrations(30, 1, new StopSignal()).get(0);
        assertThat(found.pool()).isEqualTo(stored.cells().size() / 3);
        assertThat(found.seeds().studies()).isZero();
        assertThat(found.resampled().studies()).isEqualTo(30);
        assertThat(found.resampled().wrong()).isZero();
    }

    @Test
    void readingEndsAtADamagedLineAndSaysWhichItIs(@TempDir Path folder) throws Exception {
        StudyPlan plan = StudyPlan.of(List.of(StudyClaims.value("test/true", 3)), Scale.QUICK, 1);
        Path file = folder.resolve("cells.jsonl");
        try (CellStore store =
                CellStore.open(file, new StudyKey(1, Scale.QUICK, Map.of(), "1", "code", "java", "ejml"))) {
            new StudyRunner(new LocalEngine(1), BACKEND).run(plan, store);
        }
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        lines.set(4, lines.get(4).replaceFirst("[0-9]", "x"));
        Files.write(file, lines);
        StoredCells stored = StoredCells.read(file);
        assertThat(stored.damagedLine()).isEqualTo(5);
        assertThat(stored.cells()).hasSize(3);
    }

    @Test
    void aTallyFailsWhenItsErrorsCannotBeRarerThanOnePercent() {
        assertThat(new Tally(300, 0, 0, 0).passes()).isTrue();
        assertThat(new Tally(300, 0, 300, 0).passes()).isTrue();
        // P(X >= 7) is 3 % for Binomial(300, 0.01), P(X >= 6) 8 %.
        assertThat(new Tally(300, 6, 0, 0).passes()).isTrue();
        assertThat(new Tally(300, 7, 0, 0).passes()).isFalse();
        assertThat(new Tally(300, 0, 0, 7).passes()).isFalse();
        assertThat(Tally.NONE.passes()).isTrue();
    }
}
