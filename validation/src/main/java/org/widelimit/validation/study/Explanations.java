package org.widelimit.validation.study;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.widelimit.numerics.stats.Interval;
import org.widelimit.validation.claim.Judge;
import org.widelimit.validation.claim.Judgement;
import org.widelimit.validation.claim.StatementVerdict;
import org.widelimit.validation.claim.Target;
import org.widelimit.validation.report.ClaimForm;
import org.widelimit.validation.report.Verdict;

/** Verdicts in words. */
final class Explanations {

    private static final MathContext FOUR_DIGITS = new MathContext(4);

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
        return subject + " " + relation(statement.statement().target(), statement.verdict()) + ".";
    }

    private static String relation(Target target, Verdict verdict) {
        boolean supported = verdict == Verdict.SUPPORTED;
        if (target.relation() == Target.Relation.EQUAL) {
            String band = number(target.value()) + " ± " + number(target.tolerance());
            return verdict == Verdict.INCONCLUSIVE
                    ? "lies neither inside nor outside " + band
                    : (supported ? "lies inside " : "lies outside ") + band;
        }
        boolean upwards = target.relation() != Target.Relation.AT_MOST;
        double end = target.relation() == Target.Relation.AT_LEAST
                ? target.value() - target.tolerance()
                : target.value() + target.tolerance();
        return verdict == Verdict.INCONCLUSIVE
                ? "reaches to both sides of " + number(end)
                : "lies " + (supported == upwards ? "above " : "below ") + number(end);
    }

    static String number(double value) {
        return Double.isInfinite(value)
                ? (value > 0 ? "infinity" : "-infinity")
                : new BigDecimal(value).round(FOUR_DIGITS).stripTrailingZeros().toString();
    }

    private static String sentence(String note) {
        return Character.toUpperCase(note.charAt(0)) + note.substring(1) + ".";
    }
}
