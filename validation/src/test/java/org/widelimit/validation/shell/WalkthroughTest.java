package org.widelimit.validation.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import jdk.jshell.tool.JavaShellToolBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.widelimit.validation.report.ClaimEntry;
import org.widelimit.validation.report.ReportFiles;
import org.widelimit.validation.report.Verdict;

/** What {@code ./widelimit shell} starts with, and the notebooks, run by JShell itself. */
class WalkthroughTest {

    private static final Path NOTEBOOKS =
            Path.of("..", "notebooks").toAbsolutePath().normalize();

    private static final Path TUTORIAL = NOTEBOOKS.resolveSibling("docs").resolve("tutorial.md");
    private static final String END = "=== end of head ===";

    /** Surefire hides the class path in a jar of its own, and tells it here. */
    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    private static String run(String input, String... arguments) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        String[] all = new String[arguments.length + 8];
        all[0] = "--class-path";
        all[1] = classPath();
        all[2] = "--startup";
        all[3] = "DEFAULT";
        all[4] = "--startup";
        all[5] = NOTEBOOKS.resolve("startup.jsh").toString();
        all[6] = "-R-Xmx1g";
        all[7] = "-R-Dorg.slf4j.simpleLogger.defaultLogLevel=warn";
        System.arraycopy(arguments, 0, all, 8, arguments.length);
        JavaShellToolBuilder.builder()
                .in(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), null)
                .out(print, print, print)
                .err(print, print)
                .start(all);
        return out.toString(StandardCharsets.UTF_8);
    }

    /** Runs a notebook's script, which has to print what stands in the notebook. */
    private static String walk(String name) throws Exception {
        String out = run("", NOTEBOOKS.resolve(name + ".jsh").toString());
        assertThat(out).doesNotContain("|  Error").doesNotContain("|  Exception");
        PrintedText.assertSame(PrintedText.of(NOTEBOOKS.resolve(name + ".ipynb")), out);
        return out;
    }

    @Test
    void theFirstTenLinesOfEachNotebookShowSomething(@TempDir Path folder) throws Exception {
        List<Path> scripts = NotebookTest.scripts().toList();
        StringBuilder heads = new StringBuilder();
        for (Path script : scripts) {
            Files.readAllLines(script).stream()
                    .limit(10)
                    .forEach(line -> heads.append(line).append('\n'));
            heads.append("System.out.println(\"").append(END).append("\");\n");
        }
        Path script = Files.writeString(folder.resolve("heads.jsh"), heads + "/exit\n");
        String[] shown = run("", script.toString()).split(END);
        assertThat(shown).as("one head for each of %s", scripts).hasSize(scripts.size() + 1);
        for (int i = 0; i < scripts.size(); i++) {
            assertThat(shown[i])
                    .as(scripts.get(i).toString())
                    .containsPattern("\\d+ x \\d+, from '|across: .*, up: |SUPPORTED");
        }
    }

    @Test
    void helpersAreThere() throws Exception {
        String out = run("heatmap(StepGraphon.constant(0.5))\nSystem.out.println(streams(3).path())\n/exit\n");
        assertThat(out).doesNotContain("|  Error").contains("1 x 1, from ' ' = 0.000 to '@' = 0.5000");
    }

    @Test
    void walkthroughGoesFromAMaskToAVerdict() throws Exception {
        assertThat(walk("walkthrough"))
                .containsPattern("flatness 0\\.\\d{3}, of a random mask 0\\.\\d{3}")
                .containsPattern("largest eigenvalue [0-9.e+]+, effective rank \\d")
                .containsPattern("blow-up at T\\* = 0\\.\\d{10}")
                .contains("flow/7  SUPPORTED")
                .contains("REFUTED  The sign of abc makes no difference.");
    }

    @Test
    void twoStagesOfATransformerAreWalkedThrough() throws Exception {
        assertThat(walk("two-stages"))
                .contains("first stage: blow-up at T* = 0.543096, exponent 3.0000")
                .contains("rest: loss 0.8821; keys and queries grow at s1 = 0.1367")
                .contains("first plateau: left at 0.540")
                .containsPattern("second plateau: 6\\d\\.\\d long, \\(1/s1\\) ln\\(1/epsilon\\) = 50\\.6")
                .containsPattern("alignment with F 0\\.99\\d\\d, effective rank of W_Q 1\\.2")
                .contains("frozen F, s1 t = 32.0: sigma2 / sigma1 of W_Q = 1.0")
                .contains("flow/15-limit  SUPPORTED");
    }

    @Test
    void aClaimOfOnesOwnGetsItsVerdict() throws Exception {
        String out = walk("own-claim");
        assertThat(out)
                .contains("limit K = 0.169386891942")
                .containsPattern("own/1  SUPPORTED  -0\\.[45]")
                .contains("    REFUTED  It falls like n^(-1).")
                .containsPattern("own/2  SUPPORTED  0\\.1[67]")
                .contains("    REFUTED  The kernel of a linear network.")
                .contains("report.html")
                .contains("across: width, up: ");
        String calibration = out.substring(out.indexOf("claim  form"));
        assertThat(PrintedText.masked(Files.readString(TUTORIAL)))
                .as("what the tutorial promises of calibrate(20, rate)")
                .contains("```\n" + PrintedText.masked(calibration) + "```");
    }

    @Test
    void theTutorialsIdentityGetsItsVerdictAndIsReproduced(@TempDir Path folder) throws Exception {
        String identity = Files.readString(TUTORIAL).split("```java\n")[1].split("```")[0];
        String reproduce = "System.out.print(Terminal.verdicts(Scale.QUICK, 2L, claim)); // claim: own/3";
        String out = run(identity + "report(Path.of(\"" + folder
                + "\"), Scale.QUICK, 2, identity)\nvar claim = identity;\n" + reproduce + "\n/exit\n");
        ClaimEntry entry = ReportFiles.read(folder).claims().get(0);
        assertThat(entry.verdict()).isEqualTo(Verdict.SUPPORTED);
        assertThat(entry.falsehoods())
                .singleElement()
                .satisfies(f -> assertThat(f.verdict()).isEqualTo(Verdict.REFUTED));
        assertThat(entry.reproduce()).isEqualTo(reproduce);
        String verdict = String.format(Locale.ROOT, "own/3  SUPPORTED  %.4g [", entry.estimate());
        assertThat(out.split(Pattern.quote(verdict), -1)).as(out).hasSize(3);
    }

    @Test
    void tasksThatShareParametersAreWalkedThrough() throws Exception {
        assertThat(walk("multi-task"))
                .containsPattern("no overlap, a = 0\\.0: half-life ratio \\d+\\.\\d{3}")
                .containsPattern("equal decay: task 2 falls at \\d\\.\\d{6} of itself")
                .contains("LS ends at (5.00")
                .containsPattern("NTKMTL ends at \\(2\\.8\\d, -8\\.37\\), 0\\.00 from the Pareto set")
                .contains("ntkmtl/N2-printed  REFUTED")
                .contains("ntkmtl/N2  SUPPORTED");
    }

    @Test
    void masksAreFollowedToTheirGraphons() throws Exception {
        assertThat(walk("graphon"))
                .contains("8 x 8, from ' ' = 0.000 to '@' = ")
                .containsPattern("density 0\\.2\\d{3} of the mask, 0\\.2\\d{3} of its graphon")
                .containsPattern(
                        "sorted by itself 0\\.03\\d\\d, sorted by the other half 0\\.01\\d\\d, means of coins 0\\.0125")
                .containsPattern("random +density 0\\.200, neurons +[01]\\.\\d\\d")
                .containsPattern("snip +density 0\\.1\\d\\d, neurons +3\\d\\.\\d\\d")
                .containsPattern("cut norm of mask - limit in \\[0\\.02\\d+, 0\\.02\\d+\\]")
                .containsPattern("slope -0\\.[45]\\d\\d, interval")
                .containsPattern("two draws of the model: between 0\\.00\\d\\d .* and 0\\.0[01]\\d\\d")
                .containsPattern("a draw and the constant: between 0\\.10\\d\\d .* and 0\\.10\\d\\d")
                .containsPattern("sorted-histogram mean squared error 0\\.04")
                .containsPattern("neighbourhood +mean squared error 0\\.00")
                .containsPattern(
                        "paths that are kept: 0\\.049\\d+ in the masks, 0\\.050\\d+ in the chain, 0\\.059\\d+ sorted apart")
                .contains("graphon/C9  SUPPORTED")
                .contains("graphon/C11-printed  REFUTED");
    }

    @Test
    void kernelsAreFollowedFromADualActivationToPredictions() throws Exception {
        assertThat(walk("kernels"))
                .contains("across: rho, up: h(rho)/h(1)")
                .containsPattern("relu  E phi\\(u\\) phi\\(v\\) = 0\\.304498890522, sampled 0\\.30")
                .containsPattern("degree  2: eigenvalue  8\\.57e-03")
                .contains("decay exponent between degrees 50 and 199: 2.99")
                .containsPattern("slope -0\\.[45]\\d\\d, interval")
                .contains("Graphon NTK over dense NTK: 0.027000; 0.3^3 = 0.027")
                .containsPattern("mean of 8 masked networks: relative distance 0\\.0\\d\\d")
                .containsPattern("smallest in \\[0\\.06671\\d+, 0\\.06671\\d+\\]: POSITIVE_DEFINITE")
                .containsPattern("with a digit twice .*: UNDECIDED")
                .contains("95 of 100 right")
                .containsPattern("time +1e\\+04: loss 0\\.00000,  95 of 100 right")
                .contains("graphon/C2  SUPPORTED")
                .contains("graphon/C3  SUPPORTED")
                .contains("graphon/C3-printed  REFUTED");
    }
}
