package org.widelimit.validation.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.widelimit.graphon.Graphon;
import org.widelimit.graphon.Mask;
import org.widelimit.graphon.StepGraphon;
import org.widelimit.graphon.model.ChanAiroldi;
import org.widelimit.validation.report.Axis;

/** Masks, graphons and points as characters. */
class TerminalTest {

    @Test
    void aMaskOfFewUnitsIsItself() {
        Mask mask = Mask.of("m", 2, 3, (i, j) -> i == j);
        assertThat(Terminal.heatmap(mask).lines())
                .containsExactly("|@@    |", "|  @@  |", "2 x 3, from ' ' = 0.000 to '@' = 1.000");
    }

    @Test
    void aMaskOfManyUnitsIsTheKeptFractionsOfBlocks() {
        // Blocks of 2 x 3: rows 0 and 1 of each four keep one column in three, the others none.
        Mask mask = Mask.of("m", 64, 96, (i, j) -> i % 4 < 2 && j % 3 == 0);
        assertThat(Terminal.heatmap(mask).lines())
                .hasSize(33)
                .startsWith("|" + "@@".repeat(32) + "|", "|" + "  ".repeat(32) + "|")
                .endsWith("32 x 32, from ' ' = 0.000 to '@' = 0.3333");
    }

    @Test
    void blocksOfUnequalSizeHaveEachUnitOnce() {
        Mask mask = Mask.of("m", 33, 1, (i, j) -> true);
        assertThat(Terminal.heatmap(mask).lines())
                .hasSize(33)
                .startsWith("|@@|")
                .endsWith("32 x 1, from ' ' = 0.000 to '@' = 1.000");
    }

    @Test
    void aGraphonInClosedFormIsItsValuesAndAStepGraphonItsBlocks() {
        Graphon product = ChanAiroldi.PRODUCT;
        String largest = String.format(Locale.ROOT, "%.4g", 23.5 / 24 * 23.5 / 24);
        assertThat(Terminal.heatmap(product)).endsWith("24 x 24, from ' ' = 0.000 to '@' = " + largest + "\n");
        Graphon steps = StepGraphon.constant(0.25);
        assertThat(Terminal.heatmap(steps).lines()).endsWith("1 x 1, from ' ' = 0.000 to '@' = 0.2500");
    }

    @Test
    void powersAreLinesOnLogarithmicAxes() {
        double[] x = {1, 10, 100};
        double[] y = {1, 0.1, 0.01};
        String plot = Terminal.plot("Title", Axis.log("n"), Axis.log("error"), x, y);
        assertThat(plot.lines().toList())
                .startsWith("Title")
                .contains("across: n, up: error")
                .anyMatch(line -> line.endsWith("|o" + " ".repeat(71)))
                .anyMatch(line -> line.endsWith("|" + " ".repeat(71) + "o"));
        assertThat(plot).containsPattern("\\| {36}o {35}\n");
    }
}
