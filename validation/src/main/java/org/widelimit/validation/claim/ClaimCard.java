package org.widelimit.validation.claim;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.widelimit.validation.report.Scale;
import org.widelimit.validation.report.Verdict;

/**
 * What all claims have in common.
 *
 * @param id slug of the paper and number in its table, {@code graphon/C5}; ends in {@code -printed} exactly when it is
 * expected to be refuted
 * @param formula the statement as TeX, or null
 * @param expected SUPPORTED or REFUTED, from the theory, before any run
 * @param costSeconds about how long it takes at its smallest scale on two cores
 * @param statement the claim, in words and as a target
 * @param toleranceReason why this tolerance
 * @param falsehoods rival statements that the same procedure must refute; at least one
 * @param control the corrected form, which the same procedure must support; given exactly when the claim is expected to
 * be refuted
 */
public record ClaimCard(
        String id,
        @Nullable String formula,
        Source source,
        Verdict expected,
        Plan plan,
        double costSeconds,
        Statement statement,
        String toleranceReason,
        List<Statement> falsehoods,
        @Nullable Statement control) {

    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9]*/[A-Za-z0-9][A-Za-z0-9.-]*");
    private static final String PRINTED = "-printed";

    public ClaimCard {
        require(ID.matcher(id).matches(), id, "an id such as \"graphon/C5\"", '"' + id + '"');
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(plan, "plan");
        Objects.requireNonNull(statement, "statement");
        falsehoods = List.copyOf(falsehoods);
        boolean refuted = expected == Verdict.REFUTED;
        require(refuted || expected == Verdict.SUPPORTED, id, "SUPPORTED or REFUTED before the run", expected.name());
        require(refuted == id.endsWith(PRINTED), id, "an id that ends in -printed exactly for an expected REFUTED", id);
        require(refuted == (control != null), id, "a control exactly for an expected REFUTED", "" + control);
        require(!falsehoods.isEmpty(), id, "at least one falsehood", "none");
        require(!toleranceReason.isBlank(), id, "a reason for the tolerance", "none");
        require(costSeconds >= 0 && costSeconds < Double.POSITIVE_INFINITY, id, "a cost >= 0 s", "" + costSeconds);
    }

    static void require(boolean condition, String id, String expected, String found) {
        if (!condition) {
            throw new IllegalArgumentException("expected " + expected + " in claim " + id + ", found " + found);
        }
    }

    /** Slug of the paper: what stands before the slash. */
    public String paper() {
        return id.substring(0, id.indexOf('/'));
    }

    /** The smallest scale at which the claim can be decided. */
    public Scale minScale() {
        return plan.minScale();
    }

    /** The control, if there is one. */
    public Optional<Statement> controlIfAny() {
        return Optional.ofNullable(control);
    }

    /**
     * Refuses rivals that the claim could not tell from itself with any number of samples: about the same number, less
     * than two tolerances away. Where a claim is expected to be refuted, the same goes for its control.
     */
    void requirePower() {
        for (Statement falsehood : falsehoods) {
            requireApart(falsehood);
        }
        if (control != null) {
            requireApart(control);
        }
    }

    private void requireApart(Statement rival) {
        if (!rival.sharesQuantityWith(statement)) {
            return;
        }
        double distance = Math.abs(rival.target().value() - statement.target().value());
        double needed = statement.target().tolerance() + rival.target().tolerance();
        // Half a unit in the last place of either target, so that 0.5 and 0.3 are two tolerances of 0.1 apart.
        double rounding =
                Math.ulp(rival.target().value()) + Math.ulp(statement.target().value());
        require(
                distance > 0 && distance >= needed - rounding,
                id,
                "rivals at least two tolerances (" + needed + ") from the target "
                        + statement.target().value(),
                rival.target().value() + " (\"" + rival.text() + "\")");
    }
}
