package org.widelimit.validation.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.widelimit.numerics.stats.Interval;
import org.widelimit.validation.claim.Judge;
import org.widelimit.validation.claim.Judgement;
import org.widelimit.validation.claim.StatementVerdict;
import org.widelimit.validation.claim.Target;
import org.widelimit.validation.report.ClaimForm;

/** Verdicts in words. */
final class Explanations {

    private Explanations() {}

    /** The verdict on the claim itself, and how it was reached. */
    static @Nullable String of(Judgement judgement) {
        String main = of(judgement, judgement.main());
        if (main == null) {
            return null;
        }
        List<String> sentences = new ArrayList<>();
        sentences.add(main);
        if (judgement.looks() > 1) {
            sentences.add("Decided at look " + judgement.look() + " of at most " + judgement.looks()
                    + ", each at level " + number(Judge.LEVEL / judgement.looks()) + ".");
        }
        judgement.main().notes().forEach(note -> sentences.add(sentence(note)));
        return String.join(" ", sentences);
    }

    /** The verdict on one statement. */
    static @Nullable String of(Judgement judgement, StatementVerdict statement) {
        Interval interval = statement.interval();
        if (interval == null) {
            return null;
        }
        ClaimForm form = judgement.claim().form();
        String subject = switch (form) {
            case IDENTITY, BOUND ->
                "The worst of " + judgement.samples() + " instances, " + number(interval.lower()) + ",";
            default -> "The interval [" + number(interval.lower()) + ", " + number(interval.upper()) + "]";
        };
        String accepted = accepted(statement.statement().target());
        String relation = switch (statement.verdict()) {
            case SUPPORTED -> " lies inside ";
            case REFUTED -> " lies outside ";
            default -> " neither lies inside nor outside ";
        };
        return subject + relation + accepted + ".";
    }

    private static String accepted(Target target) {
        return switch (target.relation()) {
            case EQUAL -> number(target.value()) + " +- " + number(target.tolerance());
            case AT_MOST -> "what is at most " + number(target.value() + target.tolerance());
            case AT_LEAST -> "what is at least " + number(target.value() - target.tolerance());
            case MORE_THAN -> "what is more than " + number(target.value() + target.tolerance());
        };
    }

    static String number(double value) {
        return Double.isInfinite(value)
                ? (value > 0 ? "infinity" : "-infinity")
                : String.format(Locale.ROOT, "%.4g", value);
    }

    private static String sentence(String note) {
        return Character.toUpperCase(note.charAt(0)) + note.substring(1) + ".";
    }
}
