package org.widelimit.validation.realinput;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.widelimit.validation.report.NumberText;

/** Numbers and lists in sentences. */
final class Words {

    private static final int DIGITS = 3;

    private Words() {}

    /** A method as it is written in papers. */
    static String name(String method) {
        return switch (method) {
            case "random" -> "Random";
            case "magnitude" -> "Magnitude";
            case "snip" -> "SNIP";
            case "grasp" -> "GraSP";
            case "synflow" -> "SynFlow";
            default -> method;
        };
    }

    /** Three significant digits; a dash where there is no number. */
    static String number(@Nullable Double value) {
        return value == null || !Double.isFinite(value) ? "–" : NumberText.display(value, DIGITS);
    }

    static String percent(double share) {
        return number(100 * share) + " %";
    }

    /** a, b and c. */
    static String list(List<String> items) {
        if (items.isEmpty()) {
            return "none";
        }
        int last = items.size() - 1;
        return last == 0 ? items.get(0) : String.join(", ", items.subList(0, last)) + " and " + items.get(last);
    }

    /** Each method's name with a few words of its own in brackets: SNIP (0.42) and SynFlow (0.86). */
    static String each(List<String> methods, Function<String, String> words) {
        List<String> items = new ArrayList<>();
        for (String method : methods) {
            items.add(name(method) + " (" + words.apply(method) + ")");
        }
        return list(items);
    }

    static String names(List<String> methods) {
        return list(methods.stream().map(Words::name).toList());
    }
}
