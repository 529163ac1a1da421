package org.widelimit.validation.claim;

import org.jspecify.annotations.Nullable;
import org.widelimit.validation.report.Scale;

/**
 * Builder of the forms that measure replicates along a knob: Value, Rate, Order.
 *
 * @param <B> the builder of the form
 */
public abstract sealed class MeasuringBuilder<B extends MeasuringBuilder<B>> extends ClaimBuilder<B>
        permits TargetBuilder, OrderClaim.Builder {

    private String knob = "";
    private @Nullable CellFunction function;

    MeasuringBuilder(String id) {
        super(id);
    }

    /** Name of the scale knob: width, epsilon, ... */
    public B knob(String name) {
        knob = name;
        return self();
    }

    /** What is run at a scale, and at larger scales that have no sweep of their own. */
    public B at(Scale scale, Sweep sweep) {
        ClaimCard.require(sweeps.put(scale, sweep) == null, id, "one sweep at scale " + scale.label(), "two");
        return self();
    }

    B cells(CellFunction newFunction) {
        ClaimCard.require(function == null, id, "one measurement", "two");
        function = newFunction;
        return self();
    }

    CellFunction function() {
        if (function == null) {
            throw new IllegalArgumentException("expected something to measure in claim " + id + ", found nothing");
        }
        return function;
    }

    ClaimCard card(Target target, String quantity, @Nullable String minus, String reason) {
        ClaimCard.require(!knob.isBlank(), id, "a scale knob", "none");
        return card(knob, target, quantity, minus, reason);
    }

    /** Refuses sweeps that the form cannot judge. */
    void requireSweeps(int minKnobs, int minReplicates) {
        for (Sweep sweep : sweeps.values()) {
            ClaimCard.require(
                    sweep.knobs().size() >= minKnobs,
                    id,
                    "at least " + minKnobs + " values of the knob",
                    "" + sweep.knobs());
            ClaimCard.require(
                    sweep.first() >= minReplicates,
                    id,
                    "at least " + minReplicates + " replicates in the first round",
                    "" + sweep.first());
        }
    }
}
