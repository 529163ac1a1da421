package org.widelimit.validation.claim;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.widelimit.validation.report.Scale;
import org.widelimit.validation.report.Verdict;

/**
 * Collects what all claims have in common. Everything is checked when the claim is built; what is missing or has no
 * power is an {@link IllegalArgumentException} that names the claim.
 *
 * @param <B> the builder of the form
 */
public abstract sealed class ClaimBuilder<B extends ClaimBuilder<B>> permits MeasuringBuilder, InstanceBuilder {

    final String id;
    final Map<Scale, Sweep> sweeps = new EnumMap<>(Scale.class);
    final List<Statement> falsehoods = new ArrayList<>();

    @Nullable
    Statement control;

    private String text = "";
    private @Nullable String formula;
    private @Nullable Source source;
    private Verdict expected = Verdict.SUPPORTED;
    private double costSeconds;

    ClaimBuilder(String id) {
        this.id = id;
    }

    abstract B self();

    /** The claim in words, plain text. */
    public B states(String statement) {
        text = statement;
        return self();
    }

    /** The claim as TeX. */
    public B formula(String tex) {
        formula = tex;
        return self();
    }

    /** The paper prints the claim so. */
    public B printed(String paper, String place) {
        source = new Source(paper, place, Source.Origin.PRINTED);
        return self();
    }

    /** The claim is derived from what stands there. */
    public B derived(String paper, String place) {
        source = new Source(paper, place, Source.Origin.DERIVED);
        return self();
    }

    /** The claim is a known erratum: its id ends in {@code -printed}, and it brings a control. */
    public B expectedRefuted() {
        expected = Verdict.REFUTED;
        return self();
    }

    /** About how many seconds it takes at its smallest scale on two cores. */
    public B costs(double seconds) {
        costSeconds = seconds;
        return self();
    }

    B addFalsehood(Statement rival) {
        falsehoods.add(rival);
        return self();
    }

    B setControl(Statement corrected) {
        ClaimCard.require(control == null, id, "one control", "two");
        control = corrected;
        return self();
    }

    ClaimCard card(String knob, Target target, String quantity, @Nullable String minus, String reason) {
        if (source == null) {
            throw new IllegalArgumentException(
                    "expected a source (printed or derived) in claim " + id + ", found none");
        }
        ClaimCard.require(!text.isBlank(), id, "a statement in words", "none");
        ClaimCard.require(!sweeps.isEmpty(), id, "a sweep for at least one scale", "none");
        return new ClaimCard(
                id,
                formula,
                source,
                expected,
                new Plan(knob, sweeps),
                costSeconds,
                new Statement(text, quantity, minus, target),
                reason,
                falsehoods,
                control);
    }
}
