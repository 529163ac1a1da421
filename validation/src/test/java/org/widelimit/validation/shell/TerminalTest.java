package org.widelimit.validation.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.widelimit.graphon.Graphon;
import org.widelimit.graphon.Mask;
import org.widelimit.graphon.StepGraphon;
import org.widelimit.graphon.model.ChanAiroldi;
import org.widelimit.numerics.InputException;
import org.widelimit.validation.catalogue.StandardCatalogue;
import org.widelimit.validation.claim.Claim;
import org.widelimit.validation.claim.Sweep;
import org.widelimit.validation.claim.ValueClaim;
import org.widelimit.validation.report.Axis;
import org.widelimit.validation.report.ClaimEntry;
import org.widelimit.validation.report.ReportFiles;
import org.widelimit.validation.report.Scale;

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

    /** Of a normal number with mean 1, told from 3; counts its cells. */
    private static Claim mean(AtomicInteger cells) {
        return ValueClaim.named("own/1")
                .states("The mean is 1.")
                .derived("nowhere", "a test")
                .knob("width")
                .at(Scale.QUICK, Sweep.over(1, 2, 4).replicates(64))
                .measuresNumber("number", cell -> {
                    cells.incrementAndGet();
                    return 1 + 0.1 * cell.random().stream().nextGaussian();
                })
                .is(1)
                .within(0.5, "a test")
                .falsehood("It is 3.", 3)
                .build();
    }

    @Test
    void aFolderThatCannotBeMadeIsRefusedBeforeAnythingRuns(@TempDir Path folder) throws IOException {
        AtomicInteger cells = new AtomicInteger();
        Path lost = folder.resolve("absent/report");
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> Terminal.report(lost, mean(cells)))
                .withMessage(
                        "report " + lost + ": expected an existing parent folder, found none at " + lost.getParent());
        Path file = Files.createFile(folder.resolve("file"));
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> Terminal.report(file, mean(cells)))
                .withMessage("report " + file + ": expected a folder, found a file");
        assertThat(cells).hasValue(0);
    }

    @Test
    void aReportMakesItsFolderReplacesTheEarlierOneAndSaysHowItIsRunAgain(@TempDir Path folder) throws IOException {
        Path made = folder.resolve("made");
        Claim known = StandardCatalogue.load().claim("flow/7");
        Claim own = mean(new AtomicInteger());
        assertThat(Terminal.report(made, own)).contains("own/1  SUPPORTED").endsWith("report.html\n");
        assertThat(ReportFiles.read(made).seed()).isEqualTo(1);
        assertThat(Terminal.report(made, Scale.STANDARD, 7, own)).contains("own/1  SUPPORTED");
        assertThat(ReportFiles.read(made).seed()).isEqualTo(7);
        String again = "System.out.print(Terminal.verdicts(Scale.STANDARD, 7L, claim)); // claim: own/1";
        assertThat(reproduced(made)).containsExactly(again);
        assertThat(Files.readString(made.resolve(ReportFiles.HTML))).contains(">" + again + "</code>");
        Terminal.report(made, Scale.QUICK, 8, known);
        assertThat(reproduced(made)).containsExactly("./widelimit verify flow/7 --scale quick --seed 8");
    }

    private static List<String> reproduced(Path folder) {
        return ReportFiles.read(folder).claims().stream()
                .map(ClaimEntry::reproduce)
                .toList();
    }

    @Test
    void otherSeedsAreOtherDraws() {
        Claim own = mean(new AtomicInteger());
        assertThat(Terminal.verdicts(Scale.QUICK, 1, own)).isEqualTo(Terminal.verdicts(own));
        assertThat(Terminal.verdicts(Scale.QUICK, 2, own))
                .contains("own/1  SUPPORTED")
                .isNotEqualTo(Terminal.verdicts(own));
    }

    @Test
    void aClaimOfOnesOwnIsCalibrated() throws InterruptedException {
        AtomicInteger cells = new AtomicInteger();
        String table = Terminal.calibration(3, mean(cells));
        assertThat(cells).hasValue(3 * 3 * 64);
        assertThat(table.lines().toList().get(1))
                .containsPattern(
                        "^own/1 +Value +3 +0 .* +300 from 192 +0 \\(<= 1\\.0 %\\) +0 +0 \\(<= 1\\.0 %\\) +yes ");
        assertThat(table).contains("1 of 1 claims with a study pass");
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> Terminal.calibration(0, mean(cells)))
                .withMessage("expected at least one seed to calibrate with, found 0");
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> Terminal.calibration(1))
                .withMessage("expected at least one claim, found none");
    }
}
