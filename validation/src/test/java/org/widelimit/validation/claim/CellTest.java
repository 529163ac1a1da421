package org.widelimit.validation.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.widelimit.numerics.stats.Interval;
import org.widelimit.validation.report.Scale;

class CellTest {

    private static double first(CellContext cell) {
        return cell.random().stream().nextDouble();
    }

    private static double firstShared(CellContext cell) {
        return cell.sharedRandom().stream().nextDouble();
    }

    private static CellContext at(String claim, double knob, int replicate, long seed) {
        return new CellContext(new Cell(claim, knob, replicate), seed, InMemory.BACKEND);
    }

    @Test
    void itsRandomnessIsItsOwn() {
        CellContext cell = at("test/V", 16, 3, 1);
        assertThat(first(cell)).isEqualTo(first(at("test/V", 16, 3, 1)));
        assertThat(List.of(
                        first(cell),
                        first(at("test/W", 16, 3, 1)),
                        first(at("test/V", 32, 3, 1)),
                        first(at("test/V", 16, 4, 1)),
                        first(at("test/V", 16, 3, 2)),
                        firstShared(cell)))
                .doesNotHaveDuplicates();
    }

    @Test
    void sharedRandomnessIsThatOfTheReplicate() {
        CellContext cell = at("test/V", 16, 3, 1);
        assertThat(firstShared(cell)).isEqualTo(firstShared(at("test/V", 32, 3, 1)));
        assertThat(List.of(
                        firstShared(cell),
                        firstShared(at("test/W", 16, 3, 1)),
                        firstShared(at("test/V", 16, 4, 1)),
                        firstShared(at("test/V", 16, 3, 2))))
                .doesNotHaveDuplicates();
    }

    @Test
    void knobsThatAreSizesAreWholeNumbers() {
        assertThat(at("test/V", 16, 3, 1).size()).isEqualTo(16);
        assertThat(at("test/V", 16, 3, 1).replicate()).isEqualTo(3);
        assertThatIllegalStateException()
                .isThrownBy(() -> at("test/V", 0.5, 0, 1).size())
                .withMessage("expected a whole number as knob of claim test/V, found 0.5");
    }

    @Test
    void coordinatesAreChecked() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Cell("test/V", 0, 0))
                .withMessage("expected a positive finite knob in claim test/V, found 0.0");
        assertThatIllegalArgumentException().isThrownBy(() -> new Cell("test/V", Double.POSITIVE_INFINITY, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Cell("test/V", Double.NaN, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Cell("test/V", 1, -1))
                .withMessage("expected a replicate >= 0 in claim test/V, found -1");
        assertThat(new Cell("test/V", 0.5, 0)).hasToString("test/V, knob 0.5, replicate 0");
        assertThat(Stream.of(new Cell("b", 1, 0), new Cell("a", 2, 0), new Cell("a", 1, 1), new Cell("a", 1, 0))
                        .sorted(Cell.ORDER)
                        .toList())
                .containsExactly(new Cell("a", 1, 0), new Cell("a", 1, 1), new Cell("a", 2, 0), new Cell("b", 1, 0));
    }

    @Test
    void theMostExpensiveKnobComesFirst() {
        Claim claim =
                SyntheticClaims.value("test/V", 3, 1).is(3).falsehood("more", 9).build();
        assertThat(Judge.cells(claim, Scale.QUICK, 2))
                .containsExactly(
                        new Cell("test/V", 64, 0),
                        new Cell("test/V", 64, 1),
                        new Cell("test/V", 32, 0),
                        new Cell("test/V", 32, 1),
                        new Cell("test/V", 16, 0),
                        new Cell("test/V", 16, 1));
    }

    @Test
    void aResultIsAMeasurementOrAFailure() {
        Cell cell = new Cell("test/V", 1, 0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CellResult(cell, null, null, 0))
                .withMessage("expected a measurement or a failure of cell test/V, knob 1.0, replicate 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CellResult(cell, Measurement.of("x", 1), "broken", 0));
    }

    @Test
    void measurementsHoldNamedNumbersAndNotes() {
        Measurement one = Measurement.of("x", 1).withNote("n", "text");
        Measurement two = one.and("y", 2);
        assertThat(two.number("x")).isEqualTo(1);
        assertThat(two.number("y")).isEqualTo(2);
        assertThat(two.notes()).containsExactly(Map.entry("n", "text"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> two.and("x", 3))
                .withMessage("expected one number \"x\" in a measurement, found two");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> two.number("z"))
                .withMessage("expected a number \"z\", found [x, y]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Measurement(Map.of(), Map.of()))
                .withMessage("expected at least one number in a measurement, found none");
    }

    @Test
    void targetsAcceptTheirEdges() {
        assertThat(new Target(3, 0.5, Target.Relation.EQUAL).accepted()).isEqualTo(new Interval(2.5, 3.5));
        assertThat(new Target(3, 0.5, Target.Relation.AT_MOST).accepted()).isEqualTo(Interval.atMost(3.5));
        assertThat(new Target(3, 0.5, Target.Relation.AT_LEAST).accepted()).isEqualTo(Interval.atLeast(2.5));
        Interval more = new Target(3, 0.5, Target.Relation.MORE_THAN).accepted();
        assertThat(more.contains(3.5)).isFalse();
        assertThat(more.contains(Math.nextUp(3.5))).isTrue();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Target(Double.NaN, 0, Target.Relation.EQUAL))
                .withMessage("expected a finite target, found NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Target(0, -1, Target.Relation.EQUAL))
                .withMessage("expected a tolerance >= 0, found -1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Target(0, Double.POSITIVE_INFINITY, Target.Relation.EQUAL));
    }

    @Test
    void sweepsGoTowardsTheLimitInEitherDirection() {
        assertThat(Sweep.over(0.1, 0.01).knobArray()).containsExactly(0.1, 0.01);
        assertThat(Sweep.over(1).rounds()).containsExactly(8, 16, 32, 64);
        assertThat(Sweep.over(1).replicates(1).most()).isEqualTo(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sweep.over())
                .withMessage("expected at least one value of the knob, found none");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sweep.over(0))
                .withMessage("expected positive finite values of the knob, found 0.0");
        assertThatIllegalArgumentException().isThrownBy(() -> Sweep.over(1, Double.POSITIVE_INFINITY));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sweep.over(3, 2, 4))
                .withMessage("expected values of the knob in order towards the limit, found [3.0, 2.0, 4.0]");
        assertThatIllegalArgumentException().isThrownBy(() -> Sweep.over(1, 2, 2));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sweep.over(1).replicates(0, 4))
                .withMessage("expected 1 <= first replicates <= most replicates, found 0 and 4");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Plan(" ", Map.of(Scale.QUICK, Sweep.over(1))))
                .withMessage("expected a name of the scale knob, found none");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Plan("width", Map.of()))
                .withMessage("expected a sweep for at least one scale, found none");
        Plan plan = new Plan("width", Map.of(Scale.STANDARD, Sweep.over(1)));
        assertThat(plan.runsAt(Scale.STANDARD)).isTrue();
        assertThat(plan.runsAt(Scale.FULL)).isTrue();
        assertThat(plan.runsAt(Scale.QUICK)).isFalse();
    }
}
