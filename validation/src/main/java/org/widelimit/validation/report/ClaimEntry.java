package org.widelimit.validation.report;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One claim with its verdict. Numbers that are not finite are kept as null.
 *
 * @param id the paper's slug and the number in its table, {@code graphon/C5}
 * @param paper the paper's slug
 * @param statement the claim in words (plain text)
 * @param expected the verdict that was expected before the run
 * @param estimate what was measured, or null when there is no number
 * @param interval two-sided confidence interval of the estimate, or null
 * @param oneSided one-sided confidence interval, or null; an Order has one
 * @param target what the estimate should be
 * @param tolerance half-width around the target that counts as agreement
 * @param samples how many instances or replicates the verdict rests on
 * @param falsehoods rival statements, judged by the same procedure; they must be refuted
 * @param control for a claim expected to be refuted: its corrected form, by the same procedure; else null
 * @param seconds computing time; the one number of a report that a replay does not compare
 * @param figure path of the figure's CSV relative to the report's folder, or null
 * @param formula the statement as TeX (the subset of {@link TexMath}), or null
 * @param source paper and equation, or where the derivation is
 * @param printedOrDerived {@code printed} when the paper prints the statement so, {@code derived} when it is derived; or null
 * @param explanation the verdict in words
 * @param toleranceReason why this tolerance
 * @param holmAdjusted Holm-adjusted p-value of the verdict among all claims of the report, or null
 * @param error message of the failure when the verdict is ERROR
 * @param reproduce the one command, or Java statement, that computes this entry again
 * @param counterexample the shrunk violating instance, fit to be pasted into JShell, or null
 * @param droppedScales smallest scales left out of a fit by the lack-of-fit rule
 * @param minScale the smallest scale at which the claim can be decided
 */
@JsonIgnoreProperties(value = "asExpected", allowGetters = true, ignoreUnknown = true)
public record ClaimEntry(
        String id,
        String paper,
        ClaimForm form,
        String statement,
        Verdict expected,
        Verdict verdict,
        @Nullable Double estimate,
        @Nullable Bounds interval,
        @Nullable OneSided oneSided,
        @Nullable Double target,
        @Nullable Double tolerance,
        long samples,
        List<JudgedStatement> falsehoods,
        @Nullable JudgedStatement control,
        double seconds,
        @Nullable String figure,
        @Nullable String formula,
        @Nullable String source,
        @Nullable String printedOrDerived,
        @Nullable String explanation,
        @Nullable String toleranceReason,
        @Nullable Double holmAdjusted,
        @Nullable String error,
        @Nullable String reproduce,
        @Nullable String counterexample,
        List<String> droppedScales,
        @Nullable Scale minScale) {

    public ClaimEntry {
        Texts.requireText("id", id);
        Texts.requireText("paper", paper);
        Texts.requireText("statement", statement);
        Objects.requireNonNull(form, "form");
        Objects.requireNonNull(expected, "expected");
        Objects.requireNonNull(verdict, "verdict");
        estimate = Texts.finiteOrNull(estimate);
        target = Texts.finiteOrNull(target);
        tolerance = Texts.finiteOrNull(tolerance);
        holmAdjusted = Texts.finiteOrNull(holmAdjusted);
        falsehoods = falsehoods == null ? List.of() : List.copyOf(falsehoods);
        droppedScales = droppedScales == null ? List.of() : List.copyOf(droppedScales);
        if (tolerance != null && tolerance < 0) {
            throw new IllegalArgumentException("expected a tolerance >= 0 in claim " + id + ", found " + tolerance);
        }
        if (samples < 0) {
            throw new IllegalArgumentException("expected samples >= 0 in claim " + id + ", found " + samples);
        }
        if (!(seconds >= 0 && seconds < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("expected seconds >= 0 in claim " + id + ", found " + seconds);
        }
        if (interval != null && oneSided != null) {
            throw new IllegalArgumentException("expected one interval in claim " + id + ", found two");
        }
    }

    /**
     * Whether every verdict of the entry is as expected: the claim's own equals {@code expected}, every falsehood is refuted,
     * and the control, if there is one, is supported.
     */
    @JsonProperty("asExpected")
    public boolean asExpected() {
        return verdict == expected
                && falsehoods.stream().allMatch(falsehood -> falsehood.verdict() == Verdict.REFUTED)
                && (control == null || control.verdict() == Verdict.SUPPORTED);
    }

    /** A builder for the entry of a claim, whose other fields start empty. */
    public static ClaimEntryBuilder builder(String id, String paper, ClaimForm form, String statement) {
        return new ClaimEntryBuilder(id, paper, form, statement);
    }
}
