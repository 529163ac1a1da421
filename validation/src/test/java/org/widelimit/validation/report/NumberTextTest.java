package org.widelimit.validation.report;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberTextTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, 0",
        "1, 1",
        "-0.49873, −0.4987",
        "0.00012344, 0.0001234",
        "0.000099996, 0.0001",
        "0.000012344, 1.234·10⁻⁵",
        "3.4e-15, 3.4·10⁻¹⁵",
        "1e-12, 10⁻¹²",
        "-1e-12, −10⁻¹²",
        "123456, 123500",
        "999960, 10⁶",
        "1234567, 1.235·10⁶",
        "2, 2",
        "NaN, –",
        "Infinity, –"
    })
    void fourDigitsForPeople(double value, String text) {
        assertThat(NumberText.display(value)).isEqualTo(text);
    }

    @Property
    void everyDigitForFiles(@ForAll double value) {
        assertThat(Double.parseDouble(NumberText.exact(value))).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({"0.04, 0.0 s", "9.94, 9.9 s", "9.96, 10 s", "119.4, 119 s", "200, 3 min 20 s"})
    void durations(double seconds, String text) {
        assertThat(NumberText.seconds(seconds)).isEqualTo(text);
    }

    @Test
    void countsAreGrouped() {
        assertThat(NumberText.count(20000)).isEqualTo("20\u202f000");
    }

    @Property
    void ticksAreRoundNumbersInOrderWithinTheRange(
            @ForAll @DoubleRange(min = -1e6, max = 1e6) double lower,
            @ForAll @DoubleRange(min = 0.01, max = 1e6) double width) {
        double upper = lower + width;
        var ticks = Ticks.within(lower, upper, 5);
        assertThat(ticks).hasSizeBetween(2, 6).isSorted();
        double slack = 1e-6 * width;
        assertThat(ticks).allSatisfy(tick -> assertThat(tick).isBetween(lower - slack, upper + slack));
    }

    @Test
    void ticksOfAnInterval() {
        assertThat(Ticks.within(-0.61, -0.27, 5).stream().map(tick -> NumberText.display(tick)))
                .containsExactly("−0.6", "−0.5", "−0.4", "−0.3");
        assertThat(Ticks.within(0, 10, 5)).containsExactly(0.0, 2.0, 4.0, 6.0, 8.0, 10.0);
    }
}
