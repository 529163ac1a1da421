package org.widelimit.validation.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Contrast of the page's colours by WCAG 2.2: 4.5 to 1 for text (criterion 1.4.3), 3 to 1 for graphics (1.4.11). */
class PageStyleTest {

    private static final String STYLE = PageResources.style();
    private static final Map<String, String> LIGHT = colours(STYLE.substring(0, STYLE.indexOf("@media")));
    private static final Map<String, String> DARK =
            colours(STYLE.substring(STYLE.indexOf(":root[data-theme=\"dark\"]"), STYLE.indexOf("* {")));

    private static Map<String, String> colours(String rules) {
        Map<String, String> colours = new HashMap<>();
        Matcher matcher = Pattern.compile("--([a-z0-9-]+): (#[0-9a-f]{6});").matcher(rules);
        while (matcher.find()) {
            colours.put(matcher.group(1), matcher.group(2));
        }
        return colours;
    }

    private static double luminance(String colour) {
        double[] weights = {0.2126, 0.7152, 0.0722};
        double sum = 0;
        for (int i = 0; i < 3; i++) {
            double c = Integer.parseInt(colour.substring(1 + 2 * i, 3 + 2 * i), 16) / 255.0;
            sum += weights[i] * (c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4));
        }
        return sum;
    }

    private static double contrast(Map<String, String> theme, String one, String other) {
        double a = luminance(theme.get(one)) + 0.05;
        double b = luminance(theme.get(other)) + 0.05;
        return Math.max(a, b) / Math.min(a, b);
    }

    @ParameterizedTest
    @CsvSource({
        "ink, paper",
        "ink, surface",
        "ink, sunk",
        "muted, paper",
        "muted, surface",
        "muted, sunk",
        "link, paper",
        "link, surface",
        "good, good-back",
        "good, surface",
        "good, paper",
        "known, known-back",
        "bad, bad-back",
        "bad, surface",
        "open, open-back",
        "fail, fail-back"
    })
    void textStandsOutFromItsGround(String text, String ground) {
        for (Map<String, String> theme : List.of(LIGHT, DARK)) {
            assertThat(contrast(theme, text, ground)).isGreaterThanOrEqualTo(4.5);
        }
    }

    @ParameterizedTest
    @CsvSource({"s1", "s2", "s3", "s4", "s5", "s6", "predicted", "falsehood", "control", "reference", "band"})
    void curvesStandOutFromBothGrounds(String curve) {
        for (Map<String, String> theme : List.of(LIGHT, DARK)) {
            assertThat(contrast(theme, curve, "surface")).isGreaterThanOrEqualTo(3);
            assertThat(contrast(theme, curve, "paper")).isGreaterThanOrEqualTo(3);
        }
    }
}
