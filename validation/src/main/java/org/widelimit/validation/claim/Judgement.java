package org.widelimit.validation.claim;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.widelimit.validation.report.Verdict;

/**
 * A judged claim.
 *
 * @param main the claim itself
 * @param control the control, or null
 * @param look how many looks were taken, 0 before the first complete round
 * @param looks how many the plan has
 * @param samples instances, or replicates over all values of the knob, that the verdicts rest on
 * @param replicatesWanted replicates at each value of the knob that the next look needs; 0 when there is nothing left
 * to do
 * @param seconds computing time of the cells, in which nothing else is recorded
 * @param error message of the failure when the verdict is ERROR, else null
 */
public record Judgement(
        Claim claim,
        StatementVerdict main,
        List<StatementVerdict> falsehoods,
        @Nullable StatementVerdict control,
        int look,
        int looks,
        long samples,
        int replicatesWanted,
        double seconds,
        @Nullable String error) {

    public Judgement {
        Objects.requireNonNull(claim, "claim");
        Objects.requireNonNull(main, "main");
        falsehoods = List.copyOf(falsehoods);
    }

    /** The verdict on the claim itself. */
    public Verdict verdict() {
        return main.verdict();
    }

    /** Whether nothing is left to run: all statements decided, or the budget spent, or an error. */
    public boolean isFinal() {
        return replicatesWanted == 0;
    }

    /**
     * Whether the verdict is the expected one, every falsehood is refuted, and the control, if there is one, supported.
     */
    public boolean asExpected() {
        return verdict() == claim.card().expected()
                && falsehoods.stream().allMatch(f -> f.verdict() == Verdict.REFUTED)
                && (control == null || control.verdict() == Verdict.SUPPORTED);
    }
}
