package org.widelimit.validation.claim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.widelimit.numerics.random.RandomStreams;
import org.widelimit.numerics.stats.EquivalenceTest;
import org.widelimit.validation.report.Scale;
import org.widelimit.validation.report.Verdict;

class JudgeTest {

    private static final Claim CLAIM = SyntheticClaims.value("test/V", 3, 0.6)
            .is(3)
            .falsehood("7 % more", 3.2)
            .build();

    private static List<CellResult> cells(int replicates) {
        List<CellResult> results = new ArrayList<>();
        for (Cell cell : Judge.cells(CLAIM, Scale.QUICK, replicates)) {
            results.add(CellResult.run(CLAIM, new CellContext(cell, 1, InMemory.BACKEND)));
        }
        return results;
    }

    @Property(tries = 5)
    void theOrderOfTheCellsDoesNotMatter(@ForAll long shuffle) {
        List<CellResult> results = cells(16);
        Judgement expected = Judge.judge(CLAIM, Scale.QUICK, 1, results);
        List<CellResult> shuffled = new ArrayList<>(results);
        Collections.shuffle(shuffled, new Random(shuffle));
        Judgement found = Judge.judge(CLAIM, Scale.QUICK, 1, shuffled);
        assertThat(found.main()).isEqualTo(expected.main());
        assertThat(found.falsehoods()).isEqualTo(expected.falsehoods());
    }

    @Test
    void cellsBeyondTheDecidingLookChangeNothing() {
        Judgement decided = InMemory.run(CLAIM, 1);
        assertThat(decided.look()).isBetween(2, 3);
        Judgement withMore = Judge.judge(CLAIM, Scale.QUICK, 1, cells(64));
        assertThat(withMore.main()).isEqualTo(decided.main());
        assertThat(withMore.look()).isEqualTo(decided.look());
        assertThat(withMore.samples()).isEqualTo(decided.samples());
    }

    @Test
    void anIncompleteRoundIsNotLookedAt() {
        List<CellResult> results = cells(8);
        Judgement without = Judge.judge(CLAIM, Scale.QUICK, 1, results.subList(1, results.size()));
        assertThat(without.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(without.look()).isZero();
        assertThat(without.replicatesWanted()).isEqualTo(8);
        assertThat(without.isFinal()).isFalse();
        assertThat(without.main().estimate()).isNull();
        assertThat(Judge.judge(CLAIM, Scale.QUICK, 1, results).look()).isEqualTo(1);
    }

    @Test
    void statementsAboutOneNumberShareItsInterval() {
        Judgement judgement = InMemory.run(CLAIM, 1);
        assertThat(judgement.falsehoods().get(0).interval())
                .isEqualTo(judgement.main().interval());
    }

    @Test
    void cellsOfOtherClaimsAreIgnored() {
        List<CellResult> results = new ArrayList<>(cells(8));
        Judgement expected = Judge.judge(CLAIM, Scale.QUICK, 1, results);
        results.add(new CellResult(new Cell("test/other", 16, 0), null, "broken", 1));
        assertThat(Judge.judge(CLAIM, Scale.QUICK, 1, results).main()).isEqualTo(expected.main());
    }

    @Test
    void aFailedCellIsAnErrorWithTheFirstMessage() {
        List<CellResult> results = new ArrayList<>(cells(8));
        for (int i : new int[] {20, 3}) {
            Cell cell = results.get(i).cell();
            results.set(i, new CellResult(cell, null, "broken at " + cell.knob(), 0));
        }
        Judgement judgement = Judge.judge(CLAIM, Scale.QUICK, 1, results);
        assertThat(judgement.verdict()).isEqualTo(Verdict.ERROR);
        assertThat(judgement.error()).isEqualTo("width 16.0, replicate 4: broken at 16.0");
        assertThat(judgement.asExpected()).isFalse();
        assertThat(judgement.isFinal()).isTrue();
        assertThat(judgement.look()).isZero();
    }

    @Test
    void aFailureCountsFromTheRoundThatNeedsItsCell() {
        List<CellResult> results = new ArrayList<>(cells(16));
        Judgement first = Judge.judge(CLAIM, Scale.QUICK, 1, cells(8));
        assertThat(first.isFinal()).isFalse();
        results.replaceAll(result -> result.cell().replicate() == 8
                ? new CellResult(
                        result.cell(), null, "broken at " + result.cell().knob(), 0)
                : result);
        Judgement judgement = Judge.judge(CLAIM, Scale.QUICK, 1, results);
        assertThat(judgement.error()).isEqualTo("width 16.0, replicate 8: broken at 16.0");
        assertThat(judgement.look()).isEqualTo(1);
    }

    @Test
    void thePValueIsTheLevelAtWhichTheVerdictTips() {
        Judgement judgement = InMemory.run(CLAIM, 1);
        Double p = judgement.main().pValue();
        assertThat(p).isNotNull().isBetween(1e-12, Judge.LEVEL);
        // The same samples looked at once, with level p: the interval just reaches the edge of the tolerance.
        Samples samples = new Samples(
                new double[] {16, 32, 64},
                IntStream.of(16, 32, 64)
                        .mapToObj(knob -> IntStream.range(0, (int) judgement.samples() / 3)
                                .mapToObj(r -> measure(knob, r))
                                .toList())
                        .toList());
        Finding finding = ((ValueClaim) CLAIM)
                .evaluate(
                        CLAIM.card().statement(),
                        samples,
                        0.01,
                        RandomStreams.of(1)
                                .child("judge")
                                .child(CLAIM.id())
                                .child("look", judgement.look())
                                .child("number")
                                .child("quantity")
                                .stream());
        double atLook = p / judgement.looks();
        var accepted = CLAIM.card().statement().target().accepted();
        assertThat(EquivalenceTest.decide(finding.interval().apply(atLook * 1.001), accepted)
                        .name())
                .isEqualTo("SUPPORTED");
        assertThat(EquivalenceTest.decide(finding.interval().apply(atLook * 0.999), accepted)
                        .name())
                .isEqualTo("INCONCLUSIVE");
    }

    @Test
    void pValuesAreNotFollowedBelowTheSmallestLevel() {
        // Without noise every interval is a point, and the verdict stands at every level.
        Claim exact = SyntheticClaims.value("test/V", 3, 0)
                .is(3)
                .falsehood("7 % more", 3.2)
                .build();
        Judgement judgement = InMemory.run(exact, 1);
        assertThat(judgement.look()).isEqualTo(1);
        assertThat(judgement.main().pValue()).isEqualTo(1e-12 * judgement.looks());
        assertThat(judgement.falsehoods().get(0).pValue()).isEqualTo(1e-12 * judgement.looks());
    }

    private static Measurement measure(int knob, int replicate) {
        CellResult result =
                CellResult.run(CLAIM, new CellContext(new Cell(CLAIM.id(), knob, replicate), 1, InMemory.BACKEND));
        return Objects.requireNonNull(result.measurement());
    }

    @Test
    void aClaimWhoseFalsehoodIsNotRefutedIsNotAsExpected() {
        // The rival quantity is the claim's own, so it is supported as the claim is.
        Claim powerless = ValueClaim.named("test/V")
                .states("the mean is 1")
                .derived("nowhere", "a test")
                .knob("width")
                .at(Scale.QUICK, Sweep.over(1, 2, 4))
                .measures("x", cell -> Measurement.of("x", 1).and("y", 1))
                .is(1)
                .within(0.1, "a test")
                .falsehood("so is that of y", "y")
                .falsehood("the mean is 2", 2)
                .build();
        Judgement judgement = InMemory.run(powerless, 1);
        assertThat(judgement.verdict()).isEqualTo(Verdict.SUPPORTED);
        assertThat(judgement.falsehoods())
                .extracting(StatementVerdict::verdict)
                .containsExactly(Verdict.SUPPORTED, Verdict.REFUTED);
        assertThat(judgement.asExpected()).isFalse();
    }

    @Test
    void aClaimWhoseControlIsNotSupportedIsNotAsExpected() {
        Judgement judgement = InMemory.run(
                SyntheticClaims.value("test/V-printed", 3.3, 0.5)
                        .expectedRefuted()
                        .is(3.3)
                        .control("another wrong value", 2.7)
                        .falsehood("10 % more", 3.6)
                        .build(),
                1);
        assertThat(judgement.verdict()).isEqualTo(Verdict.REFUTED);
        assertThat(judgement.falsehoods().get(0).verdict()).isEqualTo(Verdict.REFUTED);
        assertThat(judgement.control().verdict()).isEqualTo(Verdict.REFUTED);
        assertThat(judgement.asExpected()).isFalse();
    }

    @Test
    void anInterruptedCellSaysSoAndKeepsTheInterruption() {
        Claim interrupted = IdentityClaim.named("test/I")
                .states("x = y")
                .derived("nowhere", "a test")
                .measures("error", instance -> {
                    throw new InterruptedException();
                })
                .within(1, "a test")
                .falsehood("x = z", "rival")
                .build();
        CellResult result =
                CellResult.run(interrupted, new CellContext(new Cell("test/I", 20, 0), 1, InMemory.BACKEND));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(result.failure()).isEqualTo("interrupted");
        assertThat(result.measurement()).isNull();
    }

    @Test
    void whatACellThrowsBecomesItsFailure() {
        Claim claim = SyntheticClaims.order("test/O", 1).falsehood("more", 9).build();
        assertThat(CellResult.run(claim, new CellContext(new Cell("test/O", 1, 0), 1, InMemory.BACKEND))
                        .failure())
                .isNull();
        Claim broken = OrderClaim.named("test/O")
                .states("x")
                .derived("nowhere", "a test")
                .knob("width")
                .at(Scale.QUICK, Sweep.over(1).replicates(16))
                .measures(cell -> {
                    if (cell.replicate() == 1) {
                        throw new OutOfMemoryError("no room");
                    }
                    return cell.replicate() == 2
                            ? Measurement.of("a", Double.POSITIVE_INFINITY)
                            : Measurement.of("a", 1 / (cell.replicate() - cell.size()));
                })
                .smaller("a", "b")
                .falsehood("more", 9)
                .build();
        assertThat(failure(broken, 0)).isNull();
        assertThat(failure(broken, 1)).isEqualTo("OutOfMemoryError: no room");
        assertThat(failure(broken, 2)).isEqualTo("expected a finite number, found \"a\" = Infinity");
    }

    private static String failure(Claim claim, int replicate) {
        return CellResult.run(claim, new CellContext(new Cell(claim.id(), 1, replicate), 1, InMemory.BACKEND))
                .failure();
    }
}
