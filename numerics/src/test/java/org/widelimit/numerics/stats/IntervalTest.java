package org.widelimit.numerics.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class IntervalTest {

    @Provide
    Arbitrary<Interval> intervals() {
        Arbitrary<Double> ends = Arbitraries.oneOf(
                Arbitraries.doubles().between(-4, 4).ofScale(1),
                Arbitraries.of(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY));
        return ends.tuple2().map(t -> new Interval(Math.min(t.get1(), t.get2()), Math.max(t.get1(), t.get2())));
    }

    @Property
    void insideAndDisjointExcludeEachOther(@ForAll("intervals") Interval a, @ForAll("intervals") Interval b) {
        assertThat(a.isInside(b) && a.isDisjointFrom(b)).isFalse();
        assertThat(a.isDisjointFrom(b)).isEqualTo(b.isDisjointFrom(a));
        assertThat(a.isInside(b) && b.isInside(a)).isEqualTo(a.equals(b));
        assertThat(a.isInside(a.hull(b)) && b.isInside(a.hull(b))).isTrue();
    }

    @Property
    void aSmallerIntervalDecidesAtLeastAsMuch(
            @ForAll("intervals") Interval a, @ForAll("intervals") Interval b, @ForAll("intervals") Interval accepted) {
        Decision wide = EquivalenceTest.decide(a.hull(b), accepted);
        Decision narrow = EquivalenceTest.decide(a, accepted);
        assertThat(wide == Decision.INCONCLUSIVE || wide == narrow).isTrue();
    }

    @Test
    void touchingIsNotDisjoint() {
        assertThat(Interval.of(0, 1).isDisjointFrom(Interval.of(1, 2))).isFalse();
        assertThat(Interval.of(0, 1).isDisjointFrom(Interval.of(Math.nextUp(1.0), 2)))
                .isTrue();
    }

    @Test
    void bothEndsBelongToIt() {
        Interval interval = Interval.of(-1, 2);
        assertThat(interval.contains(-1)).isTrue();
        assertThat(interval.contains(2)).isTrue();
        assertThat(interval.contains(Math.nextDown(-1.0))).isFalse();
        assertThat(interval.contains(Math.nextUp(2.0))).isFalse();
        assertThat(interval.contains(Double.NaN)).isFalse();
    }

    @Test
    void decidesThreeWays() {
        assertThat(EquivalenceTest.decide(Interval.of(0.9, 1.1), 1, 0.1)).isEqualTo(Decision.SUPPORTED);
        assertThat(EquivalenceTest.decide(Interval.of(0.8, 1.1), 1, 0.1)).isEqualTo(Decision.INCONCLUSIVE);
        assertThat(EquivalenceTest.decide(Interval.of(1.2, 1.3), 1, 0.1)).isEqualTo(Decision.REFUTED);
        assertThat(EquivalenceTest.decide(Interval.EVERYTHING, 1, 0.1)).isEqualTo(Decision.INCONCLUSIVE);
        assertThat(EquivalenceTest.decide(Interval.of(0.5, 7), Interval.atLeast(0.5)))
                .isEqualTo(Decision.SUPPORTED);
    }

    @Test
    void refusesWhatIsNoInterval() {
        assertThatIllegalArgumentException().isThrownBy(() -> Interval.of(1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> Interval.of(Double.NaN, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> Interval.around(0, -1));
        assertThatIllegalArgumentException().isThrownBy(() -> Interval.point(0).widenedBy(Double.NaN));
    }

    @Test
    void measuresItself() {
        Interval interval = Interval.around(2, 0.5);
        assertThat(interval.width()).isEqualTo(1);
        assertThat(interval.mid()).isEqualTo(2);
        assertThat(interval.isFinite()).isTrue();
        assertThat(Interval.atMost(3).isFinite()).isFalse();
        assertThat(interval.widenedBy(1)).isEqualTo(Interval.of(0.5, 3.5));
    }
}
