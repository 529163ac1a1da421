package org.widelimit.validation.study;

import java.util.List;
import java.util.Objects;
import org.widelimit.validation.claim.Judgement;

/**
 * What a study found.
 *
 * @param judgements of the claims of the plan, in its order; after a stop some of them are not final
 * @param outcome whether it was stopped
 */
public record StudyResult(StudyPlan plan, List<Judgement> judgements, Engine.Outcome outcome) {

    public StudyResult {
        Objects.requireNonNull(plan, "plan");
        Objects.requireNonNull(outcome, "outcome");
        judgements = List.copyOf(judgements);
    }

    /** Whether it ran to its end and every claim is as expected. */
    public boolean asExpected() {
        return outcome == Engine.Outcome.FINISHED && judgements.stream().allMatch(Judgement::asExpected);
    }
}
