package org.widelimit.validation.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.widelimit.numerics.random.RandomStream;
import org.widelimit.numerics.stats.Bias;
import org.widelimit.numerics.stats.Interval;
import org.widelimit.validation.report.Scale;
import org.widelimit.validation.report.Verdict;

/** Each form with a claim that is true, one that is false, and one that its samples cannot decide. */
class FormsTest {

    @Nested
    class Value {

        @Test
        void trueIsSupportedAndItsRivalsAreRefuted() {
            Judgement judgement = InMemory.run(
                    SyntheticClaims.value("test/V", 3, 0.5)
                            .is(3)
                            .falsehood("7 % more", 3.2)
                            .falsehood("10 % more", "rival")
                            .build(),
                    1);
            assertThat(judgement.verdict()).isEqualTo(Verdict.SUPPORTED);
            assertThat(judgement.asExpected()).isTrue();
            Interval interval = judgement.main().interval();
            assertThat(interval).isNotNull();
            assertThat(interval.isInside(Interval.around(3, 0.1))).isTrue();
            assertThat(interval.contains(3)).isTrue();
            assertThat(judgement.main().points()).hasSize(3);
            // Every statement has a p-value, and every verdict stands at 1 %.
            assertThat(judgement.main().pValue()).isBetween(0.0, 0.01);
            assertThat(judgement.falsehoods())
                    .allSatisfy(f -> assertThat(f.pValue()).isBetween(0.0, 0.01));
        }

        @Test
        void falseIsRefuted() {
            Judgement judgement = InMemory.run(
                    SyntheticClaims.value("test/V", 3.3, 0.5)
                            .is(3.3)
                            .falsehood("the truth", 3)
                            .build(),
                    1);
            assertThat(judgement.verdict()).isEqualTo(Verdict.REFUTED);
            assertThat(judgement.asExpected()).isFalse();
            assertThat(judgement.falsehoods().get(0).verdict()).isEqualTo(Verdict.SUPPORTED);
        }

        @Test
        void tooMuchNoiseIsInconclusiveAfterTheWholeBudget() {
            Judgement judgement = InMemory.run(
                    SyntheticClaims.value("test/V", 3, 30)
                            .is(3)
                            .falsehood("7 % more", 3.2)
                            .build(),
                    1);
            assertThat(judgement.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
            assertThat(judgement.asExpected()).isFalse();
            assertThat(judgement.look()).isEqualTo(judgement.looks()).isEqualTo(4);
            assertThat(judgement.samples()).isEqualTo(3 * 64);
            assertThat(judgement.main().pValue()).isNull();
        }

        @Test
        void withoutItsBiasTheSameValueIsMissed() {
            // 3 + 2/n averaged over n = 16, 32, 64 is 3.073, and its drift shows: the tolerance of 0.1 is not met.
            Judgement judgement = InMemory.run(
                    SyntheticClaims.value("test/V", 3, 0.01)
                            .is(3)
                            .within(0.03, "finer than the bias")
                            .bias(Bias.none())
                            .falsehood("10 % more", 3.3)
                            .build(),
                    1);
            assertThat(judgement.verdict()).isNotEqualTo(Verdict.SUPPORTED);
        }

        @Test
        void valuesWithoutRandomnessAreJudgedByTheirNumericalError() {
            ValueClaim claim = ValueClaim.named("test/D")
                    .states("(exp(e) - 1) / e tends to 1")
                    .derived("nowhere", "a test")
                    .knob("epsilon")
                    .at(Scale.QUICK, Sweep.over(1e-2, 1e-3, 1e-4).replicates(1))
                    .measures(
                            "quotient",
                            cell -> Measurement.of("quotient", Math.expm1(cell.knob()) / cell.knob())
                                    .and("rounding", 1e-15))
                    .deterministic("rounding")
                    .is(1)
                    .within(1e-5, "far below the last value's distance of 5e-5")
                    .bias(Bias.ofOrder(1))
                    .falsehood("2 %% of the first step", 1 + 1e-4)
                    .build();
            Judgement judgement = InMemory.run(claim, 1);
            assertThat(judgement.asExpected()).isTrue();
            assertThat(judgement.samples()).isEqualTo(3);
            assertThat(judgement.main().isStatistical()).isFalse();
            // The line through e = 1e-3 and 1e-4 leaves -e1 e2 / 6.
            assertThat(judgement.main().estimate()).isCloseTo(1 - 1e-7 / 6, within(1e-11));
        }

        @Test
        void sharedReplicatesSeeTheSameRandomnessAtEveryKnob() {
            ValueClaim claim = ValueClaim.named("test/S")
                    .states("z + e tends to z, so the difference from z tends to 0")
                    .derived("nowhere", "a test")
                    .knob("epsilon")
                    .at(Scale.QUICK, Sweep.over(0.4, 0.2, 0.1))
                    .measuresNumber("z + e", cell -> {
                        RandomStream stream = cell.sharedRandom().stream();
                        return 5 + 0.01 * stream.nextGaussian() + stream.nextGaussian() * cell.knob();
                    })
                    .sharedReplicates()
                    .is(5)
                    .within(0.05, "the spread of z")
                    .bias(Bias.ofOrder(1))
                    .falsehood("4 % more", 5.2)
                    .build();
            Judgement judgement = InMemory.run(claim, 1);
            // The slope in e varies by 1 from instance to instance and cancels: 8 replicates decide.
            assertThat(judgement.asExpected()).isTrue();
            assertThat(judgement.look()).isLessThanOrEqualTo(2);
        }
    }

    @Nested
    class Rate {

        @Test
        void trueIsSupportedAndItsRivalsAreRefuted() {
            Judgement judgement = InMemory.run(
                    SyntheticClaims.rate("test/R", -0.5)
                            .falsehood("a third", -1.0 / 3)
                            .falsehood("the other error", "other")
                            .build(),
                    1);
            assertThat(judgement.verdict()).isEqualTo(Verdict.SUPPORTED);
            assertThat(judgement.asExpected()).isTrue();
            assertThat(judgement.main().line()).hasSize(4);
        }

        @Test
        void falseIsRefuted() {
            Judgement judgement = InMemory.run(
                    SyntheticClaims.rate("test/R", -1)
                            .falsehood("a third", -1.0 / 3)
                            .build(),
                    1);
            assertThat(judgement.verdict()).isEqualTo(Verdict.REFUTED);
        }

        @Test
        void tooFewReplicatesAreInconclusive() {
            Judgement judgement = InMemory.run(
                    SyntheticClaims.rate("test/R", -0.5)
                            .at(Scale.STANDARD, Sweep.over(16, 20, 25, 31).replicates(4))
                            .falsehood("a third", -1.0 / 3)
                            .build(),
                    Scale.STANDARD,
                    1);
            assertThat(judgement.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        }

        @Test
        void noMoreScalesAreDroppedThanTheClaimAllows() {
            // 1 + 30 / n is no power of n. Without noise every look rejects the line, and one more scale is dropped.
            RateClaim.Builder curve = RateClaim.named("test/R")
                    .states("a curve")
                    .derived("nowhere", "a test")
                    .knob("width")
                    .at(Scale.QUICK, Sweep.over(1, 2, 4, 8, 16, 32).replicates(4))
                    .measuresNumber("error", cell -> 1 + 30 / cell.knob())
                    .exponent(-9)
                    .within(0.1, "a test")
                    .falsehood("n^-20", -20);
            assertThat(InMemory.run(curve.dropAtMost(0).build(), 1).main().dropped())
                    .containsExactly(1.0);
            assertThat(InMemory.run(curve.dropAtMost(1).build(), 1).main().dropped())
                    .containsExactly(1.0, 2.0);
        }

        @Test
        void anErrorOfZeroHasNoLogarithm() {
            Judgement judgement = InMemory.run(
                    RateClaim.named("test/R")
                            .states("0 scales as n^-1")
                            .derived("nowhere", "a test")
                            .knob("width")
                            .at(Scale.QUICK, Sweep.over(1, 2, 4, 8))
                            .measuresNumber("error", cell -> cell.knob() == 4 ? 0 : 1)
                            .exponent(-1)
                            .within(0.1, "a test")
                            .falsehood("n^-2", -2)
                            .build(),
                    1);
            assertThat(judgement.verdict()).isEqualTo(Verdict.ERROR);
            assertThat(judgement.error()).isEqualTo("expected positive errors at scale 4.0, found 0.0");
            assertThat(judgement.isFinal()).isTrue();
        }
    }

    @Nested
    class Order {

        @Test
        void trueIsSupportedAndItsRivalsAreRefuted() {
            Judgement judgement = InMemory.run(
                    SyntheticClaims.order("test/O", 1.5)
                            .falsehoodReversed("b is smaller than a")
                            .falsehood("by more than 3", 3)
                            .build(),
                    1);
            assertThat(judgement.asExpected()).isTrue();
            assertThat(judgement.main().interval().lower()).isBetween(0.0, 1.5);
        }

        @Test
        void falseIsRefuted() {
            Judgement judgement = InMemory.run(
                    SyntheticClaims.order("test/O", -1.5)
                            .falsehood("by more than 3", 3)
                            .build(),
                    1);
            assertThat(judgement.verdict()).isEqualTo(Verdict.REFUTED);
        }

        @Test
        void equalSidesAreNotSmaller() {
            Judgement judgement = InMemory.run(
                    OrderClaim.named("test/O")
                            .states("1 is smaller than 1")
                            .derived("nowhere", "a test")
                            .knob("width")
                            .at(Scale.QUICK, Sweep.over(1).replicates(16))
                            .measures(cell -> Measurement.of("a", 1).and("b", 1))
                            .smaller("a", "b")
                            .falsehood("by more than 3", 3)
                            .build(),
                    1);
            assertThat(judgement.verdict()).isEqualTo(Verdict.REFUTED);
        }

        @Test
        void aSmallGapIsInconclusive() {
            Judgement judgement = InMemory.run(
                    SyntheticClaims.order("test/O", 0.02)
                            .falsehood("by more than 3", 3)
                            .build(),
                    1);
            assertThat(judgement.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
            assertThat(judgement.falsehoods().get(0).verdict()).isEqualTo(Verdict.REFUTED);
        }

        @Test
        void anOrderHasToHoldAtEveryKnob() {
            Judgement judgement = InMemory.run(
                    OrderClaim.named("test/O")
                            .states("0 is smaller than noise around 3 - knob")
                            .derived("nowhere", "a test")
                            .knob("shift")
                            .at(Scale.QUICK, Sweep.over(1, 2, 5).replicates(16, 64))
                            .measures(cell -> Measurement.of("a", 0)
                                    .and(
                                            "b",
                                            3
                                                    - cell.knob()
                                                    + 0.3
                                                            * cell.random().stream()
                                                                    .nextGaussian()))
                            .smaller("a", "b")
                            .falsehood("by more than 9", 9)
                            .build(),
                    1);
            assertThat(judgement.verdict()).isEqualTo(Verdict.REFUTED);
            assertThat(judgement.main().estimate()).isCloseTo(-2, within(0.2));
        }
    }

    @Nested
    class Identity {

        @Test
        void trueIsSupportedAndItsRivalIsRefuted() {
            Judgement judgement = InMemory.run(
                    SyntheticClaims.identity("test/I", 1e-15)
                            .falsehood("no cross term", "without the cross term")
                            .build(),
                    1);
            assertThat(judgement.asExpected()).isTrue();
            assertThat(judgement.samples()).isEqualTo(200);
            assertThat(judgement.main().notes())
                    .containsExactly(
                            "no violation in 200 instances: a random one violates with probability at most 0.015 (95 %)");
        }

        @Test
        void theNumberOfInstancesGrowsWithTheScale() {
            IdentityClaim claim = SyntheticClaims.identity("test/I", 1e-15)
                    .falsehood("no cross term", "without the cross term")
                    .build();
            assertThat(InMemory.run(claim, Scale.STANDARD, 1).samples()).isEqualTo(2000);
            assertThat(claim.card().plan().at(Scale.FULL).most() * 20).isEqualTo(20_000);
        }

        @Test
        void oneViolationRefutesAndIsShrunkToASmallInstanceThatReplays() throws Exception {
            IdentityClaim claim = SyntheticClaims.identity("test/I", 3e-16)
                    .falsehood("no cross term", "without the cross term")
                    .build();
            Judgement judgement = InMemory.run(claim, 1);
            assertThat(judgement.verdict()).isEqualTo(Verdict.REFUTED);
            String text = judgement.main().counterexample();
            assertThat(text).matches("(?s)instance \\d+, corner [A-Z]+.*: double\\[\\] x = \\[.*\\]; error = .*");
            int index = Integer.parseInt(text.replaceAll("(?s)instance (\\d+),.*", "$1"));
            double shrink = text.contains("shrunk to")
                    ? Double.parseDouble(text.replaceAll("(?s).*shrunk to ([0-9.]+):.*", "$1"))
                    : 1;
            Measurement replayed = claim.replay(1, index, shrink, InMemory.BACKEND);
            assertThat(replayed.number("error")).isGreaterThan(3e-16);
            assertThat(text).startsWith(replayed.notes().get("counterexample"));
        }

        @Test
        void aMeasurementThatIsNotFiniteIsAnErrorOfTheClaimAndNamesTheInstance() {
            IdentityClaim claim = IdentityClaim.named("test/I")
                    .states("0 = 0")
                    .derived("nowhere", "a test")
                    .measures(
                            "error",
                            i -> Measurement.of("error", i.index() == 137 ? Double.NaN : 0)
                                    .and("rival", 1))
                    .within(1e-15, "a test")
                    .falsehood("1 = 0", "rival")
                    .build();
            Judgement judgement = InMemory.run(claim, 1);
            assertThat(judgement.verdict()).isEqualTo(Verdict.ERROR);
            assertThat(judgement.error()).contains("\"error\"", "instance 137", "NaN", "replicate 6");
            assertThat(judgement.falsehoods().get(0).verdict()).isEqualTo(Verdict.ERROR);
        }
    }

    @Nested
    class Bound {

        @Test
        void trueIsSupportedAndAStrongerOneIsRefuted() {
            Judgement judgement = InMemory.run(
                    SyntheticClaims.bound("test/B", 1)
                            .falsehood("10 % stronger", "rival")
                            .falsehood("with room to spare", 0.01)
                            .build(),
                    1);
            assertThat(judgement.asExpected()).isTrue();
            assertThat(judgement.main().estimate()).isBetween(-1e-15, 1e-15);
        }

        @Test
        void falseIsRefutedWithACounterexample() {
            Judgement judgement = InMemory.run(
                    SyntheticClaims.bound("test/B", 0.9)
                            .falsehood("stronger", "rival")
                            .build(),
                    1);
            assertThat(judgement.verdict()).isEqualTo(Verdict.REFUTED);
            assertThat(judgement.main().estimate()).isCloseTo(-0.1, within(1e-12));
            assertThat(judgement.main().counterexample()).contains("x = ", "y = ", "slack = -0.1");
        }
    }
}
