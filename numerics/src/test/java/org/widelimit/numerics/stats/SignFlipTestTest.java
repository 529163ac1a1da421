package org.widelimit.numerics.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.widelimit.numerics.random.RandomStream;
import org.widelimit.numerics.random.RandomStreams;

class SignFlipTestTest {

    private static final RandomStreams RANDOM = RandomStreams.of(11).child("sign flips");

    /** The definition: the share of sign patterns whose sum of g_i (d_i - theta) reaches the observed one. */
    private static double pByFlipping(double[] d, double theta) {
        double observed = 0;
        for (double value : d) {
            observed += value - theta;
        }
        int reached = 0;
        for (int pattern = 0; pattern < 1 << d.length; pattern++) {
            double sum = 0;
            for (int i = 0; i < d.length; i++) {
                sum += (pattern >> i & 1) == 1 ? -(d[i] - theta) : d[i] - theta;
            }
            reached += sum >= observed - 1e-12 ? 1 : 0;
        }
        return reached / (double) (1 << d.length);
    }

    @Property(tries = 100)
    void subsetMeansCountTheSamePatternsAsFlips(
            @ForAll @Size(min = 1, max = 7) List<@DoubleRange(min = -3, max = 3) Double> values,
            @ForAll @DoubleRange(min = -3, max = 3) double theta) {
        double[] d = values.stream().mapToDouble(Double::doubleValue).toArray();
        SignFlipTest test = SignFlipTest.of(d, RANDOM.stream());
        // A tie is decided by rounding, differently in the two ways to compute it.
        boolean tie = false;
        for (int subset = 1; subset < 1 << d.length; subset++) {
            double sum = 0;
            for (int i = 0; i < d.length; i++) {
                sum += (subset >> i & 1) == 1 ? d[i] - theta : 0;
            }
            tie |= Math.abs(sum) < 1e-9;
        }
        if (!tie) {
            assertThat(test.pValue(theta)).isCloseTo(pByFlipping(d, theta), within(1e-12));
        }
    }

    @Test
    void theLowerBoundIsWhereThePValueCrossesTheLevel() {
        double[] d = RANDOM.child("crossing").stream().gaussians(9);
        SignFlipTest test = SignFlipTest.of(d, RANDOM.stream());
        for (double level : new double[] {0.3, 0.05, 0.01, 1.0 / 512}) {
            double bound = test.lowerBound(level);
            assertThat(test.pValue(Math.nextDown(bound))).isLessThanOrEqualTo(level);
            assertThat(test.pValue(bound)).isGreaterThan(level);
        }
    }

    @Test
    void tooFewPairsGiveNoBound() {
        SignFlipTest test = SignFlipTest.of(new double[] {5, 6, 7}, RANDOM.stream());
        assertThat(test.lowerBound(0.01)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(test.upperBound(0.01)).isEqualTo(Double.POSITIVE_INFINITY);
        // 2^-3 is just enough, and the bound is then the smallest of all subset means.
        assertThat(test.lowerBound(0.125)).isEqualTo(5);
        assertThat(test.upperBound(0.125)).isEqualTo(7);
        assertThat(test.mean()).isEqualTo(6);
        assertThat(test.pairs()).isEqualTo(3);
    }

    @Test
    void mirroredDifferencesHaveMirroredBounds() {
        for (int n : new int[] {8, 40}) {
            double[] d = RANDOM.child("mirror").stream().gaussians(n);
            double[] mirrored = Arrays.stream(d).map(x -> -x).toArray();
            SignFlipTest test = SignFlipTest.of(d, RANDOM.stream());
            SignFlipTest mirror = SignFlipTest.of(mirrored, RANDOM.stream());
            assertThat(mirror.upperBound(0.02)).isCloseTo(-test.lowerBound(0.02), within(1e-15));
        }
    }

    /** Symmetric with a heavy tail: Student with two degrees of freedom, without variance. */
    private static double heavy(RandomStream stream) {
        double chi = Math.pow(stream.nextGaussian(), 2) + Math.pow(stream.nextGaussian(), 2);
        return stream.nextGaussian() / Math.sqrt(chi / 2);
    }

    @ParameterizedTest
    @CsvSource({"10, 0.05", "10, 0.01", "24, 0.05"})
    @Tag("slow")
    void theLevelIsExactForSymmetricDifferencesHoweverHeavyTheTails(int n, double level) {
        int runs = 4000;
        int missed = 0;
        for (int run = 0; run < runs; run++) {
            RandomStream stream = RANDOM.child("level " + n, run).stream();
            double[] d = new double[n];
            for (int i = 0; i < n; i++) {
                d[i] = 3 + heavy(stream);
            }
            missed += bound(d, level, stream) > 3 ? 1 : 0;
        }
        // floor(2^n level) / 2^n is the attainable level; three and a half standard errors around it.
        double attained = Math.floor(level * (1 << Math.min(n, 16))) / (1 << Math.min(n, 16));
        assertThat(missed / (double) runs)
                .isCloseTo(attained, within(3.5 * Math.sqrt(attained * (1 - attained) / runs)));
    }

    /** With many pairs the 65,535 random subsets take too long for a simulation; their p-value is the same function. */
    private static double bound(double[] d, double level, RandomStream stream) {
        if (d.length <= 16) {
            return SignFlipTest.of(d, stream).lowerBound(level);
        }
        int subsets = 999;
        double[] means = new double[subsets];
        for (int s = 0; s < subsets; s++) {
            double sum = 0;
            int count = 0;
            for (double value : d) {
                boolean in = stream.nextBoolean(0.5);
                sum += in ? value : 0;
                count += in ? 1 : 0;
            }
            means[s] = sum / count;
        }
        Arrays.sort(means);
        return means[(int) Math.floor(level * (subsets + 1)) - 1];
    }

    @Test
    void randomSubsetsApproachAllSubsets() {
        double[] d = RANDOM.child("seventeen").stream().gaussians(17);
        SignFlipTest sampled = SignFlipTest.of(d, RANDOM.stream());
        int below = 1;
        for (int subset = 1; subset < 1 << 17; subset++) {
            double sum = 0;
            for (int i = 0; i < 17; i++) {
                sum += (subset >> i & 1) == 1 ? d[i] : 0;
            }
            below += sum / Integer.bitCount(subset) <= 0.1 ? 1 : 0;
        }
        double exact = below / (double) (1 << 17);
        assertThat(sampled.pValue(0.1)).isCloseTo(exact, within(4 * Math.sqrt(exact * (1 - exact) / 65_536)));
    }

    @Test
    void sixteenPairsAreEnumeratedAndSeventeenAreSampled() {
        double[] sixteen = RANDOM.child("sixteen").stream().gaussians(16);
        double[] seventeen = RANDOM.child("seventeen").stream().gaussians(17);
        RandomStreams one = RANDOM.child("subsets", 1);
        RandomStreams two = RANDOM.child("subsets", 2);
        assertThat(SignFlipTest.of(sixteen, one.stream()).lowerBound(0.3))
                .isEqualTo(SignFlipTest.of(sixteen, two.stream()).lowerBound(0.3));
        assertThat(SignFlipTest.of(seventeen, one.stream()).lowerBound(0.3))
                .isNotEqualTo(SignFlipTest.of(seventeen, two.stream()).lowerBound(0.3));
    }

    @Test
    void anEmptyRandomSubsetIsATieThatCountsAgainstBothBounds() {
        double[] d = RANDOM.child("empty").stream().gaussians(17);
        double[] mirrored = Arrays.stream(d).map(x -> -x).toArray();
        double unit = 1.0 / (1 << 16);
        // One of 2^17 subsets is empty, so 65,535 draws hold one empty subset in every third stream or so.
        RandomStreams streams = RANDOM;
        for (int i = 0; SignFlipTest.of(d, streams.stream()).pValue(Double.NEGATIVE_INFINITY) != 2 * unit; i++) {
            assertThat(i).isLessThan(100);
            streams = RANDOM.child("draws", i);
        }
        SignFlipTest test = SignFlipTest.of(d, streams.stream());
        SignFlipTest mirror = SignFlipTest.of(mirrored, streams.stream());
        assertThat(test.lowerBound(unit)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(test.upperBound(unit)).isEqualTo(Double.POSITIVE_INFINITY);
        for (double level : new double[] {2 * unit, 0.01, 0.3}) {
            double bound = test.lowerBound(level);
            assertThat(bound).isFinite();
            assertThat(test.pValue(Math.nextDown(bound))).isLessThanOrEqualTo(level);
            assertThat(test.pValue(bound)).isGreaterThan(level);
            assertThat(mirror.upperBound(level)).isCloseTo(-bound, within(1e-15));
        }
        // No level leaves more subsets than there are.
        assertThat(test.lowerBound(Math.nextDown(1.0))).isFinite();
    }

    @Test
    void refusesNothingAndNaN() {
        assertThatIllegalArgumentException().isThrownBy(() -> SignFlipTest.of(new double[0], RANDOM.stream()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SignFlipTest.of(new double[] {1, Double.NaN}, RANDOM.stream()));
    }
}
