package org.widelimit.numerics.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.widelimit.numerics.random.RandomStream;
import org.widelimit.numerics.random.RandomStreams;

class LimitFitTest {

    private static final RandomStreams RANDOM = RandomStreams.of(4).child("limits");
    private static final double[] WIDTHS = {16, 32, 64, 128};

    private static List<double[]> values(
            double[] scales, int replicates, DoubleUnaryOperator law, double noise, RandomStream stream) {
        List<double[]> values = new ArrayList<>();
        for (double scale : scales) {
            double[] v = stream.gaussians(replicates);
            for (int r = 0; r < replicates; r++) {
                v[r] = law.applyAsDouble(scale) + noise * v[r];
            }
            values.add(v);
        }
        return values;
    }

    @Property(tries = 50)
    void aKnownBiasIsExtrapolatedExactly(
            @ForAll @DoubleRange(min = -5, max = 5) double limit,
            @ForAll @DoubleRange(min = -5, max = 5) double b,
            @ForAll @DoubleRange(min = 0.3, max = 3) double p) {
        List<double[]> growing = values(WIDTHS, 2, n -> limit + b * Math.pow(n, -p), 0, RANDOM.stream());
        double[] epsilons = {0.3, 0.1, 0.03};
        List<double[]> shrinking = values(epsilons, 2, e -> limit + b * Math.pow(e, p), 0, RANDOM.stream());
        FitOptions options = FitOptions.atLevel(0.01);
        assertThat(LimitFit.fit(WIDTHS, growing, Bias.ofOrder(p), options, RANDOM.stream())
                        .limit())
                .isCloseTo(limit, within(1e-11));
        assertThat(LimitFit.fit(epsilons, shrinking, Bias.ofOrder(p), options, RANDOM.stream())
                        .limit())
                .isCloseTo(limit, within(1e-11));
    }

    @ParameterizedTest
    @CsvSource({"0, 0.025, 0.065", "1, 0.03, 0.07"})
    @Tag("slow")
    void missesAboutAsOftenAsItSays(double b, double atLeast, double atMost) {
        int runs = 1500;
        int missed = 0;
        for (int run = 0; run < runs; run++) {
            RandomStream stream = RANDOM.child("coverage " + b, run).stream();
            List<double[]> values = values(WIDTHS, 8, n -> 3 + 10 * b / n, 0.3, stream);
            Bias bias = b == 0 ? Bias.none() : Bias.ofOrder(1);
            FitOptions options = FitOptions.atLevel(0.05).resampling(999);
            missed += LimitFit.fit(WIDTHS, values, bias, options, stream)
                            .interval()
                            .contains(3)
                    ? 0
                    : 1;
        }
        assertThat(missed / (double) runs).isBetween(atLeast, atMost);
    }

    @Test
    void aRangeOfExponentsCoversTheTrueOneAndIsWiderThanTheKnownOne() {
        List<double[]> values = values(WIDTHS, 32, n -> 3 + 10 / n, 0.05, RANDOM.child("range").stream());
        FitOptions options = FitOptions.atLevel(0.01);
        LimitFit range = LimitFit.fit(WIDTHS, values, Bias.between(0.5, 2), options, RANDOM.stream());
        LimitFit known = LimitFit.fit(WIDTHS, values, Bias.ofOrder(1), options, RANDOM.stream());
        assertThat(range.interval().contains(3)).isTrue();
        assertThat(known.interval().contains(3)).isTrue();
        assertThat(known.interval().isInside(range.interval().widenedBy(0.01))).isTrue();
        assertThat(range.exponent()).isBetween(0.6, 1.5);
    }

    @Test
    void aTrendUnderNoBiasIsNoticed() {
        List<double[]> values = values(WIDTHS, 32, n -> 3 + 10 / n, 0.01, RANDOM.child("trend").stream());
        LimitFit fit = LimitFit.fit(WIDTHS, values, Bias.none(), FitOptions.atLevel(0.01), RANDOM.stream());
        assertThat(fit.dropped()).isEqualTo(2);
        assertThat(fit.lackOfFitP()).isLessThan(1e-6);
        // Means of 10/n: 0.182 over three scales, 0.117 over two; the noise is 0.002.
        assertThat(fit.limit()).isCloseTo(3.117, within(0.004));
        assertThat(fit.interval().width()).isGreaterThan(0.1);
    }

    @Test
    void averagesAreExtrapolatedOnTheirOwnScale() {
        List<double[]> values = new ArrayList<>();
        for (double n : WIDTHS) {
            double v = 2 * Math.exp(1 / n);
            values.add(new double[] {v * 1.1, v / 1.1, v * 1.2, v / 1.2, v * 1.3, v / 1.3});
        }
        List<double[]> logs = values.stream()
                .map(v -> Arrays.stream(v).map(Math::log).toArray())
                .toList();
        FitOptions options = FitOptions.atLevel(0.01).with(Coupling.SHARED);
        LimitFit geometric =
                LimitFit.fit(WIDTHS, values, Bias.ofOrder(1), options.with(Average.GEOMETRIC), RANDOM.stream());
        LimitFit ofLogs = LimitFit.fit(WIDTHS, logs, Bias.ofOrder(1), options, RANDOM.stream());
        assertThat(geometric.limit()).isCloseTo(2, within(1e-13));
        assertThat(Math.log(geometric.interval().lower()))
                .isCloseTo(ofLogs.interval().lower(), within(1e-12));
        assertThat(Math.log(geometric.interval().upper()))
                .isCloseTo(ofLogs.interval().upper(), within(1e-12));
        assertThat(geometric.predict(0)).isCloseTo(2 * Math.exp(1.0 / 16), within(1e-13));
    }

    @Test
    void valuesWithoutRandomnessCarryTheirNumericalErrorAndTheChangeOfTheLastStep() {
        double[] epsilons = {0.4, 0.2, 0.1};
        double[] exact = {1 + 0.4, 1 + 0.2, 1 + 0.1};
        Interval interval = LimitFit.deterministic(epsilons, exact, new double[] {1e-6, 1e-6, 1e-6}, Bias.ofOrder(1));
        assertThat(interval.mid()).isCloseTo(1, within(1e-14));
        // The line through x = 2 and x = 1 has c = (-1, 2) at x = 0, so the errors add up to 3e-6.
        assertThat(interval.width() / 2).isCloseTo(3e-6, within(1e-12));
        double[] curved = {1 + 0.4 + 0.16, 1 + 0.2 + 0.04, 1 + 0.1 + 0.01};
        Interval wider = LimitFit.deterministic(epsilons, curved, new double[3], Bias.ofOrder(1));
        assertThat(wider.contains(1)).isTrue();
        // By hand: 2 (1.11) - 1.24 = 0.98, and least squares through all three gives -1.56/2 + 1.24/2 + 1.11 = 0.95.
        assertThat(wider.mid()).isCloseTo(0.98, within(1e-14));
        assertThat(wider.width() / 2).isCloseTo(0.03, within(1e-14));
    }

    @Test
    void refusesWhatCannotBeExtrapolated() {
        FitOptions options = FitOptions.atLevel(0.01);
        List<double[]> two = values(new double[] {1, 2}, 3, n -> 1, 1, RANDOM.stream());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LimitFit.fit(new double[] {1, 2}, two, Bias.none(), options, RANDOM.stream()))
                .withMessageContaining("at least 3 scales");
        assertThatIllegalArgumentException().isThrownBy(() -> Bias.between(1, 0.5));
        assertThatIllegalArgumentException().isThrownBy(() -> Bias.ofOrder(Double.NaN));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LimitFit.deterministic(
                        new double[] {1, 2, 3}, new double[3], new double[] {0, -1, 0}, Bias.none()));
        assertThatIllegalArgumentException().isThrownBy(() -> options.droppingAtMost(3));
        assertThatIllegalArgumentException().isThrownBy(() -> options.resampling(10));
        assertThatIllegalArgumentException().isThrownBy(() -> FitOptions.atLevel(1));
    }
}
