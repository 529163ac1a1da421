package org.widelimit.validation.study;

import java.util.List;
import org.widelimit.numerics.random.RandomStream;
import org.widelimit.numerics.stats.Bias;
import org.widelimit.validation.claim.CellFunction;
import org.widelimit.validation.claim.Claim;
import org.widelimit.validation.claim.IdentityClaim;
import org.widelimit.validation.claim.Measurement;
import org.widelimit.validation.claim.OrderClaim;
import org.widelimit.validation.claim.RateClaim;
import org.widelimit.validation.claim.Sweep;
import org.widelimit.validation.claim.ValueClaim;
import org.widelimit.validation.report.Scale;

/** Small claims for studies, one of each form that rests on replicates and one that counts instances. */
final class StudyClaims {

    private StudyClaims() {}

    static List<Claim> all() {
        return List.of(value("test/1", 3), rate("test/2"), order("test/3"), identity("other/1"), late("other/2"));
    }

    static Claim value(String id, double target) {
        return value(
                id,
                target,
                cell -> Measurement.of(
                        "quantity",
                        3 + 2 / cell.knob() + 0.4 * cell.random().stream().nextGaussian() / Math.sqrt(cell.knob())));
    }

    static Claim value(String id, double target, CellFunction function) {
        return ValueClaim.named(id)
                .states("The quantity tends to " + target)
                .formula("q \\to " + target)
                .derived("nowhere", "a test")
                .knob("width")
                .at(Scale.QUICK, Sweep.over(16, 32, 64).replicates(8, 32))
                .measures("quantity", function)
                .is(target)
                .within(0.1, "an effect of 3 %")
                .bias(Bias.ofOrder(1))
                .falsehood("10 % more", 1.1 * target)
                .costs(2)
                .build();
    }

    static Claim rate(String id) {
        return RateClaim.named(id)
                .states("The error scales as n^-1/2")
                .printed("nowhere", "equation 1")
                .knob("width")
                .at(Scale.QUICK, Sweep.over(16, 32, 64, 128).replicates(8, 32))
                .measures("error", cell -> {
                    double z = Math.exp(0.1 * cell.random().stream().nextGaussian());
                    return Measurement.of("error", z / Math.sqrt(cell.knob())).and("other", z / cell.knob());
                })
                .exponent(-0.5)
                .within(0.15, "a test")
                .falsehood("n^-1", -1)
                .falsehood("the other error", "other")
                .build();
    }

    static Claim order(String id) {
        return OrderClaim.named(id)
                .states("a is smaller than b")
                .derived("nowhere", "a test")
                .knob("width")
                .at(Scale.QUICK, Sweep.over(16).replicates(16, 64))
                .measures(cell -> {
                    RandomStream stream = cell.random().stream();
                    double a = stream.nextGaussian();
                    return Measurement.of("a", a).and("b", a + 2 + stream.nextGaussian());
                })
                .smaller("a", "b")
                .falsehoodReversed("b is smaller than a")
                .build();
    }

    static Claim identity(String id) {
        return IdentityClaim.named(id)
                .states("x + x = 2 x")
                .derived("nowhere", "a test")
                .measures("error", instance -> {
                    double x = instance.gaussians(1)[0];
                    return Measurement.of("error", x + x - 2 * x).and("rival", Math.abs(x + x - 3 * x) / Math.abs(x));
                })
                .within(1e-15, "exact")
                .falsehood("x + x = 3 x", "rival")
                .build();
    }

    static Claim late(String id) {
        return IdentityClaim.named(id)
                .states("x = x")
                .derived("nowhere", "a test")
                .from(Scale.STANDARD)
                .measures("error", instance -> Measurement.of("error", 0).and("rival", 1))
                .within(1e-15, "exact")
                .falsehood("x = x + 1", "rival")
                .build();
    }
}
