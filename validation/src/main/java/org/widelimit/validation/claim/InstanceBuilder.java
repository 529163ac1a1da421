package org.widelimit.validation.claim;

import org.widelimit.validation.report.Scale;

/**
 * Builder of the forms that hold on every instance: Identity and Bound. 200, 2,000 and 20,000 instances are drawn at
 * the three scales.
 *
 * @param <B> the builder of the form
 */
public abstract sealed class InstanceBuilder<B extends InstanceBuilder<B>> extends ClaimBuilder<B>
        permits IdentityClaim.Builder, BoundClaim.Builder {

    private static final int QUICK_INSTANCES = 200;

    private Scale from = Scale.QUICK;

    InstanceBuilder(String id) {
        super(id);
    }

    /** The smallest scale at which the claim is run; quick unless set. */
    public B from(Scale scale) {
        from = scale;
        return self();
    }

    ClaimCard card(Target target, String quantity, String reason) {
        int instances = QUICK_INSTANCES;
        for (Scale scale : Scale.values()) {
            if (scale.compareTo(from) >= 0) {
                sweeps.put(scale, Sweep.over(InstanceRuns.BATCH).replicates(instances / InstanceRuns.BATCH));
            }
            instances *= 10;
        }
        ClaimCard card = card("instances per batch", target, quantity, null, reason);
        card.requirePower();
        return card;
    }
}
