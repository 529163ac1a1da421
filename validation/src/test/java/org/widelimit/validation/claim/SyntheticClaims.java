package org.widelimit.validation.claim;

import org.widelimit.numerics.random.RandomStream;
import org.widelimit.numerics.stats.Bias;
import org.widelimit.validation.report.Scale;

/** Claims of each form about numbers whose truth is known. */
final class SyntheticClaims {

    private SyntheticClaims() {}

    /** 3 + 2/n + noise/sqrt(n), said to tend to a target. */
    static ValueClaim.Builder value(String id, double target, double noise) {
        return ValueClaim.named(id)
                .states("The quantity tends to " + target)
                .derived("nowhere", "a test")
                .knob("width")
                .at(Scale.QUICK, Sweep.over(16, 32, 64).replicates(8, 64))
                .measures("quantity", cell -> {
                    RandomStream stream = cell.random().stream();
                    double value = 3 + 2 / cell.knob() + noise * stream.nextGaussian() / Math.sqrt(cell.knob());
                    return Measurement.of("quantity", value).and("rival", 1.1 * value);
                })
                .within(0.1, "an effect of 3 %")
                .bias(Bias.ofOrder(1));
    }

    /** exp(0.3 N) 3 n^-1/2, said to have an exponent. */
    static RateClaim.Builder rate(String id, double exponent) {
        return RateClaim.named(id)
                .states("The error scales as n^" + exponent)
                .derived("nowhere", "a test")
                .knob("width")
                .at(Scale.QUICK, Sweep.over(16, 32, 64, 128).replicates(8, 256))
                .measures("error", cell -> {
                    double z = Math.exp(0.3 * cell.random().stream().nextGaussian());
                    return Measurement.of("error", 3 * z / Math.sqrt(cell.knob()))
                            .and("other", 3 * z / Math.cbrt(cell.knob()));
                })
                .exponent(exponent)
                .within(0.08, "half the way to 1/3");
    }

    /** Pairs (noise, noise + gap + more noise). */
    static OrderClaim.Builder order(String id, double gap) {
        return OrderClaim.named(id)
                .states("a is smaller than b")
                .derived("nowhere", "a test")
                .knob("width")
                .at(Scale.QUICK, Sweep.over(16, 32).replicates(8, 64))
                .measures(cell -> {
                    RandomStream stream = cell.random().stream();
                    double a = 10 * stream.nextGaussian();
                    return Measurement.of("a", a).and("b", a + gap + stream.nextGaussian());
                })
                .smaller("a", "b");
    }

    /** (x + y)^2 against x^2 + 2xy + y^2, relative. */
    static IdentityClaim.Builder identity(String id, double tolerance) {
        return IdentityClaim.named(id)
                .states("(x + y)^2 = x^2 + 2xy + y^2")
                .derived("nowhere", "a test")
                .measures("error", instance -> {
                    int n = instance.dimension(1, 9);
                    double[] x = instance.gaussians(n);
                    double[] y = instance.gaussians(n);
                    double worst = 0;
                    double rival = 0;
                    for (int i = 0; i < n; i++) {
                        double scale = x[i] * x[i] + y[i] * y[i];
                        double left = (x[i] + y[i]) * (x[i] + y[i]);
                        worst = Math.max(worst, Math.abs(left - scale - 2 * x[i] * y[i]) / scale);
                        rival = Math.max(rival, Math.abs(left - scale) / scale);
                    }
                    instance.describe(() -> "double[] x = " + java.util.Arrays.toString(x));
                    return Measurement.of("error", worst).and("without the cross term", rival);
                })
                .within(tolerance, "a few roundings");
    }

    /** |x + y| <= |x| + |y|. */
    static BoundClaim.Builder bound(String id, double factor) {
        return BoundClaim.named(id)
                .states("|x + y| <= " + factor + " (|x| + |y|)")
                .derived("nowhere", "a test")
                .measures("slack", instance -> {
                    double[] v = instance.gaussians(2);
                    double size = Math.abs(v[0]) + Math.abs(v[1]);
                    double sum = Math.abs(v[0] + v[1]);
                    instance.describe(() -> "x = " + v[0] + ", y = " + v[1]);
                    return Measurement.of("slack", (factor * size - sum) / size)
                            .and("rival", (0.9 * factor * size - sum) / size);
                })
                .within(1e-15, "rounding of the sum");
    }
}
