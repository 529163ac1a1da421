package org.widelimit.spark.cost;

import java.util.List;
import org.widelimit.numerics.stats.Bias;
import org.widelimit.spark.CatalogueSource;
import org.widelimit.validation.claim.Claim;
import org.widelimit.validation.claim.Measurement;
import org.widelimit.validation.claim.Sweep;
import org.widelimit.validation.claim.ValueClaim;
import org.widelimit.validation.report.Scale;
import org.widelimit.validation.study.Catalogue;

/** A claim whose cells draw one number: what they cost is the engine. */
public final class TrivialClaims implements CatalogueSource {

    static final String ID = "overhead/1";

    @Override
    public Catalogue get() {
        return Catalogue.of(List.of(claim()));
    }

    static Claim claim() {
        return ValueClaim.named(ID)
                .states("A normal number has mean 0.")
                .derived("Widelimit", "overhead of engines")
                .knob("width")
                .at(Scale.QUICK, Sweep.over(1, 2, 4).replicates(8))
                .measures(
                        "number",
                        cell -> Measurement.of("number", cell.random().stream().nextGaussian()))
                .is(0)
                .within(0.1, "nothing rests on it")
                .bias(Bias.ofOrder(1))
                .falsehood("It is 1.", 1)
                .build();
    }
}
