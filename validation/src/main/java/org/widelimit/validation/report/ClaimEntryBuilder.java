package org.widelimit.validation.report;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the fields of a {@link ClaimEntry} by name; what is not set stays empty. */
public final class ClaimEntryBuilder {

    private final String id;
    private final String paper;
    private final ClaimForm form;
    private final String statement;
    private Verdict expected = Verdict.SUPPORTED;
    private Verdict verdict = Verdict.INCONCLUSIVE;
    private @Nullable Double estimate;
    private @Nullable Bounds interval;
    private @Nullable OneSided oneSided;
    private @Nullable Double target;
    private @Nullable Double tolerance;
    private long samples;
    private final List<JudgedStatement> falsehoods = new ArrayList<>();
    private @Nullable JudgedStatement control;
    private double seconds;
    private @Nullable String figure;
    private @Nullable String formula;
    private @Nullable String source;
    private @Nullable String printedOrDerived;
    private @Nullable String explanation;
    private @Nullable String toleranceReason;
    private @Nullable Double holmAdjusted;
    private @Nullable String error;
    private @Nullable String reproduce;
    private @Nullable String counterexample;
    private List<String> droppedScales = List.of();
    private @Nullable Scale minScale;

    ClaimEntryBuilder(String id, String paper, ClaimForm form, String statement) {
        this.id = id;
        this.paper = paper;
        this.form = form;
        this.statement = statement;
    }

    /** The verdict that was expected before the run; SUPPORTED unless set. */
    public ClaimEntryBuilder expected(Verdict value) {
        expected = value;
        return this;
    }

    /** The verdict; INCONCLUSIVE unless set. */
    public ClaimEntryBuilder verdict(Verdict value) {
        verdict = value;
        return this;
    }

    /** What was measured. */
    public ClaimEntryBuilder estimate(double value) {
        estimate = value;
        return this;
    }

    /** The confidence interval; an infinite end makes it one-sided, an undefined end means that there is none. */
    public ClaimEntryBuilder interval(double lower, double upper) {
        boolean below = Double.isFinite(lower);
        boolean above = Double.isFinite(upper);
        interval = below && above ? new Bounds(lower, upper) : null;
        oneSided = null;
        if (below && upper == Double.POSITIVE_INFINITY) {
            oneSided = new OneSided(OneSided.Side.LOWER, lower);
        } else if (above && lower == Double.NEGATIVE_INFINITY) {
            oneSided = new OneSided(OneSided.Side.UPPER, upper);
        }
        return this;
    }

    /** Target and tolerance. */
    public ClaimEntryBuilder target(double value, double halfWidth) {
        target = value;
        tolerance = halfWidth;
        return this;
    }

    /** Why this tolerance. */
    public ClaimEntryBuilder toleranceReason(String value) {
        toleranceReason = value;
        return this;
    }

    /** How many instances or replicates the verdict rests on. */
    public ClaimEntryBuilder samples(long value) {
        samples = value;
        return this;
    }

    /** Adds a rival statement with its verdict. */
    public ClaimEntryBuilder falsehood(JudgedStatement value) {
        falsehoods.add(value);
        return this;
    }

    /** The corrected form of a claim that is expected to be refuted. */
    public ClaimEntryBuilder control(@Nullable JudgedStatement value) {
        control = value;
        return this;
    }

    /** Computing time. */
    public ClaimEntryBuilder seconds(double value) {
        seconds = value;
        return this;
    }

    /** The figure, which has to be among the figures of the report. */
    public ClaimEntryBuilder figure(@Nullable Figure value) {
        figure = value == null ? null : value.path();
        return this;
    }

    /** The statement as TeX. */
    public ClaimEntryBuilder formula(@Nullable String value) {
        formula = value;
        return this;
    }

    /** Paper and equation, and whether it is {@code printed} there or {@code derived}. */
    public ClaimEntryBuilder source(String value, @Nullable String printedOrDerivedValue) {
        source = value;
        printedOrDerived = printedOrDerivedValue;
        return this;
    }

    /** The verdict in words. */
    public ClaimEntryBuilder explanation(@Nullable String value) {
        explanation = value;
        return this;
    }

    /** Holm-adjusted p-value of the verdict. */
    public ClaimEntryBuilder holmAdjusted(@Nullable Double value) {
        holmAdjusted = value;
        return this;
    }

    /** Message of the failure. */
    public ClaimEntryBuilder error(@Nullable String value) {
        error = value;
        return this;
    }

    /** The one command, or Java statement, that computes the entry again. */
    public ClaimEntryBuilder reproduce(String value) {
        reproduce = value;
        return this;
    }

    /** The shrunk violating instance. */
    public ClaimEntryBuilder counterexample(@Nullable String value) {
        counterexample = value;
        return this;
    }

    /** Smallest scales left out of a fit. */
    public ClaimEntryBuilder droppedScales(List<String> value) {
        droppedScales = value;
        return this;
    }

    /** The smallest scale at which the claim can be decided. */
    public ClaimEntryBuilder minScale(Scale value) {
        minScale = value;
        return this;
    }

    /** The entry. */
    public ClaimEntry build() {
        return new ClaimEntry(
                id,
                paper,
                form,
                statement,
                expected,
                verdict,
                estimate,
                interval,
                oneSided,
                target,
                tolerance,
                samples,
                falsehoods,
                control,
                seconds,
                figure,
                formula,
                source,
                printedOrDerived,
                explanation,
                toleranceReason,
                holmAdjusted,
                error,
                reproduce,
                counterexample,
                droppedScales,
                minScale);
    }
}
