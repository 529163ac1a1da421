package org.widelimit.numerics.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.regression.SimpleRegression;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.widelimit.numerics.random.RandomStream;
import org.widelimit.numerics.random.RandomStreams;

class RateFitTest {

    private static final RandomStreams RANDOM = RandomStreams.of(3).child("rates");
    private static final double[] WIDTHS = {16, 32, 64, 128};

    private static List<double[]> errors(
            double[] scales, int replicates, DoubleUnaryOperator law, DoubleUnaryOperator noise, RandomStream stream) {
        List<double[]> errors = new ArrayList<>();
        for (double scale : scales) {
            double[] e = new double[replicates];
            for (int r = 0; r < replicates; r++) {
                e[r] = law.applyAsDouble(scale) * noise.applyAsDouble(stream.nextGaussian());
            }
            errors.add(e);
        }
        return errors;
    }

    @Property(tries = 50)
    void aPowerLawWithoutNoiseIsFoundExactly(
            @ForAll @DoubleRange(min = -4, max = 4) double exponent,
            @ForAll @DoubleRange(min = 0.01, max = 100) double constant) {
        for (Average average : Average.values()) {
            List<double[]> errors = errors(WIDTHS, 3, n -> constant * Math.pow(n, exponent), z -> 1, RANDOM.stream());
            RateFit fit = RateFit.fit(WIDTHS, errors, FitOptions.atLevel(0.01).with(average), RANDOM.stream());
            assertThat(fit.slope()).isCloseTo(exponent, within(1e-12));
            assertThat(fit.intercept()).isCloseTo(Math.log(constant), within(1e-11));
            assertThat(fit.slopeInterval().width()).isLessThan(1e-10);
            assertThat(fit.dropped()).isZero();
        }
    }

    @Test
    void agreesWithALeastSquaresFitAndAWelchIntervalOfASecondLibrary() {
        List<double[]> errors =
                errors(WIDTHS, 9, n -> 2 / Math.sqrt(n), z -> Math.exp(0.4 * z), RANDOM.child("second").stream());
        RateFit fit = RateFit.fit(WIDTHS, errors, FitOptions.atLevel(0.01).with(Average.GEOMETRIC), RANDOM.stream());
        SimpleRegression all = new SimpleRegression();
        double[] variances = new double[4];
        double centre = 0;
        for (int k = 0; k < 4; k++) {
            double[] logs = new double[9];
            for (int r = 0; r < 9; r++) {
                logs[r] = Math.log(errors.get(k)[r]);
                all.addData(Math.log(WIDTHS[k]), logs[r]);
            }
            variances[k] = StatUtils.variance(logs) / 9;
            centre += Math.log(WIDTHS[k]) / 4;
        }
        assertThat(fit.slope()).isCloseTo(all.getSlope(), within(1e-13));
        assertThat(fit.intercept()).isCloseTo(all.getIntercept(), within(1e-12));
        double spread = 0;
        for (double width : WIDTHS) {
            spread += Math.pow(Math.log(width) - centre, 2);
        }
        double variance = 0;
        double fourth = 0;
        for (int k = 0; k < 4; k++) {
            double part = Math.pow((Math.log(WIDTHS[k]) - centre) / spread, 2) * variances[k];
            variance += part;
            fourth += part * part / 8;
        }
        double half = Math.sqrt(variance)
                * new TDistribution(variance * variance / fourth).inverseCumulativeProbability(0.995);
        assertThat(fit.slopeStandardError()).isCloseTo(Math.sqrt(variance), within(1e-14));
        assertThat(Interval.around(fit.slope(), half)
                        .isInside(fit.slopeInterval().widenedBy(1e-7)))
                .isTrue();
        assertThat(fit.slopeInterval().width()).isBetween(2 * half, 2.6 * half);
    }

    @ParameterizedTest
    @EnumSource(Average.class)
    @Tag("slow")
    void missesAboutAsOftenAsItSays(Average average) {
        int runs = 1500;
        int missed = 0;
        for (int run = 0; run < runs; run++) {
            RandomStream stream = RANDOM.child("coverage " + average, run).stream();
            List<double[]> errors = errors(WIDTHS, 8, n -> 1 / n, z -> Math.exp(0.3 * z), stream);
            FitOptions options = FitOptions.atLevel(0.05).with(average).resampling(999);
            missed +=
                    RateFit.fit(WIDTHS, errors, options, stream).slopeInterval().contains(-1) ? 0 : 1;
        }
        // Three standard errors are 0.017; an interval of half the length would miss 32 %, one at 1 % instead of 5 %
        // would miss 1 %.
        assertThat(missed / (double) runs).isBetween(0.025, 0.075);
    }

    /** Second way to the p-value of the curvature: its contrast written down, and Welch's degrees of freedom. */
    private static double lackOfFit(double[] contrast, double[] y, double[] variances, int[] counts) {
        double curvature = 0;
        double variance = 0;
        double fourth = 0;
        for (int k = 0; k < y.length; k++) {
            double part = contrast[k] * contrast[k] * variances[k] / counts[k];
            curvature += contrast[k] * y[k];
            variance += part;
            fourth += part * part / (counts[k] - 1);
        }
        TDistribution t = new TDistribution(variance * variance / fourth);
        return 2 * t.cumulativeProbability(-Math.abs(curvature) / Math.sqrt(variance));
    }

    @Test
    void thePValueOfTheCurvatureIsThatOfAWelchTest() {
        // Replicates 5, 6, 7, 8 at scales whose logarithms are equally spaced: the quadratic part is (1, -1, -1, 1).
        RandomStream stream = RANDOM.child("curvature").stream();
        List<double[]> errors = new ArrayList<>();
        double[] y = new double[4];
        double[] variances = new double[4];
        int[] counts = {5, 6, 7, 8};
        for (int k = 0; k < 4; k++) {
            double[] e = new double[counts[k]];
            for (int r = 0; r < e.length; r++) {
                e[r] = (1 + 0.4 * k * k) * Math.exp(0.3 * stream.nextGaussian());
            }
            errors.add(e);
            // log of the mean, by the delta method.
            y[k] = Math.log(StatUtils.mean(e));
            variances[k] = StatUtils.variance(e) / Math.pow(StatUtils.mean(e), 2);
        }
        FitOptions keepAll = FitOptions.atLevel(0.01).droppingAtMost(0);
        double expected = lackOfFit(new double[] {0.5, -0.5, -0.5, 0.5}, y, variances, counts);
        RateFit fit = RateFit.fit(WIDTHS, errors, keepAll, RANDOM.stream());
        assertThat(expected).isBetween(0.01, 0.9);
        assertThat(fit.lackOfFitP()).isCloseTo(expected, within(1e-9));
        assertThat(fit.dropped()).isZero();
    }

    @Test
    void thePValueOfSharedReplicatesIsThatOfTheirOwnCurvatures() {
        List<double[]> errors =
                errors(WIDTHS, 7, n -> 1 + 30 / n, z -> Math.exp(0.2 * z), RANDOM.child("shared").stream());
        double[] curvatures = new double[7];
        for (int r = 0; r < 7; r++) {
            curvatures[r] = (Math.log(errors.get(0)[r])
                            - Math.log(errors.get(1)[r])
                            - Math.log(errors.get(2)[r])
                            + Math.log(errors.get(3)[r]))
                    / 2;
        }
        double t = Math.abs(StatUtils.mean(curvatures)) / Math.sqrt(StatUtils.variance(curvatures) / 7);
        FitOptions shared = FitOptions.atLevel(0.01)
                .with(Average.GEOMETRIC)
                .with(Coupling.SHARED)
                .droppingAtMost(0);
        RateFit fit = RateFit.fit(WIDTHS, errors, shared, RANDOM.stream());
        double expected = 2 * new TDistribution(6).cumulativeProbability(-t);
        assertThat(expected).isBetween(0.01, 0.9);
        assertThat(fit.lackOfFitP()).isCloseTo(expected, within(1e-9));
    }

    @Test
    void aCurveWithoutNoiseIsNoLineAndALineWithoutNoiseIsOne() {
        List<double[]> curve = errors(WIDTHS, 3, n -> 1 + 30 / n, z -> 1, RANDOM.stream());
        RateFit fit = RateFit.fit(WIDTHS, curve, FitOptions.atLevel(0.01).droppingAtMost(0), RANDOM.stream());
        assertThat(fit.lackOfFitP()).isZero();
        // It still rejects, so one more is dropped and the change of the slope is the half width.
        assertThat(fit.dropped()).isEqualTo(1);
        double[] logs = IntStream.range(0, 4)
                .mapToDouble(k -> Math.log(curve.get(k)[0]))
                .toArray();
        double all = (3 * (logs[3] - logs[0]) + (logs[2] - logs[1])) / (10 * Math.log(2));
        double near = (logs[3] - logs[1]) / (2 * Math.log(2));
        assertThat(fit.slope()).isCloseTo(near, within(1e-12));
        assertThat(fit.slopeInterval().width()).isCloseTo(2 * Math.abs(near - all), within(1e-12));
        List<double[]> line = errors(WIDTHS, 3, n -> 3 / n, z -> 1, RANDOM.stream());
        assertThat(RateFit.fit(WIDTHS, line, 0.01, RANDOM.stream()).lackOfFitP())
                .isEqualTo(1);
    }

    @Test
    @Tag("slow")
    void coversHeavyTailsInTheGeometricAverage() {
        int runs = 1500;
        int missed = 0;
        for (int run = 0; run < runs; run++) {
            RandomStream stream = RANDOM.child("heavy", run).stream();
            List<double[]> errors = errors(WIDTHS, 16, n -> 1 / n, z -> Math.exp(2 * z), stream);
            FitOptions options =
                    FitOptions.atLevel(0.05).with(Average.GEOMETRIC).resampling(999);
            missed +=
                    RateFit.fit(WIDTHS, errors, options, stream).slopeInterval().contains(-1) ? 0 : 1;
        }
        assertThat(missed / (double) runs).isBetween(0.028, 0.068);
    }

    @Test
    void aCurveLosesItsFarthestScalesAndSaysSo() {
        double[] widths = {8, 16, 32, 64, 128, 256};
        List<double[]> errors =
                errors(widths, 64, n -> (1 + 30 / (n * n)) / Math.sqrt(n), z -> Math.exp(0.02 * z), RANDOM.stream());
        RateFit kept = RateFit.fit(
                widths, errors, FitOptions.atLevel(0.01).with(Average.GEOMETRIC).droppingAtMost(0), RANDOM.stream());
        RateFit fit = RateFit.fit(widths, errors, FitOptions.atLevel(0.01).with(Average.GEOMETRIC), RANDOM.stream());
        assertThat(fit.dropped()).isEqualTo(2);
        assertThat(fit.points().stream()
                        .filter(p -> p.fitted() == ScalePoint.Use.DROPPED)
                        .map(ScalePoint::scale))
                .containsExactly(8.0, 16.0);
        assertThat(fit.slope()).isCloseTo(-0.5, within(0.02));
        assertThat(kept.slope()).isLessThan(-0.53);
        assertThat(kept.lackOfFitP()).isLessThan(1e-6);
    }

    @Test
    void aCurveThatRemainsWidensTheInterval() {
        List<double[]> errors = errors(
                WIDTHS, 64, n -> (1 + 20 / n) / Math.sqrt(n), z -> Math.exp(0.01 * z), RANDOM.child("curve").stream());
        FitOptions options = FitOptions.atLevel(0.01).with(Average.GEOMETRIC);
        RateFit fit = RateFit.fit(WIDTHS, errors, options, RANDOM.stream());
        assertThat(fit.dropped()).isEqualTo(2);
        assertThat(fit.lackOfFitP()).isLessThan(0.01);
        // By hand: the last two scales have slope log2(1.15625 / 1.3125) - 1/2 = -0.683, the last three -0.744.
        assertThat(fit.slope()).isCloseTo(-0.683, within(0.006));
        assertThat(fit.slopeInterval().width() / 2).isCloseTo(0.061 + 0.008, within(0.012));
        assertThat(fit.slopeStandardError()).isLessThan(0.003);
    }

    @Test
    @Tag("slow")
    void straightLinesAreRarelyDropped() {
        int runs = 2000;
        int dropped = 0;
        for (int run = 0; run < runs; run++) {
            RandomStream stream = RANDOM.child("straight", run).stream();
            List<double[]> errors = errors(WIDTHS, 8, n -> 1 / n, z -> Math.exp(0.3 * z), stream);
            FitOptions options =
                    FitOptions.atLevel(0.05).with(Average.GEOMETRIC).resampling(999);
            dropped += RateFit.fit(WIDTHS, errors, options, stream).dropped() > 0 ? 1 : 0;
        }
        assertThat(dropped / (double) runs).isCloseTo(0.01, within(3.5 * Math.sqrt(0.01 * 0.99 / runs)));
    }

    @Test
    void sharedReplicatesCancelWhatVariesBetweenInstances() {
        RandomStream stream = RANDOM.child("shared").stream();
        double[] epsilons = {1e-1, 1e-2, 1e-3, 1e-4};
        double[] constants = new double[10];
        for (int r = 0; r < 10; r++) {
            constants[r] = Math.exp(3 * stream.nextGaussian());
        }
        List<double[]> errors = new ArrayList<>();
        for (double epsilon : epsilons) {
            double[] e = new double[10];
            for (int r = 0; r < 10; r++) {
                e[r] = constants[r] * epsilon * epsilon * Math.exp(0.001 * stream.nextGaussian());
            }
            errors.add(e);
        }
        FitOptions options = FitOptions.atLevel(0.01).with(Average.GEOMETRIC);
        RateFit alone = RateFit.fit(epsilons, errors, options, RANDOM.stream());
        RateFit shared = RateFit.fit(epsilons, errors, options.with(Coupling.SHARED), RANDOM.stream());
        assertThat(alone.slopeInterval().width()).isGreaterThan(0.5);
        assertThat(shared.slopeInterval().width()).isLessThan(1e-3);
        assertThat(shared.slopeInterval().contains(2)).isTrue();
    }

    @Test
    void theSameStreamGivesTheSameBits() {
        List<double[]> errors = errors(WIDTHS, 8, n -> 1 / n, z -> Math.exp(z), RANDOM.stream());
        RateFit one = RateFit.fit(WIDTHS, errors, 0.01, RANDOM.child("bits").stream());
        RateFit two = RateFit.fit(WIDTHS, errors, 0.01, RANDOM.child("bits").stream());
        assertThat(one.slopeInterval()).isEqualTo(two.slopeInterval());
        assertThat(one.slopeInterval(1e-9).width())
                .isEqualTo(two.slopeInterval(1e-9).width())
                .isGreaterThan(one.slopeInterval().width());
    }

    @Property(tries = 20)
    void intervalsGrowAsTheLevelFalls(@ForAll @DoubleRange(min = 1, max = 10) double digits) {
        double level = Math.pow(10, -digits);
        List<double[]> errors = errors(WIDTHS, 8, n -> 1 / n, z -> Math.exp(z), RANDOM.stream());
        RateFit fit = RateFit.fit(WIDTHS, errors, FitOptions.atLevel(0.01).resampling(999), RANDOM.stream());
        assertThat(fit.slopeInterval(level).isInside(fit.slopeInterval(level / 2)))
                .isTrue();
    }

    @Test
    void refusesWhatCannotBeFitted() {
        List<double[]> good = errors(WIDTHS, 3, n -> 1 / n, z -> 1, RANDOM.stream());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RateFit.fit(new double[] {1, 2, 3}, good.subList(0, 3), 0.01, RANDOM.stream()))
                .withMessageContaining("at least 4 scales");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RateFit.fit(new double[] {1, 2, 2, 3}, good, 0.01, RANDOM.stream()))
                .withMessageContaining("order towards the limit");
        List<double[]> zero = new ArrayList<>(good);
        zero.set(1, new double[] {1, 0});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RateFit.fit(WIDTHS, zero, 0.01, RANDOM.stream()))
                .withMessage("expected positive errors at scale 32.0, found 0.0");
        List<double[]> single = new ArrayList<>(good);
        single.set(1, new double[] {1});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RateFit.fit(WIDTHS, single, 0.01, RANDOM.stream()))
                .withMessageContaining("at least 2 replicates at scale 32.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        RateFit.fit(WIDTHS, good, FitOptions.atLevel(0.01).with(Coupling.SHARED), RANDOM.stream()))
                .withMessageContaining("GEOMETRIC");
    }
}
