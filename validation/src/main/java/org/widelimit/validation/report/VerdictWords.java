package org.widelimit.validation.report;

import java.util.Locale;

/** The wording of verdicts, the same in every format. */
final class VerdictWords {

    private VerdictWords() {}

    static String of(Verdict verdict) {
        return switch (verdict) {
            case SUPPORTED -> "Supported";
            case REFUTED -> "Refuted";
            case INCONCLUSIVE -> "Inconclusive";
            case ERROR -> "Error";
        };
    }

    /** A rival statement does its work by being refuted. */
    static String ofFalsehood(Verdict verdict) {
        return switch (verdict) {
            case REFUTED -> "refuted, as it must be";
            case SUPPORTED -> "supported: the procedure takes the falsehood for the truth";
            case INCONCLUSIVE -> "not refuted: the procedure has no power against it";
            case ERROR -> "its code failed";
        };
    }

    /** A corrected form does its work by being supported. */
    static String ofControl(Verdict verdict) {
        return switch (verdict) {
            case SUPPORTED -> "supported, as it must be";
            case REFUTED -> "refuted: the correction fails as well";
            case INCONCLUSIVE -> "not decided";
            case ERROR -> "its code failed";
        };
    }

    /** Whether the whole entry is as expected, and if not, which part is not. */
    static String expectation(ClaimEntry claim) {
        if (claim.verdict() != claim.expected()) {
            return "expected: " + of(claim.expected()).toLowerCase(Locale.ROOT);
        }
        if (claim.asExpected()) {
            return "as expected";
        }
        boolean control = claim.control() != null && claim.control().verdict() != Verdict.SUPPORTED;
        return "as expected, but its " + (control ? "control" : "falsehood") + " is not";
    }

    static String interval(ClaimEntry claim) {
        Bounds interval = claim.interval();
        if (interval != null) {
            return NumberText.display(interval.lower()) + " … " + NumberText.display(interval.upper());
        }
        OneSided bound = claim.oneSided();
        if (bound == null) {
            return "";
        }
        return (bound.side() == OneSided.Side.LOWER ? "at least " : "at most ") + NumberText.display(bound.bound());
    }

    static String target(ClaimEntry claim) {
        Double target = claim.target();
        if (target == null) {
            return "";
        }
        Double tolerance = claim.tolerance();
        return NumberText.display(target)
                + (tolerance == null || tolerance == 0 ? "" : " ± " + NumberText.display(tolerance));
    }
}
