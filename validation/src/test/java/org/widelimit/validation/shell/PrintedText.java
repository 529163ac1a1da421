package org.widelimit.validation.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a notebook prints, against what it printed before. All has to be equal, except for what no two runs or machines have in common: the name
 * of a temporary folder, the last column of a calibration (a time), one unit in the last printed digit of a number, and numbers below 1e-8,
 * which are errors of rounding or of an integrator.
 */
final class PrintedText {

    private static final double ROUNDING = 1e-8;
    private static final Pattern NUMBER =
            Pattern.compile("\\s*-?\\d+(?:\\.(?<decimals>\\d+))?(?:e(?<power>[-+]?\\d+))?");

    private PrintedText() {}

    /** What the cells of a notebook file printed, in their order. */
    static String of(Path notebook) throws IOException {
        StringBuilder text = new StringBuilder();
        for (JsonNode cell : new ObjectMapper().readTree(notebook.toFile()).path("cells")) {
            for (JsonNode output : cell.path("outputs")) {
                output.path("text").forEach(line -> text.append(line.asText()));
            }
        }
        return text.toString();
    }

    /** The same text without the folder's name and the times. */
    static String masked(String text) {
        return text.replaceAll("\\S*own-claim\\d+/", "own-claim/")
                .replaceAll("(?m)(  (?:yes|NO)) +\\d+\\.\\d\\d$", "$1 TIME");
    }

    static void assertSame(String committed, String executed) {
        List<String> before = masked(committed).lines().toList();
        List<String> after = masked(executed).lines().toList();
        List<String> different = new ArrayList<>();
        for (int i = 0; i < Math.min(before.size(), after.size()); i++) {
            if (!same(before.get(i), after.get(i))) {
                different.add("line " + (i + 1) + "\n  committed: " + before.get(i) + "\n  executed:  " + after.get(i));
            }
        }
        assertThat(different)
                .as("lines of a notebook that are printed anew; where that is meant: ./widelimit shell --notebook")
                .isEmpty();
        assertThat(after).as("lines").hasSameSizeAs(before);
    }

    static boolean same(String before, String after) {
        if (before.equals(after)) {
            return true;
        }
        Matcher one = NUMBER.matcher(before);
        Matcher other = NUMBER.matcher(after);
        List<MatchResult> numbers = one.results().toList();
        List<MatchResult> others = other.results().toList();
        if (numbers.size() != others.size() || !one.replaceAll("#").equals(other.replaceAll("#"))) {
            return false;
        }
        for (int i = 0; i < numbers.size(); i++) {
            if (!agree(numbers.get(i).group(), others.get(i).group())) {
                return false;
            }
        }
        return true;
    }

    private static boolean agree(String before, String after) {
        double a = Double.parseDouble(before);
        double b = Double.parseDouble(after);
        // Half a unit more, for the decimal numbers are not exact in binary.
        return Math.max(Math.abs(a), Math.abs(b)) < ROUNDING
                || Math.abs(a - b) <= 1.5 * Math.max(lastDigit(before), lastDigit(after));
    }

    /** What one unit in the last printed digit is worth; 0 in an integer, which is counted and not measured. */
    private static double lastDigit(String number) {
        Matcher parts = NUMBER.matcher(number);
        if (!parts.matches() || (parts.group("decimals") == null && parts.group("power") == null)) {
            return 0;
        }
        int decimals =
                parts.group("decimals") == null ? 0 : parts.group("decimals").length();
        int power = parts.group("power") == null ? 0 : Integer.parseInt(parts.group("power"));
        return Math.pow(10, power - decimals);
    }
}
