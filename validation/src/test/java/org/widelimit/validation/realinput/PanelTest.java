package org.widelimit.validation.realinput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The sentences follow the numbers. */
class PanelTest {

    private static final SyntheticRuns.Behaviour PLAIN = new SyntheticRuns.Behaviour(1, 1, 0.1);

    @Test
    void yardstickScalesAllNullNetworksToTheLargestWidth() {
        Yardstick yardstick = Yardstick.of(SyntheticRuns.of((method, width) -> PLAIN));
        // log 1.1 at widths 100 and 400: mean of (1/4 and 1) times the square.
        assertThat(yardstick.logTrace()).isCloseTo(Math.log(1.1) * Math.sqrt(0.625), within(1e-12));
        assertThat(yardstick.widthRatio()).isEqualTo(4);
        assertThat(yardstick.covers(SyntheticRuns.times(Math.exp(3.9 * yardstick.logTrace()))))
                .isTrue();
        assertThat(yardstick.covers(SyntheticRuns.times(Math.exp(-4.1 * yardstick.logTrace()))))
                .isFalse();
    }

    @Test
    void agreementIsSaidOfAllWhereItIsSo() {
        String text =
                LimitPanel.of(SyntheticRuns.of((method, width) -> PLAIN)).text().text();
        assertThat(text)
                .contains("With the weights that pruning saw all five agree.")
                .contains("With all weights drawn anew all five agree.")
                .doesNotContain("have to do with the signs");
    }

    @Test
    void deviationIsNamedWithItsSizeAndTrendAndCause() {
        Runs runs = SyntheticRuns.of((method, width) -> switch (method) {
            case "snip" -> new SyntheticRuns.Behaviour(5, 1, 0.1);
            case "grasp" -> new SyntheticRuns.Behaviour(width, 1, 0.1);
            default -> PLAIN;
        });
        assertThat(LimitPanel.of(runs).text().text())
                .contains("agree Random, Magnitude and SynFlow; not so: SNIP (trace 5 times the limit's, without a "
                        + "trend in n")
                .contains("GraSP (trace 400 times the limit's, going as n to the 1,")
                .contains("so for SNIP and GraSP the masks have to do with the signs");
    }

    @Test
    void signsAreNotBlamedWhereNewOnesDoNotHelp() {
        Runs runs = SyntheticRuns.of(
                (method, width) -> method.equals("snip") ? new SyntheticRuns.Behaviour(5, 5, 0.1) : PLAIN);
        assertThat(LimitPanel.of(runs).text().text())
                .contains("With the signs of these weights drawn anew agree Random, Magnitude, GraSP and SynFlow; not "
                        + "so: SNIP")
                .doesNotContain("have to do with the signs");
    }

    @Test
    void aCurveAtTheNullIsCalledTheNullsAndAnotherStructure() {
        Runs runs = SyntheticRuns.of(
                (method, width) -> method.equals("synflow") ? new SyntheticRuns.Behaviour(1, 1, 0.25) : PLAIN);
        assertThat(FlatnessPanel.of(runs).text().text())
                .contains("The null's curve, to 10 %: Random (ratio 1")
                .contains("Structure: SynFlow (2.5 times the null at width 400, exponent 0).");
        Runs flat = SyntheticRuns.of((method, width) -> PLAIN);
        assertThat(FlatnessPanel.of(flat).text().text()).contains("No method shows structure.");
    }

    @Test
    void concentrationIsSaidOfNobodyWhereThereIsNone() {
        String text = SpectrumPanel.of(SyntheticRuns.of((method, width) -> PLAIN))
                .text()
                .text();
        assertThat(text).contains("Beyond four times that: no method's network.");
        assertThat(ShapePanel.of(SyntheticRuns.of((method, width) -> PLAIN))
                        .text()
                        .text())
                .contains("Beyond twice that, for limits with W and V: none.");
    }

    @Test
    void wordsReadAsASentenceDoes() {
        assertThat(Words.list(List.of())).isEqualTo("none");
        assertThat(Words.list(List.of("a"))).isEqualTo("a");
        assertThat(Words.list(List.of("a", "b", "c"))).isEqualTo("a, b and c");
        assertThat(Words.percent(0.2)).isEqualTo("20 %");
        assertThat(Words.number(null)).isEqualTo("–");
        assertThat(Words.number(Double.NaN)).isEqualTo("–");
        assertThat(Words.name("other")).isEqualTo("other");
    }
}
