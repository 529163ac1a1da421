package org.widelimit.validation.study;

import org.widelimit.numerics.stats.Frequency;
import org.widelimit.validation.claim.Judgement;
import org.widelimit.validation.report.Verdict;

/**
 * How a claim came out of studies; resampled ones share a pool, and bounds on them hold given that pool.
 *
 * @param studies how many
 * @param wrong in how many the verdict was the opposite of the expected one, or an error
 * @param undecided in how many it was inconclusive
 * @param missed in how many a falsehood was not refuted, or the control not supported
 */
public record Tally(int studies, int wrong, int undecided, int missed) {

    /** The probability of an error that is allowed, of either kind. */
    public static final double ALLOWED = 0.01;

    /** Of the bounds by which a frequency is judged. */
    public static final double CONFIDENCE = 0.95;

    /** No study. */
    public static final Tally NONE = new Tally(0, 0, 0, 0);

    public Tally {
        if (Math.min(Math.min(wrong, undecided), missed) < 0 || wrong + undecided > studies || missed > studies) {
            throw new IllegalArgumentException("expected counts of at most " + studies + " studies, found " + wrong
                    + " wrong, " + undecided + " undecided, " + missed + " missed");
        }
    }

    /** One more study. */
    Tally and(Judgement judgement) {
        Verdict verdict = judgement.verdict();
        boolean asExpected = verdict == judgement.claim().card().expected();
        boolean open = verdict == Verdict.INCONCLUSIVE;
        boolean rivalsToldApart = judgement.falsehoods().stream().allMatch(f -> f.verdict() == Verdict.REFUTED)
                && (judgement.control() == null || judgement.control().verdict() == Verdict.SUPPORTED);
        return new Tally(
                studies + 1,
                wrong + (asExpected || open ? 0 : 1),
                undecided + (open ? 1 : 0),
                missed + (rivalsToldApart ? 0 : 1));
    }

    /** The sum of two. */
    public Tally plus(Tally other) {
        return new Tally(
                studies + other.studies, wrong + other.wrong, undecided + other.undecided, missed + other.missed);
    }

    /** How often the verdict was wrong; there has to be a study. */
    public Frequency wrongVerdicts() {
        return new Frequency(wrong, studies);
    }

    /** How often a rival was not told apart; there has to be a study. */
    public Frequency missedRivals() {
        return new Frequency(missed, studies);
    }

    /**
     * False when the frequency of one of the two errors shows that its probability is above 1 %, with 95 % confidence.
     */
    public boolean passes() {
        return studies == 0
                || wrongVerdicts().atLeast(CONFIDENCE) <= ALLOWED
                        && missedRivals().atLeast(CONFIDENCE) <= ALLOWED;
    }
}
