package org.widelimit.validation.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.widelimit.numerics.stats.Interval;
import org.widelimit.numerics.stats.ScalePoint;
import org.widelimit.validation.report.Verdict;

/** Batches of twenty instances. */
class InstanceRunsTest {

    /** The numbers 20 b, ..., 20 b + 19 in an order of their own in batch b; the largest is the 18th, the least the first. */
    private static double scattered(Instance instance) {
        int place = instance.index() % 20;
        return instance.index() - place + 7 * place % 20;
    }

    private static IdentityClaim identity(NumberFunction<Instance> error, double tolerance) {
        return IdentityClaim.named("test/I")
                .states("x = y")
                .derived("nowhere", "a test")
                .measures("error", i -> Measurement.of("error", error.of(i)).and("rival", 1e9))
                .within(tolerance, "a test")
                .falsehood("x = z", "rival")
                .build();
    }

    private static BoundClaim bound(NumberFunction<Instance> slack) {
        return BoundClaim.named("test/B")
                .states("x <= y")
                .derived("nowhere", "a test")
                .measuresNumber("slack", slack)
                .falsehood("the slack is at least 10^9", 1e9)
                .build();
    }

    private static Measurement batch(Claim claim, int replicate) throws Exception {
        return claim.measure(new CellContext(new Cell(claim.id(), 20, replicate), 1, InMemory.BACKEND));
    }

    @Test
    void aBatchNamesItsWorstInstanceAndItsMedian() throws Exception {
        Measurement largest = batch(identity(InstanceRunsTest::scattered, 1e6), 3);
        assertThat(largest.number("error")).isEqualTo(79);
        assertThat(largest.number("error @ instance")).isEqualTo(77);
        assertThat(largest.number("error median")).isEqualTo(69.5);
        Measurement least = batch(bound(InstanceRunsTest::scattered), 3);
        assertThat(least.number("slack")).isEqualTo(60);
        assertThat(least.number("slack @ instance")).isEqualTo(60);
        assertThat(least.number("slack median")).isEqualTo(69.5);
        assertThat(least.notes()).isEmpty();
    }

    @Test
    void ofEquallyBadInstancesTheFirstIsNamed() throws Exception {
        assertThat(batch(identity(i -> 0.5, 1), 2).number("error @ instance")).isEqualTo(40);
        assertThat(batch(bound(i -> 0.5), 2).number("slack @ instance")).isEqualTo(40);
    }

    @Test
    void everyBatchIsAPointFromItsMedianToItsWorst() {
        Judgement judgement = InMemory.run(identity(InstanceRunsTest::scattered, 1e6), 1);
        List<ScalePoint> points = judgement.main().points();
        assertThat(points).hasSize(10);
        for (int b = 0; b < 10; b++) {
            assertThat(points.get(b))
                    .isEqualTo(new ScalePoint(
                            b + 1, 20 * b + 19, new Interval(20 * b + 9.5, 20 * b + 19), 20, ScalePoint.Use.FITTED));
        }
        assertThat(judgement.main().estimate()).isEqualTo(199);
        assertThat(judgement.main().interval()).isEqualTo(Interval.point(199));
        assertThat(judgement.main().isStatistical()).isFalse();
        assertThat(judgement.main().pValue()).isNull();
        assertThat(judgement.samples()).isEqualTo(200);
        // The claim holds in every instance, so no instance is named against its rival.
        assertThat(judgement.falsehoods().get(0).verdict()).isEqualTo(Verdict.REFUTED);
        assertThat(judgement.falsehoods().get(0).counterexample()).isNull();
    }

    @Test
    void aCounterexampleIsTheSmallestShrunkInstanceThatStillViolates() throws Exception {
        // Violates while the dimension is at least 3 of 1, ..., 9: an instance of dimension d does at shrink s when
        // 1 + floor((d - 1) s) >= 3.
        IdentityClaim claim = IdentityClaim.named("test/I")
                .states("n < 3")
                .derived("nowhere", "a test")
                .measures("error", instance -> {
                    int n = instance.dimension(1, 9);
                    instance.describe(() -> "n = " + n);
                    return Measurement.of("error", n < 3 ? 0 : n).and("rival", 9);
                })
                .within(0.5, "a test")
                .falsehood("n = 0", "rival")
                .build();
        Measurement batch = batch(claim, 0);
        assertThat(batch.number("error")).isEqualTo(9);
        int index = (int) batch.number("error @ instance");
        // 8 drawn above the least: 1 + 0, 1 + 1, 1 + 2 at shrinks 0, 1/8, 1/4.
        assertThat(batch.notes().get("counterexample"))
                .startsWith("instance " + index + ", corner ")
                .endsWith(", shrunk to 0.25: n = 3; error = 3.0");
        assertThat(claim.replay(1, index, 0.125, InMemory.BACKEND).notes()).isEmpty();
        Judgement judgement = InMemory.run(claim, 1);
        assertThat(judgement.main().counterexample()).isEqualTo(batch.notes().get("counterexample"));
        // It is none of the rival, which has a quantity of its own.
        assertThat(judgement.falsehoods().get(0).verdict()).isEqualTo(Verdict.REFUTED);
        assertThat(judgement.falsehoods().get(0).counterexample()).isNull();
    }

    @Test
    void aMeasurementThatThrowsNamesItsInstance() {
        IdentityClaim claim = identity(
                i -> {
                    throw new ArithmeticException("no root");
                },
                1);
        assertThatThrownBy(() -> batch(claim, 2))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("instance 40: no root");
    }
}
