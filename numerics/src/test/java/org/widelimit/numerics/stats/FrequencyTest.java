package org.widelimit.numerics.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The bounds are held against the binomial sums that define them. */
class FrequencyTest {

    @Test
    void nothingSeenGivesTheRootOfTheConfidence() {
        // (1 - p)^n = 1 - confidence
        assertThat(new Frequency(0, 300).atMost(0.95)).isEqualTo(1 - Math.pow(0.05, 1.0 / 300), within(1e-12));
        assertThat(new Frequency(0, 300).atLeast(0.95)).isZero();
        assertThat(new Frequency(7, 7).atLeast(0.95)).isEqualTo(Math.pow(0.05, 1.0 / 7), within(1e-12));
        assertThat(new Frequency(7, 7).atMost(0.95)).isEqualTo(1);
    }

    @Property(tries = 200)
    void theTailsBeyondTheBoundsHaveTheProbabilityLeftOver(
            @ForAll @IntRange(min = 1, max = 60) int trials,
            @ForAll @IntRange(min = 0, max = 60) int seen,
            @ForAll @DoubleRange(min = 0.6, max = 0.99) double confidence) {
        int count = Math.min(seen, trials);
        Frequency frequency = new Frequency(count, trials);
        if (count < trials) {
            double p = frequency.atMost(confidence);
            assertThat(probability(trials, 0, count, p)).isEqualTo(1 - confidence, within(1e-8));
        }
        if (count > 0) {
            double p = frequency.atLeast(confidence);
            assertThat(probability(trials, count, trials, p)).isEqualTo(1 - confidence, within(1e-8));
        }
        assertThat(frequency.share()).isBetween(frequency.atLeast(0.6), frequency.atMost(0.6));
    }

    /** P(from <= X <= to) of a binomial X, term by term. */
    private static double probability(int n, int from, int to, double p) {
        double sum = 0;
        for (int k = from; k <= to; k++) {
            double term = 1;
            for (int i = 0; i < k; i++) {
                term *= p * (n - i) / (i + 1);
            }
            sum += term * Math.pow(1 - p, n - k);
        }
        return sum;
    }

    @Test
    void badCountsAndConfidencesAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Frequency(3, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> new Frequency(-1, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> new Frequency(0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Frequency(1, 2).atMost(0.5));
        assertThatIllegalArgumentException().isThrownBy(() -> new Frequency(1, 2).atLeast(1));
    }
}
