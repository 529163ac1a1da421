package org.widelimit.validation.study;

import java.util.Objects;
import org.widelimit.validation.claim.Claim;
import org.widelimit.validation.report.Verdict;

/**
 * How often the verdicts on a claim and on its falsehoods are wrong. A true claim should be refuted, and a falsehood
 * not be refuted, in at most 1 % of the studies.
 *
 * @param subject the claim
 * @param seeds studies that were run, each from a seed of its own
 * @param resampled studies whose replicates were drawn with replacement from finished ones
 * @param pool how many replicates those were drawn from
 * @param samples instances, or replicates over all values of the knob, in all studies that were run
 * @param secondsPerStudy computing time of a study that was run
 */
public record Calibration(Claim subject, Tally seeds, Tally resampled, int pool, long samples, double secondsPerStudy) {

    public Calibration {
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(seeds, "seeds");
        Objects.requireNonNull(resampled, "resampled");
    }

    /** Whether there is any study to judge it by. */
    public boolean isJudged() {
        return seeds.studies() + resampled.studies() > 0;
    }

    /**
     * False when either kind of study shows that errors are more frequent than 1 %. What is said of every instance has
     * no sampling error: there one wrong study is a counterexample, and enough.
     */
    public boolean passes() {
        boolean counterexample = subject.form().isAboutInstances()
                && subject.card().expected() == Verdict.SUPPORTED
                && seeds.wrong() > 0;
        return !counterexample && seeds.passes() && resampled.passes();
    }
}
