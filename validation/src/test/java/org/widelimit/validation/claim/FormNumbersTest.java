package org.widelimit.validation.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.widelimit.numerics.random.RandomStreams;
import org.widelimit.numerics.stats.Average;
import org.widelimit.numerics.stats.Bias;
import org.widelimit.numerics.stats.Interval;
import org.widelimit.numerics.stats.LimitFit;
import org.widelimit.numerics.stats.ScalePoint;
import org.widelimit.numerics.stats.SignFlipTest;
import org.widelimit.validation.report.Scale;
import org.widelimit.validation.report.Verdict;

/** Which numbers a judgement carries: bounds, points, lines, controls, averages. */
class FormNumbersTest {

    /** Twenty numbers without a pattern, from -1 to 1 and around 0.3. */
    private static double pseudo(double knob, int replicate) {
        return Math.sin(7 * replicate + knob) + 0.3;
    }

    @Test
    void anOrderHasLowerBoundsAtTheLevelAndUpperBoundsAtAShareOfIt() {
        OrderClaim claim = OrderClaim.named("test/O")
                .states("0 is smaller")
                .derived("nowhere", "a test")
                .knob("width")
                .at(Scale.QUICK, Sweep.over(1, 2).replicates(12))
                .measures(cell -> Measurement.of("a", 0).and("b", pseudo(cell.knob(), cell.replicate())))
                .smaller("a", "b")
                .falsehood("by more than 3", 3)
                .build();
        List<SignFlipTest> tests = DoubleStream.of(1, 2)
                .mapToObj(knob ->
                        IntStream.range(0, 12).mapToDouble(r -> pseudo(knob, r)).toArray())
                .map(d -> SignFlipTest.of(d, RandomStreams.of(1).stream()))
                .toList();
        StatementVerdict main = InMemory.run(claim, 1).main();
        for (int k = 0; k < 2; k++) {
            Interval bounds = new Interval(
                    tests.get(k).lowerBound(Judge.LEVEL), tests.get(k).upperBound(Judge.LEVEL / 2));
            assertThat(main.points().get(k))
                    .isEqualTo(new ScalePoint(k + 1, tests.get(k).mean(), bounds, 12, ScalePoint.Use.FITTED));
        }
        List<Interval> bounds = main.points().stream().map(ScalePoint::interval).toList();
        assertThat(main.interval())
                .isEqualTo(new Interval(
                        Math.min(bounds.get(0).lower(), bounds.get(1).lower()),
                        Math.min(bounds.get(0).upper(), bounds.get(1).upper())));
        assertThat(main.estimate())
                .isEqualTo(Math.min(tests.get(0).mean(), tests.get(1).mean()));
    }

    @Test
    void aValueWithoutRandomnessCarriesItsNumericalError() {
        ValueClaim claim = ValueClaim.named("test/V")
                .states("3 + 1/n + 1/n^2 tends to 3")
                .derived("nowhere", "a test")
                .knob("n")
                .at(Scale.QUICK, Sweep.over(10, 20, 40).replicates(1))
                .measures("x", cell -> {
                    double h = 1 / cell.knob();
                    return Measurement.of("x", 3 + h + h * h).and("error", 0.01 * h);
                })
                .bias(Bias.ofOrder(1))
                .deterministic("error")
                .is(3)
                .within(0.1, "a test")
                .falsehood("the limit is 4", 4)
                .build();
        StatementVerdict main = InMemory.run(claim, 1).main();
        Interval expected = LimitFit.deterministic(
                new double[] {10, 20, 40},
                new double[] {3.11, 3.0525, 3.025625},
                new double[] {0.001, 0.0005, 0.00025},
                Bias.ofOrder(1));
        assertThat(main.interval().lower()).isCloseTo(expected.lower(), within(1e-12));
        assertThat(main.interval().upper()).isCloseTo(expected.upper(), within(1e-12));
        assertThat(main.isStatistical()).isFalse();
        assertThat(main.pValue()).isNull();
        assertThat(main.points().get(0).interval().width()).isCloseTo(0.002, within(1e-12));
        assertThat(main.notes()).containsExactly("no randomness: the interval is an error estimate");
    }

    @Test
    void aValueSaysHowItWasExtrapolatedAndDrawsItsLine() {
        Judgement biased = InMemory.run(
                SyntheticClaims.value("test/V", 3, 0)
                        .is(3)
                        .falsehood("7 % more", 3.2)
                        .build(),
                1);
        assertThat(biased.main().notes()).containsExactly("limit extrapolated with exponent 1.0");
        for (int k = 0; k < 3; k++) {
            assertThat(biased.main().line().get(k)).isCloseTo(3 + 2.0 / (16 << k), within(1e-12));
        }
        assertThat(biased.main().dropped()).isEmpty();
        Judgement unbiased = InMemory.run(
                SyntheticClaims.value("test/V", 3, 1)
                        .bias(Bias.none())
                        .is(3)
                        .falsehood("10 more", 13)
                        .build(),
                1);
        assertThat(unbiased.main().notes()).isEmpty();
        assertThat(unbiased.main().line())
                .hasSize(3)
                .allSatisfy(y -> assertThat(y).isCloseTo(unbiased.main().estimate(), within(1e-12)));
    }

    @Test
    void aPrintedErratumIsRefutedAndItsControlSupported() {
        Judgement judgement = InMemory.run(
                SyntheticClaims.value("test/V-printed", 3.3, 0.5)
                        .expectedRefuted()
                        .is(3.3)
                        .control("the corrected value", 3)
                        .falsehood("10 % less", 2.7)
                        .build(),
                1);
        assertThat(judgement.verdict()).isEqualTo(Verdict.REFUTED);
        assertThat(judgement.control().verdict()).isEqualTo(Verdict.SUPPORTED);
        assertThat(judgement.asExpected()).isTrue();
    }

    @Test
    void theAverageIsTheOneThatTheClaimNames() {
        // exp(N) has geometric mean 1 and arithmetic mean exp(1/2).
        ValueClaim claim = ValueClaim.named("test/G")
                .states("the geometric mean of exp(N) is 1")
                .derived("nowhere", "a test")
                .knob("width")
                .at(Scale.QUICK, Sweep.over(1, 2, 4).replicates(64, 512))
                .measuresNumber(
                        "exp(N)", cell -> Math.exp(cell.random().stream().nextGaussian()))
                .average(Average.GEOMETRIC)
                .is(1)
                .within(0.2, "a test")
                .falsehood("the arithmetic mean", Math.exp(0.5))
                .build();
        assertThat(InMemory.run(claim, 1).asExpected()).isTrue();
    }
}
