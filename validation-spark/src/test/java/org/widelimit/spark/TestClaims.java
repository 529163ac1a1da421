package org.widelimit.spark;

import java.util.List;
import org.widelimit.numerics.stats.Bias;
import org.widelimit.validation.claim.CellFunction;
import org.widelimit.validation.claim.Claim;
import org.widelimit.validation.claim.Measurement;
import org.widelimit.validation.claim.Sweep;
import org.widelimit.validation.claim.ValueClaim;
import org.widelimit.validation.report.Scale;
import org.widelimit.validation.study.Catalogue;

/** Claims that cost nothing, in a catalogue that executors find by the name of this class. */
public final class TestClaims implements CatalogueSource {

    @Override
    public Catalogue get() {
        return Catalogue.of(List.of(undecided(), failing(), slow()));
    }

    /** Needs several rounds. */
    static Claim undecided() {
        return value(
                "test/1",
                cell -> Measurement.of("quantity", 3 + cell.random().stream().nextGaussian()));
    }

    /** One of its cells throws. */
    static Claim failing() {
        return value("test/2", cell -> {
            if (cell.replicate() == 5 && cell.knob() == 32) {
                throw new IllegalStateException("no convergence");
            }
            return Measurement.of("quantity", 3);
        });
    }

    /** Its cells take as long as they are let. */
    static Claim slow() {
        return value("test/3", cell -> {
            Thread.sleep(cell.replicate() < 2 ? 1 : 600_000);
            return Measurement.of("quantity", 3);
        });
    }

    private static Claim value(String id, CellFunction function) {
        return ValueClaim.named(id)
                .states("The quantity tends to 3.")
                .formula("q \\to 3")
                .derived("nowhere", "a test")
                .knob("width")
                .at(Scale.QUICK, Sweep.over(16, 32, 64).replicates(8, 64))
                .measures("quantity", function)
                .is(3)
                .within(0.1, "an effect of 3 %")
                .bias(Bias.ofOrder(1))
                .falsehood("10 % more", 3.3)
                .costs(2)
                .build();
    }
}
