package org.widelimit.numerics.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.widelimit.numerics.random.RandomStream;
import org.widelimit.numerics.random.RandomStreams;

class MeanEstimateTest {

    private static final RandomStreams RANDOM = RandomStreams.of(5).child("means");

    @Test
    void agreesWithASecondLibrary() {
        double[] values = RANDOM.stream().gaussians(13);
        SummaryStatistics other = new SummaryStatistics();
        for (double value : values) {
            other.addValue(value);
        }
        MeanEstimate mean = MeanEstimate.of(values);
        double half = new TDistribution(12).inverseCumulativeProbability(0.995)
                * other.getStandardDeviation()
                / Math.sqrt(13);
        assertThat(mean.mean()).isCloseTo(other.getMean(), within(1e-15));
        assertThat(mean.interval(0.01).lower()).isCloseTo(other.getMean() - half, within(1e-8));
        assertThat(mean.interval(0.01).upper()).isCloseTo(other.getMean() + half, within(1e-8));
    }

    @Test
    @Tag("slow")
    void missesAsOftenAsItSays() {
        int runs = 8_000;
        int missed = 0;
        for (int run = 0; run < runs; run++) {
            double[] values = RANDOM.child("coverage", run).stream().gaussians(5);
            missed += MeanEstimate.of(values).interval(0.05).contains(0) ? 0 : 1;
        }
        // Normal quantiles instead of Student's would miss 12 % of the time, n instead of n - 1 in the variance 7.6 %.
        assertThat(missed / (double) runs).isCloseTo(0.05, within(3.5 * Math.sqrt(0.05 * 0.95 / runs)));
    }

    @Test
    @Tag("slow")
    void studentisedBootstrapCoversSkewedReplicatesBetterThanStudent() {
        int runs = 1500;
        int missedByStudent = 0;
        int missed = 0;
        for (int run = 0; run < runs; run++) {
            RandomStream stream = RANDOM.child("skewed", run).stream();
            double[] values = new double[12];
            for (int i = 0; i < values.length; i++) {
                values[i] = -Math.log(1 - stream.nextDouble());
            }
            Interval student = MeanEstimate.of(values).interval(0.05);
            Interval joined = Bootstrap.studentisedMean(values, 0.05, stream);
            assertThat(student.isInside(joined.widenedBy(1e-12))).isTrue();
            missedByStudent += student.contains(1) ? 0 : 1;
            missed += joined.contains(1) ? 0 : 1;
        }
        assertThat(missedByStudent / (double) runs).isGreaterThan(0.07);
        assertThat(missed / (double) runs).isBetween(0.03, 0.068);
    }

    @Test
    void thePercentileIntervalOfAMeanIsTheNormalOneWithNInTheVariance() {
        double[] values = RANDOM.child("percentile").stream().gaussians(200);
        Interval interval = Bootstrap.percentile(
                values, sample -> MeanEstimate.of(sample).mean(), 0.05, 20_000, RANDOM.child("resamples").stream());
        MeanEstimate mean = MeanEstimate.of(values);
        double half = 1.959963984540054 * mean.standardError() * Math.sqrt(199.0 / 200);
        assertThat(interval.mid()).isCloseTo(mean.mean(), within(0.1 * half));
        assertThat(interval.width() / (2 * half)).isCloseTo(1, within(0.03));
    }

    @Test
    void equalReplicatesGiveAPointAndOneReplicateNothing() {
        assertThat(MeanEstimate.of(2, 2, 2).interval(0.01)).isEqualTo(Interval.point(2));
        assertThat(MeanEstimate.of(2).interval(0.01)).isEqualTo(Interval.EVERYTHING);
        assertThat(Bootstrap.studentisedMean(new double[] {2, 2}, 0.01, RANDOM.stream()))
                .isEqualTo(Interval.point(2));
    }

    @Test
    void refusesWhatIsNoSample() {
        assertThatIllegalArgumentException().isThrownBy(MeanEstimate::of);
        assertThatIllegalArgumentException().isThrownBy(() -> MeanEstimate.of(1, Double.POSITIVE_INFINITY));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MeanEstimate.of(1, 2).interval(0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Bootstrap.studentisedMean(new double[] {1}, 0.01, RANDOM.stream()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Bootstrap.percentile(new double[] {1, 2}, v -> v[0], 0.01, 100, RANDOM.stream()))
                .withMessageContaining("1000 resamples");
    }

    @Test
    void averagesAreTheNamedMeans() {
        assertThat(Average.ARITHMETIC.of(1, 4)).isEqualTo(2.5);
        assertThat(Average.GEOMETRIC.of(1, 4)).isCloseTo(2, within(1e-15));
        assertThat(Average.ROOT_MEAN_SQUARE.of(1, 7)).isCloseTo(5, within(1e-15));
        assertThatIllegalArgumentException().isThrownBy(() -> Average.GEOMETRIC.of(1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> Average.ROOT_MEAN_SQUARE.of(1, -1));
    }

    @Test
    void theMeanOfALargeOffsetKeepsItsVariance() {
        // One pass over squares would lose every digit of the variance here.
        MeanEstimate mean = MeanEstimate.of(1e9 + 1, 1e9 + 2, 1e9 + 3);
        assertThat(mean.standardError()).isCloseTo(Math.sqrt(1.0 / 3), within(1e-12));
    }
}
