package org.widelimit.validation.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.widelimit.numerics.stats.Average;
import org.widelimit.numerics.stats.Bias;
import org.widelimit.validation.report.ClaimForm;
import org.widelimit.validation.report.Scale;
import org.widelimit.validation.report.Verdict;

/** What a builder is told is on the card. */
class ClaimCardTest {

    private static ValueClaim.Builder printedValue() {
        return ValueClaim.named("test/V-printed")
                .states("the mean is 1")
                .formula("E[X] = 1")
                .printed("arXiv 1", "eq. 2")
                .costs(7)
                .knob("width")
                .at(Scale.QUICK, Sweep.over(1, 2, 4))
                .measures("x", cell -> Measurement.of("x", 2).and("y", 1).and("z", 5))
                .average(Average.GEOMETRIC)
                .bias(Bias.ofOrder(2))
                .is(1)
                .within(0.1, "a test")
                .expectedRefuted()
                .falsehood("the target is 9", 9)
                .falsehood("z is 1", "z")
                .falsehood("z is 4", "z", 4)
                .control("y is 1", "y");
    }

    @Test
    void aValueHasItsSourceItsRivalsAndItsControl() {
        ValueClaim claim = printedValue().build();
        ClaimCard card = claim.card();
        assertThat(claim.id()).isEqualTo("test/V-printed");
        assertThat(claim.form()).isEqualTo(ClaimForm.VALUE);
        assertThat(claim.average()).isEqualTo(Average.GEOMETRIC);
        assertThat(claim.bias()).isEqualTo(Bias.ofOrder(2));
        assertThat(card.paper()).isEqualTo("test");
        assertThat(card.formula()).isEqualTo("E[X] = 1");
        assertThat(card.source().text()).isEqualTo("arXiv 1, eq. 2");
        assertThat(card.source().origin().label()).isEqualTo("printed");
        assertThat(card.expected()).isEqualTo(Verdict.REFUTED);
        assertThat(card.costSeconds()).isEqualTo(7);
        assertThat(card.minScale()).isEqualTo(Scale.QUICK);
        assertThat(card.plan().knob()).isEqualTo("width");
        assertThat(card.toleranceReason()).isEqualTo("a test");
        Target one = new Target(1, 0.1, Target.Relation.EQUAL);
        assertThat(card.statement()).isEqualTo(new Statement("the mean is 1", "x", null, one));
        assertThat(card.falsehoods())
                .containsExactly(
                        new Statement("the target is 9", "x", null, one.movedTo(9)),
                        new Statement("z is 1", "z", null, one),
                        new Statement("z is 4", "z", null, one.movedTo(4)));
        assertThat(card.controlIfAny()).contains(new Statement("y is 1", "y", null, one));
        assertThat(claim.statements())
                .containsExactly(
                        card.statement(),
                        card.falsehoods().get(0),
                        card.falsehoods().get(1),
                        card.falsehoods().get(2),
                        card.control());
    }

    @Test
    void aRateNamesItsAverageAndItsControl() {
        RateClaim claim = RateClaim.named("test/R-printed")
                .states("x falls like n^-1")
                .derived("arXiv 1", "eq. 2")
                .knob("width")
                .at(Scale.QUICK, Sweep.over(1, 2, 4, 8))
                .measuresNumber("x", cell -> 1 / Math.sqrt(cell.knob()))
                .exponent(-1)
                .within(0.1, "a test")
                .expectedRefuted()
                .falsehood("n^-2", -2)
                .control("n^-1/2", -0.5)
                .average(Average.ROOT_MEAN_SQUARE)
                .build();
        assertThat(claim.form()).isEqualTo(ClaimForm.RATE);
        assertThat(claim.average()).isEqualTo(Average.ROOT_MEAN_SQUARE);
        assertThat(claim.card().source().origin().label()).isEqualTo("derived");
        assertThat(claim.card().control())
                .isEqualTo(new Statement("n^-1/2", "x", null, new Target(-0.5, 0.1, Target.Relation.EQUAL)));
        Judgement judgement = InMemory.run(claim, 1);
        assertThat(judgement.asExpected()).isTrue();
        assertThat(judgement.main().estimate()).isCloseTo(-0.5, within(1e-12));
    }

    @Test
    void sharedReplicatesNeedTheGeometricAverage() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SyntheticClaims.rate("test/R", -0.5)
                        .sharedReplicates()
                        .average(Average.ARITHMETIC)
                        .falsehood("n^-2", -2)
                        .build())
                .withMessage("expected the GEOMETRIC average for shared replicates in claim test/R, found ARITHMETIC");
    }

    @Test
    void anOrderIsAboutADifference() {
        OrderClaim claim = SyntheticClaims.order("test/O-printed", 1)
                .byMoreThan(0.5, "half a unit")
                .expectedRefuted()
                .falsehoodReversed("b is smaller than a")
                .falsehood("c is smaller than d", "c", "d")
                .falsehood("by more than 3", 3)
                .control("e is smaller than f", "e", "f")
                .build();
        Target positive = new Target(0, 0, Target.Relation.MORE_THAN);
        assertThat(claim.form()).isEqualTo(ClaimForm.ORDER);
        assertThat(claim.card().toleranceReason()).isEqualTo("half a unit");
        assertThat(claim.card().statement())
                .isEqualTo(new Statement("a is smaller than b", "b", "a", positive.movedTo(0.5)));
        assertThat(claim.card().statement().number()).isEqualTo("b - a");
        assertThat(claim.card().falsehoods())
                .containsExactly(
                        new Statement("b is smaller than a", "a", "b", positive),
                        new Statement("c is smaller than d", "d", "c", positive),
                        new Statement("by more than 3", "b", "a", positive.movedTo(3)));
        assertThat(claim.card().control()).isEqualTo(new Statement("e is smaller than f", "f", "e", positive));
    }

    @Test
    void anOrderWithoutSidesIsRefused() {
        OrderClaim.Builder sides = OrderClaim.named("test/O").states("x");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sides.falsehoodReversed("y"))
                .withMessage("expected the two sides before a rival in claim test/O, found none");
        assertThatIllegalArgumentException()
                .isThrownBy(sides::build)
                .withMessage("expected the names of both sides in claim test/O, found none");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sides.smaller(" ", "b").build())
                .withMessageContaining("both sides");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sides.smaller("a", "").build())
                .withMessageContaining("both sides");
    }

    @Test
    void signFlipsNeedAsManyPairsAsTheirLevelHasHalvings() {
        // One look at one knob: 2^-7 = 0.0078 <= 0.01 < 2^-6; at two knobs the level is 0.005 >= 2^-8.
        OrderClaim.Builder enough = order(Sweep.over(1).replicates(7));
        assertThat(enough.build().card().plan().at(Scale.QUICK).most()).isEqualTo(7);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> order(Sweep.over(1).replicates(6)).build())
                .withMessage("expected enough replicates that sign flips can decide at level 0.01"
                        + " in claim test/O, found 6");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> order(Sweep.over(1, 2).replicates(7)).build())
                .withMessageContaining("at level 0.005");
        assertThat(order(Sweep.over(1, 2).replicates(8)).build().id()).isEqualTo("test/O");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> order(Sweep.over(1).replicates(4, 7)).build())
                .withMessageContaining("at level 0.005");
        // No more than 2^16 subsets are drawn, for however many pairs: 0.01 / 656 < 2^-16 < 0.01 / 655.
        assertThat(order(Sweep.over(knobs(655)).replicates(20)).build().id()).isEqualTo("test/O");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> order(Sweep.over(knobs(656)).replicates(20)).build())
                .withMessageContaining("at level 1.52");
    }

    private static double[] knobs(int count) {
        return IntStream.rangeClosed(1, count).asDoubleStream().toArray();
    }

    private static OrderClaim.Builder order(Sweep sweep) {
        return OrderClaim.named("test/O")
                .states("a is smaller than b")
                .derived("nowhere", "a test")
                .knob("width")
                .at(Scale.QUICK, sweep)
                .measures(cell -> Measurement.of("a", 0).and("b", 1))
                .smaller("a", "b")
                .falsehood("by more than 3", 3);
    }

    @Test
    void aBoundHasASlackThatIsNotNegative() throws Exception {
        BoundClaim claim = BoundClaim.named("test/B-printed")
                .states("1 <= 2 x")
                .derived("nowhere", "a test")
                .measures(
                        "slack",
                        instance ->
                                Measurement.of("slack", -1).and("corrected", 1).and("stronger", -2))
                .within(0.25, "rounding")
                .expectedRefuted()
                .falsehood("the slack is at least 2", 2)
                .falsehood("1 <= x", "stronger")
                .control("1 <= 3 x", "corrected")
                .build();
        Target none = new Target(0, 0.25, Target.Relation.AT_LEAST);
        assertThat(claim.form()).isEqualTo(ClaimForm.BOUND);
        assertThat(claim.card().toleranceReason()).isEqualTo("rounding");
        assertThat(claim.card().statement()).isEqualTo(new Statement("1 <= 2 x", "slack", null, none));
        assertThat(claim.card().falsehoods().get(0).target()).isEqualTo(none.movedTo(2));
        assertThat(claim.card().control()).isEqualTo(new Statement("1 <= 3 x", "corrected", null, none));
        assertThat(claim.replay(1, 3, 1, InMemory.BACKEND).number("corrected")).isEqualTo(1);
        assertThat(BoundClaim.named("test/B")
                        .states("x")
                        .derived("nowhere", "a test")
                        .measuresNumber("slack", instance -> instance.index())
                        .falsehood("at least 1", 1)
                        .build()
                        .replay(1, 3, 1, InMemory.BACKEND)
                        .number("slack"))
                .isEqualTo(3);
    }

    @Test
    void anIdentityHasAnErrorThatIsAtMostItsTolerance() throws Exception {
        IdentityClaim claim = IdentityClaim.named("test/I-printed")
                .states("x = y")
                .derived("nowhere", "a test")
                .measures("error", instance -> Measurement.of("error", 1).and("corrected", instance.index() * 1e-5))
                .within(0.25, "a quarter")
                .expectedRefuted()
                .falsehood("x = z", "error2")
                .control("x = y'", "corrected")
                .build();
        Target small = new Target(0, 0.25, Target.Relation.AT_MOST);
        assertThat(claim.form()).isEqualTo(ClaimForm.IDENTITY);
        assertThat(claim.card().toleranceReason()).isEqualTo("a quarter");
        assertThat(claim.card().falsehoods()).containsExactly(new Statement("x = z", "error2", null, small));
        assertThat(claim.card().control()).isEqualTo(new Statement("x = y'", "corrected", null, small));
        assertThat(claim.card().statement().quantity()).isEqualTo("error");
    }

    @Test
    void aFormNeedsSomethingToMeasureAndATolerance() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BoundClaim.named("test/B").states("x").build())
                .withMessage("expected a slack to measure in claim test/B, found none");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BoundClaim.named("test/B").falsehood("at least 1", 1))
                .withMessage("expected the slack before its rivals in claim test/B, found none");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IdentityClaim.named("test/I").states("x").build())
                .withMessage("expected an error to measure in claim test/I, found none");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> IdentityClaim.named("test/I").within(0, "none").falsehood("x", "y"))
                .withMessage("expected a tolerance > 0 before the rivals in claim test/I, found 0.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OrderClaim.named("test/O").smaller("a", "b").build())
                .withMessage("expected something to measure in claim test/O, found nothing");
    }

    @Test
    void whatIsSetTwiceOrNotAtAllIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> printedValue().control("again", "y").build())
                .withMessage("expected one control in claim test/V-printed, found two");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> printedValue().measuresNumber("x", cell -> 1))
                .withMessage("expected one measurement in claim test/V-printed, found two");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> printedValue().states(" ").build())
                .withMessage("expected a statement in words in claim test/V-printed, found none");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> printedValue().knob(" ").build())
                .withMessage("expected a scale knob in claim test/V-printed, found none");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> printedValue().is(Double.NaN).build())
                .withMessage("expected a target in claim test/V-printed, found none");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> printedValue().costs(-1).build())
                .withMessage("expected a cost >= 0 s in claim test/V-printed, found -1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> printedValue().costs(Double.POSITIVE_INFINITY).build())
                .withMessageContaining("cost");
        assertThat(printedValue().costs(0).build().card().costSeconds()).isZero();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ValueClaim.named("test/V")
                        .states("x")
                        .derived("nowhere", "a test")
                        .knob("width")
                        .measuresNumber("x", cell -> 1)
                        .is(1)
                        .within(1, "y")
                        .falsehood("z", 5)
                        .build())
                .withMessage("expected a sweep for at least one scale in claim test/V, found none");
    }

    @Test
    void aRivalOrderNeedsAnotherMargin() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        order(Sweep.over(1)).falsehood("by more than 0", 0).build())
                .withMessageContaining("two tolerances (0.0) from the target 0.0")
                .withMessageEndingWith("found 0.0 (\"by more than 0\")");
    }

    @Test
    void aBuilderBuildsTheSameClaimTwice() {
        ValueClaim.Builder builder = printedValue();
        assertThat(builder.build().card()).isEqualTo(builder.build().card());
    }

    @Test
    void nobodyExpectsAnUndecidedClaim() {
        ClaimCard card = order(Sweep.over(1)).build().card();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ClaimCard(
                        card.id(),
                        null,
                        card.source(),
                        Verdict.INCONCLUSIVE,
                        card.plan(),
                        0,
                        card.statement(),
                        "a reason",
                        card.falsehoods(),
                        null))
                .withMessage("expected SUPPORTED or REFUTED before the run in claim test/O, found INCONCLUSIVE");
    }

    @Test
    void aClaimWithoutRandomnessHasOneReplicate() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SyntheticClaims.value("test/V", 3, 0)
                        .is(3)
                        .deterministic("error")
                        .falsehood("more", 9)
                        .build())
                .withMessage("expected one replicate of a claim without randomness in claim test/V, found 64");
    }

    @Test
    void sourcesAndStatementsHaveText() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Source("", "eq. 1", Source.Origin.PRINTED))
                .withMessage("expected paper and place of a source, found \"\" and \"eq. 1\"");
        assertThatIllegalArgumentException().isThrownBy(() -> new Source("arXiv 1", " ", Source.Origin.PRINTED));
        Target target = new Target(0, 1, Target.Relation.EQUAL);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Statement(" ", "x", null, target))
                .withMessage("expected a text and a quantity of a statement, found \" \" and \"x\"");
        assertThatIllegalArgumentException().isThrownBy(() -> new Statement("x", "", null, target));
    }
}
